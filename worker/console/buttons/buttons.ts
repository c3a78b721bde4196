/** The owner's buttons: the list, or one of them in the editor. */
import { html, nothing, type TemplateResult } from "lit";
import type { SyncReply, ButtonsReply, OwnerButton, SyncMark } from "../../contract/owner-buttons.ts";
import { ask } from "../api.ts";
import { Remote } from "../remote.ts";
import { hashOf } from "../route.ts";
import { View } from "../view.ts";
import { count, moment, say, type Words } from "../words.ts";
import { plainColor } from "./draft.ts";
import "./button-editor.ts";
import "./transfer.ts";

const marks: Record<SyncMark["state"], readonly [mood: string, words: Words]> = {
  synced: ["good", ["как в SIPNET", "as at SIPNET"]],
  pending: ["warn", ["ждёт SIPNET", "waits for SIPNET"]],
  conflict: ["bad", ["изменена с двух сторон", "changed on both sides"]],
  missing: ["warn", ["SIPNET её не показал", "not in SIPNET’s list"]],
  gone: ["calm", ["удалена в SIPNET", "deleted at SIPNET"]],
};

/** @element buttons-view */
class Buttons extends View {
  static override properties = { ...View.properties, cid: {} };
  /** Which one is open, `new`, or none. */
  declare cid: string | undefined;

  #buttons = new Remote<ButtonsReply>(this, (signal) => ask("/buttons", { signal }));

  constructor() {
    super();
    this.addEventListener("buttons-changed", () => void this.#buttons.reload());
  }

  protected override render(): TemplateResult {
    return this.#buttons.render(({ buttons, gone, adding }) => {
      if (this.cid === "new") return html`<button-editor></button-editor>`;
      const open = buttons.find(({ cid }) => cid === this.cid);
      if (open) return html`<button-editor .button=${open}></button-editor>`;
      if (this.cid) return this.#renderUnknown();
      return html`${this.#renderHeadline()}
        <section class="card" aria-label=${say("Кнопки", "Buttons")}>
          ${
            buttons.length + adding.length === 0
              ? html`<p class="empty">
                  ${say("Кнопок ещё нет. Добавьте первую.", "No buttons yet. Add the first one.")}
                </p>`
              : html`<ul class="rows buttons">
                  ${buttons.map((button) => this.#renderRow(button))}
                  ${adding.map(
                    ({ text, phone, since }) =>
                      html`<li>
                        <strong>${text || phone}</strong>
                        <span class="pill warn">${say("добавляется", "being added")}</span>
                        <span class="hint">${moment(since)}</span>
                      </li>`,
                  )}
                </ul>`
          }
        </section>
        ${gone.length > 0 ? this.#renderGone(gone) : nothing}
        <buttons-transfer></buttons-transfer>`;
    });
  }

  #renderHeadline(): TemplateResult {
    return html`<div class="headline">
      <h1>${say("Кнопки", "Buttons")}</h1>
      <div class="actions">
        <button type="button" ?disabled=${this.busy} @click=${this.#onSync}>
          ${say("Сверить с SIPNET", "Compare with SIPNET")}
        </button>
        <a class="button primary" href=${hashOf(["buttons", "new"])}>${say("Новая кнопка", "New button")}</a>
      </div>
    </div>`;
  }

  #renderRow({ cid, text, descr, phone, phones = [], color, agents, sync }: OwnerButton): TemplateResult {
    const [mood, words] = marks[sync.state];
    return html`<li>
      <svg class="swatch" viewBox="0 0 20 20" aria-hidden="true">
        <rect width="20" height="20" rx="6" fill=${plainColor(color)} />
      </svg>
      <span class="grow">
        <a href=${hashOf(["buttons", cid])}><strong>${text || descr || cid}</strong></a>
        <span class="hint line">${[descr, phone].filter(Boolean).join(" · ")}</span>
      </span>
      ${agents.length > 0 ? html`<span>${count(agents.length, ["сотрудник", "сотрудника", "сотрудников"], ["person", "people"])}</span>` : nothing}
      ${
        phones.some(({ why }) => why !== undefined)
          ? html`<span class="pill bad">${say("телефон не прочитать", "a phone can’t be read")}</span>`
          : nothing
      }
      <span class="pill ${mood}">${say(...words)}</span>
    </li>`;
  }

  #renderGone(gone: readonly OwnerButton[]): TemplateResult {
    return html`<section class="card" aria-labelledby="gone">
      <header><h2 id="gone">${say("Удалённые в SIPNET", "Deleted at SIPNET")}</h2></header>
      <p class="hint">
        ${say(
          "Их настройки сохранены. Восстановленная кнопка получит новый код для сайта.",
          "Their settings are kept. A restored button gets a new code for the site.",
        )}
      </p>
      <ul class="rows">
        ${gone.map(
          ({ cid, text, phone, sync }) =>
            html`<li>
              <span class="grow"
                ><strong>${text || phone}</strong> <span class="hint">${moment(sync.since)}</span></span
              >
              <button type="button" ?disabled=${this.busy} @click=${() => this.#onRestore(cid)}>
                ${say("Восстановить", "Restore")}
              </button>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #renderUnknown(): TemplateResult {
    return html`<h1>${say("Такой кнопки нет", "There is no such button")}</h1>
      <a href=${hashOf(["buttons"])}>${say("Ко всем кнопкам", "To all buttons")}</a>`;
  }

  async #onSync(): Promise<void> {
    const work = async (): Promise<void> => {
      await ask<SyncReply>("/sync", { method: "POST" });
      await this.#buttons.reload();
    };
    await this.act(work, say("Сверено с SIPNET.", "Compared with SIPNET."));
  }

  async #onRestore(cid: string): Promise<void> {
    const restore = () => ask(`/buttons/${encodeURIComponent(cid)}/restore`, { method: "POST" });
    if (await this.act(restore, say("Кнопка восстановлена.", "The button is restored."))) await this.#buttons.reload();
  }
}

customElements.define("buttons-view", Buttons);
