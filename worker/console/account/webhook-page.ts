/** Who is told of calls: SIPNET keeps one address for the whole account, and the last one set wins. */
import { html, nothing, type TemplateResult } from "lit";
import type { StatusReply, WebhookReply } from "../../contract/owner.ts";
import { ask, sipnet } from "../api.ts";
import { confirmed } from "../confirm.ts";
import { formOf, textField } from "../fields.ts";
import { Remote } from "../remote.ts";
import { View } from "../view.ts";
import { say, type Words } from "../words.ts";

const states: Record<StatusReply["webhook"]["state"], readonly [mood: string, words: Words]> = {
  ours: ["good", ["Сообщения приходят сюда.", "Reports come here."]],
  other: ["warn", ["Сообщения получает другая программа.", "Another program receives the reports."]],
  missing: ["warn", ["Сообщения не подключены.", "Reports are not set up."]],
  unknown: ["", ["SIPNET не ответил, куда идут сообщения.", "SIPNET did not tell where reports go."]],
};

/** @element webhook-page */
class WebhookPage extends View {
  #status = new Remote<StatusReply>(this, (signal) => ask("/status", { signal }));
  #list = new Remote(this, () => sipnet("webhook", { action: "list" }));

  protected override render(): TemplateResult {
    return html`<section class="card stack" aria-labelledby="webhook">
        <h2 id="webhook">${say("Сообщения о звонках", "Call reports")}</h2>
        <p class="hint">
          ${say(
            "SIPNET сообщает о каждом шаге звонка на один адрес. Без них статус виден с задержкой в несколько секунд.",
            "SIPNET reports every step of a call to one address. Without them states show some seconds late.",
          )}
        </p>
        ${this.#status.render(({ webhook: { state } }) => {
          const [mood, words] = states[state];
          return html`<p class="banner ${mood}">${say(...words)}</p>`;
        })}
        ${this.#list.render((list) => {
          const urls = list.webhooks;
          return urls.length === 0 ? nothing : html`<p class="code">${urls.join(", ")}</p>`;
        })}
        <div class="actions">
          <button type="button" class="primary" ?disabled=${this.busy} @click=${this.#onOurs}>
            ${say("Получать здесь", "Receive them here")}
          </button>
          <button type="button" class="danger" ?disabled=${this.busy} @click=${this.#onClear}>
            ${say("Отключить", "Switch off")}
          </button>
        </div>
      </section>
      <section class="card stack" aria-labelledby="other-hook">
        <h2 id="other-hook">${say("Отдать другой программе", "Give them to another program")}</h2>
        <form class="bar" @submit=${this.#onOther}>
          ${textField({ name: "url", label: say("Её адрес", "Its address"), type: "url", required: true, placeholder: "https://" })}
          <button ?disabled=${this.busy}>${say("Задать", "Set")}</button>
        </form>
      </section>`;
  }

  #onOurs(): void {
    void this.#change(
      () => ask<WebhookReply>("/webhook", { method: "POST" }),
      say("Сообщения приходят сюда.", "Reports come here."),
    );
  }

  async #onClear(): Promise<void> {
    const question = {
      title: say("Отключить сообщения?", "Switch reports off?"),
      detail: say("Звонки останутся, статус будет приходить позже.", "Calls go on, their states come later."),
      action: say("Отключить", "Switch off"),
    };
    if (await confirmed(question))
      await this.#change(() => sipnet("webhook", { action: "clear" }), say("Отключено.", "Switched off."));
  }

  #onOther(event: SubmitEvent): void {
    const { texts } = formOf(event);
    const set = () => sipnet("webhook", { action: "set", url: texts["url"] ?? "" });
    void this.#change(set, say("Адрес задан.", "The address is set."));
  }

  async #change(work: () => Promise<unknown>, done: string): Promise<void> {
    if (await this.act(work, done)) await Promise.all([this.#status.reload(), this.#list.reload()]);
  }
}

customElements.define("webhook-page", WebhookPage);
