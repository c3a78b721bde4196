/** What was just done, with the way back where there is one. It stays until it is closed or replaced. */
import { html, nothing, type TemplateResult } from "lit";
import { wordsFor } from "./troubles.ts";
import { NoticeEvent } from "./view.ts";
import { say } from "./words.ts";

export function renderNotice({ text, kind, undo }: NoticeEvent, onDone: () => void): TemplateResult {
  const takeBack = async (event: Event): Promise<void> => {
    const place = event.currentTarget as HTMLElement;
    try {
      await undo?.();
      place.dispatchEvent(new NoticeEvent(say("Отменено", "Undone"), "done"));
    } catch (error) {
      place.dispatchEvent(new NoticeEvent(wordsFor(error), "failed"));
    }
  };
  return html`<div class="notice ${kind}">
    <p>${text}</p>
    ${undo ? html`<button type="button" @click=${takeBack}>${say("Вернуть", "Undo")}</button>` : nothing}
    <button type="button" class="quiet" aria-label=${say("Закрыть сообщение", "Dismiss message")} @click=${onDone}>
      ✕
    </button>
  </div>`;
}
