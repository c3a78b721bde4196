/** The bar at the foot of a form, always in view: what is unsaved, and the ways to save it or give it up. */
import { html, nothing, type TemplateResult } from "lit";
import { words } from "../words/save-bar.ts";

export interface SaveBar {
  /** How many fields differ from what is saved. */
  unsaved: number;
  busy: boolean;
  /** What is said where nothing is unsaved. */
  state?: string | undefined;
  /** What the button says; "Save" where it isn't given. */
  save?: string | undefined;
  onDiscard: () => void;
  more?: unknown;
}

export function renderSaveBar({ unsaved, busy, state, save, onDiscard, more = nothing }: SaveBar): TemplateResult {
  const said = busy ? words().saving : unsaved > 0 ? words().unsaved(unsaved) : (state ?? words().saved);
  return html`<div class="save-bar ${unsaved > 0 ? "unsaved" : ""}">
    <p role="status">${said}</p>
    <div class="actions">
      ${more}
      ${
        unsaved > 0
          ? html`<button type="button" class="quiet" ?disabled=${busy} @click=${onDiscard}>${words().discard}</button>`
          : nothing
      }
      <button class="primary" ?disabled=${busy}>${save ?? words().save}</button>
    </div>
  </div>`;
}
