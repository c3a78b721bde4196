/**
 * A module that a call can do without, so that no page loads it before a click. Types only: what the
 * widget has already is handed in, or its visitors would load it twice.
 */
import type { html, TemplateResult } from "lit";
import type { Talk } from "../call/clock.ts";
import type { ask } from "../call/api.ts";
import type { CloserWords } from "../words/extra-words.ts";
import type { SayTimes } from "../words/moments.ts";
import type { partsOf, prefixOf } from "./phone-field.ts";
import type { SheetActs, SheetView } from "./sheet-view.ts";

export type ExtraName = "comfort" | "later" | "departments";

/** A button as far as an extra needs it. */
export interface ExtraHost extends HTMLElement {
  button: string | undefined;
  readonly country: string;
  cancel(): Promise<void>;
  close(): void;
  requestUpdate(): void;
}

export interface Kit {
  host: ExtraHost;
  html: typeof html;
  ask: typeof ask;
  handset: TemplateResult;
  partsOf: typeof partsOf;
  prefixOf: typeof prefixOf;
  /** Puts style sheets on. */
  wear(styles: string): void;
}

export interface Extra {
  /** Its part of the sheet, as it stands. */
  render(view: SheetView, acts: SheetActs): TemplateResult | string;
  /** A time can be chosen: the form makes sense though nobody is there now. */
  readonly offers?: boolean;
}

/** What makes asking and waiting pleasant. */
export interface Comfort extends Extra, SayTimes {
  /** A number as one writes it. */
  write(phone: string): string;
  /** How long both have talked by now, or had. */
  talk(call: Talk, nowMs: number): string;
  /** For the empty field. */
  example(): string;
  type(event: InputEvent): void;
  /** What is said of a word that has a time: when a shop opens, when a call will come, when one may be asked for again. */
  withTime(text: string, word: string, view: SheetView): string;
  /** How a call ended, more closely than its state says. */
  words(lang: string): CloserWords;
  /** What is wrong with the number, more closely than its problem says. */
  phoneError(view: SheetView): string | undefined;
  /** The form once more, where another number may help. */
  renderAgain(view: SheetView, acts: SheetActs): TemplateResult | string;
  /** The sheet stood elsewhere before. */
  move(dialog: HTMLDialogElement, before: DOMRect): void;
  /** Cares for the sheet while it is up. @returns what ends it */
  attend(dialog: HTMLDialogElement): () => void;
}

export interface LoadedExtras {
  comfort?: Comfort;
  later?: Extra;
  departments?: Extra;
  /** Something that was wanted could not be had: the sheet says so, and offers the link. */
  isLost?: boolean;
}
