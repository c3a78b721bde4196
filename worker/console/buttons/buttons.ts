/** The owner's buttons: the list, or one of them in the editor. */
import { html, nothing, type TemplateResult } from "lit";
import type { SyncReply, ButtonsReply, OwnerButton, SyncMark } from "../../contract/owner-buttons.ts";
import { ask } from "../api.ts";
import { Remote } from "../remote.ts";
import { hashOf } from "../route.ts";
import { renderTabs, type Tabs } from "../tabs.ts";
import { View } from "../view.ts";
import { moment, type Words } from "../words.ts";
import { words } from "../words/buttons.ts";
import { plainColor } from "./draft.ts";
import "./button-editor.ts";
import "./sites-page.ts";
import "./transfer.ts";

const marks: Record<SyncMark["state"], readonly [mood: string, words: Words]> = {
  synced: ["good", () => words().asAtSipnet],
  pending: ["warn", () => words().waitsForSipnet],
  conflict: ["bad", () => words().changedOnBothSides],
  missing: ["warn", () => words().notInSipnetsList],
  gone: ["calm", () => words().isDeletedThere],
};

const tabs: Tabs = [
  ["", () => words().buttons],
  ["sites", () => words().sites],
];

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
      if (this.cid === "sites")
        return html`<h1>${words().buttons}</h1>
          ${renderTabs("buttons", tabs, "sites")}<sites-page></sites-page>`;
      if (this.cid === "new") return html`<button-editor></button-editor>`;
      const open = buttons.find(({ cid }) => cid === this.cid);
      if (open) return html`<button-editor .button=${open}></button-editor>`;
      if (this.cid) return this.#renderUnknown();
      return html`${this.#renderHeadline()} ${renderTabs("buttons", tabs, "")}
        <section class="card" aria-label=${words().buttons}>
          ${
            buttons.length + adding.length === 0
              ? html`<p class="empty">${words().noButtonsYet}</p>`
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
      <h1>${words().buttons}</h1>
      <div class="actions">
        <button type="button" ?disabled=${this.busy} @click=${this.#onSync}>${words().compareWithSipnet}</button>
        <a class="button primary" href=${hashOf(["buttons", "new"])}>${words().newButton}</a>
      </div>
    </div>`;
  }

  #renderRow({ cid, text, descr, phone, phones = [], color, agents, sync }: OwnerButton): TemplateResult {
    const [mood, mark] = marks[sync.state];
    return html`<li>
      <svg class="swatch" viewBox="0 0 20 20" aria-hidden="true">
        <rect width="20" height="20" rx="6" fill=${plainColor(color)} />
      </svg>
      <span class="grow">
        <a href=${hashOf(["buttons", cid])}><strong>${text || descr || cid}</strong></a>
        <span class="hint line">${[descr, phone].filter(Boolean).join(" · ")}</span>
      </span>
      ${agents.length > 0 ? html`<span>${words().peopleCounted(agents.length)}</span>` : nothing}
      ${
        phones.some(({ why }) => why !== undefined)
          ? html`<span class="pill bad">${words().phoneUnreadable}</span>`
          : nothing
      }
      <span class="pill ${mood}">${mark()}</span>
    </li>`;
  }

  /** SIPNET may have added it, though its answer was lost: what happens next is the owner's to say. */
  #renderAddition({ id, text, phone, since, maybeIs }: Addition, buttons: readonly OwnerButton[]): TemplateResult {
    const name = text || phone;
    const alike = buttons.filter(({ cid }) => maybeIs?.includes(cid));
    const word = maybeIs ? words().wasItAdded : words().beingAdded;
    return html`<li>
      <span class="grow">
        <strong>${name}</strong> <span class="pill warn">${word}</span> <span class="hint">${moment(since)}</span>
        ${
          maybeIs
            ? html`<span class="hint line">${words().sipnetGaveNoAnswer}</span>
                <span class="actions">
                  ${alike.map(
                    (button) =>
                      html`<button
                        type="button"
                        ?disabled=${this.busy}
                        @click=${() => this.#onAddition(id, button.cid)}
                      >
                        ${words().thisIsIt} ${button.text || button.cid}
                      </button>`,
                  )}
                  <button type="button" ?disabled=${this.busy} @click=${() => this.#onAddition(id, "again")}>
                    ${words().addItAnew}
                  </button>
                  <button type="button" ?disabled=${this.busy} @click=${() => this.#onAddition(id, "drop")}>
                    ${words().forgetIt}
                  </button>
                </span>`
            : nothing
        }
      </span>
    </li>`;
  }

  async #onAddition(id: string, resolve: string): Promise<void> {
    const answer = () => ask(`/buttons/adding/${encodeURIComponent(id)}`, { body: { resolve } });
    if (await this.act(answer, words().done)) await this.#buttons.reload();
  }

  #renderGone(gone: readonly OwnerButton[]): TemplateResult {
    return html`<section class="card" aria-labelledby="gone">
      <header><h2 id="gone">${words().deletedAtSipnet}</h2></header>
      <p class="hint">${words().settingsAreKept}</p>
      <ul class="rows">
        ${gone.map(
          ({ cid, text, phone, sync }) =>
            html`<li>
              <span class="grow"
                ><strong>${text || phone}</strong> <span class="hint">${moment(sync.since)}</span></span
              >
              <button type="button" ?disabled=${this.busy} @click=${() => this.#onRestore(cid)}>
                ${words().restore}
              </button>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  #renderUnknown(): TemplateResult {
    return html`<h1>${words().noSuchButton}</h1>
      <a href=${hashOf(["buttons"])}>${words().toAllButtons}</a>`;
  }

  async #onSync(): Promise<void> {
    const work = async (): Promise<void> => {
      await ask<SyncReply>("/sync", { method: "POST" });
      await this.#buttons.reload();
    };
    await this.act(work, words().comparedWithSipnet);
  }

  async #onRestore(cid: string): Promise<void> {
    const restore = () => ask(`/buttons/${encodeURIComponent(cid)}/restore`, { method: "POST" });
    if (await this.act(restore, words().buttonIsRestored)) await this.#buttons.reload();
  }
}

customElements.define("buttons-view", Buttons);
