/** What was just done, with the way back where there is one. It stays until it is closed or replaced. */
import { html, nothing, type TemplateResult } from "lit";
import { wordsFor } from "./troubles.ts";
import { NoticeEvent } from "./view.ts";
import { words } from "./words/frame.ts";

export function renderNotice({ text, kind, undo }: NoticeEvent, onDone: () => void): TemplateResult {
  const takeBack = async (event: Event): Promise<void> => {
    const place = event.currentTarget as HTMLElement;
    try {
      await undo?.();
      place.dispatchEvent(new NoticeEvent(words().undone, "done"));
    } catch (error) {
      place.dispatchEvent(new NoticeEvent(wordsFor(error), "failed"));
    }
  };
  return html`<div class="notice ${kind}">
    <p>${text}</p>
    ${undo ? html`<button type="button" @click=${takeBack}>${words().undo}</button>` : nothing}
    <button type="button" class="quiet" aria-label=${words().dismissMessage} @click=${onDone}>✕</button>
  </div>`;
}
