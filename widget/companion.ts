/**
 * A module that a call can do without, so that no page loads it before a click. Types only: what the
 * widget has already is handed in, or its visitors would load it twice.
 */
import type { html, TemplateResult } from "lit/html.js";
import type { ask } from "./api.ts";
import type { DialogView } from "./call-dialog.ts";

/** A button as far as a companion needs it. */
export interface CompanionHost extends HTMLElement {
  button: string | undefined;
  cancel(): Promise<void>;
  requestUpdate(): void;
}

export interface Kit {
  host: CompanionHost;
  html: typeof html;
  ask: typeof ask;
}

export interface Companion {
  /** Part of the dialog's form, when the time for it has come. */
  render(view: DialogView): TemplateResult | string;
  /** A time can be chosen: the form makes sense though nobody is there now. */
  readonly offers?: boolean;
}

/** What a language brings for companions besides its messages. */
export interface CompanionWords {
  when: string;
  now: string;
  cancel: string;
  department: string;
  scale: string;
  send: string;
  thanks: string;
  optOut: string;
}
