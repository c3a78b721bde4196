/** Buttons as a file: out for a backup or another site, in again after a look at what would change. */
import { html, nothing, type TemplateResult } from "lit";
import type { ImportReply, ImportRequest, ButtonsFile } from "../../contract/owner-buttons.ts";
import { ask } from "../api.ts";
import { saveFile } from "../save-file.ts";
import { NoticeEvent, View } from "../view.ts";
import { words } from "../words/buttons.ts";

/**
 * @element buttons-transfer
 * @fires buttons-changed - a file was applied
 */
class ButtonsTransfer extends View {
  static override properties = { ...View.properties, file: { state: true }, reply: { state: true } };
  declare file: ButtonsFile | undefined;
  declare reply: ImportReply | undefined;

  protected override render(): TemplateResult {
    return html`<section class="card" aria-labelledby="transfer">
      <header><h2 id="transfer">${words().buttonsAsFile}</h2></header>
      <div class="actions">
        <button type="button" ?disabled=${this.busy} @click=${this.#onExport}>${words().saveToFile}</button>
        <label class="button">
          ${words().loadFromFile}
          <input type="file" class="unseen" accept=".json,application/json" @change=${this.#onFile} />
        </label>
      </div>
      ${this.reply ? this.#renderReply(this.reply) : nothing}
    </section>`;
  }

  #renderReply({ applied, changes }: ImportReply): TemplateResult {
    const work = changes.filter(({ what }) => what !== "same").length;
    return html`<ul class="rows">
        ${changes.map(
          ({ text, cid, what, fields, outcome }) =>
            html`<li>
              <strong>${text || cid}</strong>
              <span class="pill ${outcome === "conflict" || outcome === "refused" ? "bad" : "calm"}"
                >${outcome ? words().outcomes[outcome] : words().whats[what]}</span
              >
              <span class="hint">${fields.join(", ")}</span>
            </li>`,
        )}
      </ul>
      ${
        applied || work === 0
          ? nothing
          : html`<div class="actions">
              <button type="button" class="primary" ?disabled=${this.busy} @click=${this.#onApply}>
                ${words().apply}: ${words().buttonsCounted(work)}
              </button>
            </div>`
      }`;
  }

  #onExport(): void {
    void this.act(
      async () => saveFile("buttons.json", "application/json", JSON.stringify(await ask("/buttons.json"), null, 2)),
      words().fileIsSaved,
    );
  }

  async #onFile(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const text = (await input.files?.[0]?.text()) ?? "";
    input.value = "";
    try {
      this.file = JSON.parse(text) as ButtonsFile;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      this.dispatchEvent(new NoticeEvent(words().noFileOfButtons, "failed"));
      return;
    }
    await this.#send({ file: this.file }, "");
  }

  async #onApply(): Promise<void> {
    if (!this.file) return;
    if (await this.#send({ file: this.file, apply: true }, words().fileIsApplied))
      this.dispatchEvent(new Event("buttons-changed", { bubbles: true }));
  }

  #send(body: ImportRequest, done: string): Promise<boolean> {
    return this.act(async () => {
      this.reply = await ask<ImportReply>("/buttons/import", { body });
    }, done);
  }
}

customElements.define("buttons-transfer", ButtonsTransfer);
