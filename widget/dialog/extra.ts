/**
 * A module that a call can do without, so that no page loads it before a click. Types only: what the
 * widget has already is handed in, or its visitors would load it twice.
 */
import type { html, TemplateResult } from "lit";
import type { ask } from "../call/api.ts";
import type { SheetView } from "./call-sheet.ts";

/** A button as far as a extra needs it. */
export interface ExtraHost extends HTMLElement {
  button: string | undefined;
  cancel(): Promise<void>;
  requestUpdate(): void;
}

export interface Kit {
  host: ExtraHost;
  html: typeof html;
  ask: typeof ask;
}

export interface Extra {
  /** Part of the dialog's form, when the time for it has come. */
  render(view: SheetView): TemplateResult | string;
  /** A time can be chosen: the form makes sense though nobody is there now. */
  readonly offers?: boolean;
}

/** What a language brings for extras besides its messages. */
export interface ExtraWords {
  when: string;
  now: string;
  cancel: string;
  department: string;
  scale: string;
  send: string;
  thanks: string;
  optOut: string;
}
