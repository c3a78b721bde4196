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

type Addition = ButtonsReply["adding"][number];

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
                  ${adding.map((addition) => this.#renderAddition(addition, buttons))}
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

  /** SIPNET may have added it, though its answer was lost: what happens next is the owner's to say. */
  #renderAddition({ id, text, phone, since, maybeIs }: Addition, buttons: readonly OwnerButton[]): TemplateResult {
    const name = text || phone;
    const alike = buttons.filter(({ cid }) => maybeIs?.includes(cid));
    const word = maybeIs ? say("добавлена ли?", "was it added?") : say("добавляется", "being added");
    return html`<li>
      <span class="grow">
        <strong>${name}</strong> <span class="pill warn">${word}</span> <span class="hint">${moment(since)}</span>
        ${
          maybeIs
            ? html`<span class="hint line"
                  >${say(
                    "SIPNET не ответил, когда её добавляли. Сама она второй раз не отправится.",
                    "SIPNET gave no answer when it was added. It won’t be sent again by itself.",
                  )}</span
                >
                <span class="actions">
                  ${alike.map(
                    (button) =>
                      html`<button
                        type="button"
                        ?disabled=${this.busy}
                        @click=${() => this.#onAddition(id, button.cid)}
                      >
                        ${say("Это она:", "This is it:")} ${button.text || button.cid}
                      </button>`,
                  )}
                  <button type="button" ?disabled=${this.busy} @click=${() => this.#onAddition(id, "again")}>
                    ${say("Её нет, добавить снова", "It isn’t there, add it again")}
                  </button>
                  <button type="button" ?disabled=${this.busy} @click=${() => this.#onAddition(id, "drop")}>
                    ${say("Забыть", "Forget it")}
                  </button>
                </span>`
            : nothing
        }
      </span>
    </li>`;
  }

  async #onAddition(id: string, resolve: string): Promise<void> {
    const answer = () => ask(`/buttons/adding/${encodeURIComponent(id)}`, { body: { resolve } });
    if (await this.act(answer, say("Готово.", "Done."))) await this.#buttons.reload();
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
