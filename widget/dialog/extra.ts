/**
 * A module that a call can do without, so that no page loads it before a click. Types only: what the
 * widget has already is handed in, or its visitors would load it twice.
 */
import type { html, TemplateResult } from "lit";
import type { clock } from "../call/clock.ts";
import type { ask } from "../call/api.ts";
import type { day, hour, moment } from "../words/moments.ts";
import type { partsOf } from "./phone-field.ts";
import type { PhonesWords } from "./phones.ts";
import type { SheetActs, SheetView } from "./sheet-view.ts";

export type ExtraName = "comfort" | "later" | "departments";

/** A button as far as an extra needs it. */
export interface ExtraHost extends HTMLElement {
  button: string | undefined;
  readonly country: string;
  cancel(): Promise<void>;
  requestUpdate(): void;
}

export interface Kit {
  host: ExtraHost;
  html: typeof html;
  ask: typeof ask;
  times: { day: typeof day; hour: typeof hour; moment: typeof moment };
  handset: TemplateResult;
  partsOf: typeof partsOf;
  clock: typeof clock;
}

export interface Extra {
  /** Its part of the sheet, as it stands. */
  render(view: SheetView, acts: SheetActs): TemplateResult | string;
  /** A time can be chosen: the form makes sense though nobody is there now. */
  readonly offers?: boolean;
}

/** What makes asking and waiting pleasant. */
export interface Comfort extends Extra {
  /** A number as one writes it. */
  write(phone: string): string;
  /** For the empty field. */
  example(): string;
  type(event: InputEvent): void;
  /** The sheet stood elsewhere before. */
  move(dialog: HTMLDialogElement, before: DOMRect): void;
  /** @returns what ends it */
  aboveKeyboard(dialog: HTMLDialogElement): () => void;
}

export interface LoadedExtras {
  comfort?: Comfort;
  later?: Extra;
  departments?: Extra;
  /** Something that was wanted could not be had: the sheet says so, and offers the link. */
  isLost?: boolean;
}

/** What a language brings for extras besides its messages. */
export interface ExtraWords extends PhonesWords {
  yourTime: string;
  when: string;
  now: string;
  another: string;
  cancel: string;
  calendar: string;
  event: string;
  department: string;
  scale: string;
  star: string;
  thanks: string;
  optOut: string;
}
