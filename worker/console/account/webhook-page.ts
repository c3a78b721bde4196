/** Who is told of calls: SIPNET keeps one address for the whole account, and the last one set wins. */
import { html, nothing, type TemplateResult } from "lit";
import type { StatusReply, WebhookReply } from "../../contract/owner.ts";
import { ask, sipnet } from "../api.ts";
import { confirmed } from "../confirm.ts";
import { formOf, textField } from "../fields.ts";
import { Remote } from "../remote.ts";
import { View } from "../view.ts";
import type { Words } from "../words.ts";
import { words } from "../words/account/webhook.ts";

const states: Record<StatusReply["webhook"]["state"], readonly [mood: string, words: Words]> = {
  ours: ["good", () => words().reportsComeHere],
  other: ["warn", () => words().otherProgramHasThem],
  missing: ["warn", () => words().reportsNotSetUp],
  unknown: ["", () => words().unknownWhereTheyGo],
};

/** @element webhook-page */
class WebhookPage extends View {
  #status = new Remote<StatusReply>(this, (signal) => ask("/status", { signal }));
  #list = new Remote(this, () => sipnet("webhook", { action: "list" }));

  protected override render(): TemplateResult {
    return html`<section class="card stack" aria-labelledby="webhook">
        <h2 id="webhook">${words().callReports}</h2>
        <p class="hint">${words().reportsHint}</p>
        ${this.#status.render(({ webhook: { state } }) => {
          const [mood, label] = states[state];
          return html`<p class="banner ${mood}">${label()}</p>`;
        })}
        ${this.#list.render((list) => {
          const urls = list.webhooks;
          return urls.length === 0 ? nothing : html`<p class="code">${urls.join(", ")}</p>`;
        })}
        <div class="actions">
          <button type="button" class="primary" ?disabled=${this.busy} @click=${this.#onOurs}>
            ${words().receiveThemHere}
          </button>
          <button type="button" class="danger" ?disabled=${this.busy} @click=${this.#onClear}>
            ${words().switchOff}
          </button>
        </div>
      </section>
      <section class="card stack" aria-labelledby="other-hook">
        <h2 id="other-hook">${words().giveReportsToAnother}</h2>
        <form class="bar" @submit=${this.#onOther}>
          ${textField({ name: "url", label: words().itsAddress, type: "url", required: true, placeholder: "https://" })}
          <button ?disabled=${this.busy}>${words().set}</button>
        </form>
      </section>`;
  }

  #onOurs(): void {
    void this.#change(() => ask<WebhookReply>("/webhook", { method: "POST" }), words().reportsComeHere);
  }

  async #onClear(): Promise<void> {
    const question = {
      title: words().switchReportsOff,
      detail: words().callsGoOnWithoutReports,
      action: words().switchOff,
    };
    if (await confirmed(question))
      await this.#change(() => sipnet("webhook", { action: "clear" }), words().switchedOff);
  }

  #onOther(event: SubmitEvent): void {
    const { texts } = formOf(event);
    const set = () => sipnet("webhook", { action: "set", url: texts["url"] ?? "" });
    void this.#change(set, words().addressIsSet);
  }

  async #change(work: () => Promise<unknown>, done: string): Promise<void> {
    if (await this.act(work, done)) await Promise.all([this.#status.reload(), this.#list.reload()]);
  }
}

customElements.define("webhook-page", WebhookPage);
