/** What was sent to whom, what became of it, and sending it once more. */
import { html, nothing, type TemplateResult } from "lit";
import type { DeliveriesReply, Delivery, Receiver } from "../../contract/owner-messages.ts";
import { ask } from "../api.ts";
import { Remote } from "../remote.ts";
import { View } from "../view.ts";
import { moment } from "../words.ts";
import { words } from "../words/account/messages.ts";

const mostShown = 100;

/** @element delivery-log */
class DeliveryLog extends View {
  static override properties = { ...View.properties, receivers: { attribute: false } };
  declare receivers: readonly Receiver[];

  #deliveries = new Remote<DeliveriesReply>(this, (signal) => ask("/deliveries", { signal }));

  protected override render(): TemplateResult {
    return html`<section class="card" aria-labelledby="deliveries">
      <header>
        <h2 id="deliveries">${words().log}</h2>
        <button type="button" @click=${() => this.#deliveries.reload()}>${words().refresh}</button>
      </header>
      ${this.#deliveries.render(({ deliveries }) =>
        deliveries.length === 0
          ? html`<p class="empty">${words().nothingSent}</p>`
          : html`<ul class="rows">
              ${deliveries.slice(0, mostShown).map((each) => this.#renderDelivery(each))}
            </ul>`,
      )}
    </section>`;
  }

  #renderDelivery({ id, type, receiver, at, state, tries, dueAt, words: why }: Delivery): TemplateResult {
    const to = this.receivers.find((each) => each.id === receiver);
    const facts = [
      to === undefined ? "" : to.name || words().kinds[to.kind],
      words().states[state],
      tries > 1 ? words().tries(tries) : "",
      dueAt === undefined ? "" : `${words().next}: ${moment(dueAt)}`,
    ];
    return html`<li>
      <span class="grow">
        <strong>${words().eventNames[type]}</strong>
        <span class="hint line"><time datetime=${at}>${moment(at)}</time> · ${facts.filter(Boolean).join(" · ")}</span>
        ${why === undefined ? nothing : html`<span class="hint line">${why}</span>`}
      </span>
      ${
        state === "waiting"
          ? nothing
          : html`<button type="button" ?disabled=${this.busy} @click=${() => this.#onReplay(id)}>
              ${words().again}
            </button>`
      }
    </li>`;
  }

  async #onReplay(id: string): Promise<void> {
    const work = () => ask(`/deliveries/${encodeURIComponent(id)}/replay`, { method: "POST" });
    if (await this.act(work, words().sentAgain)) await this.#deliveries.reload();
  }
}

customElements.define("delivery-log", DeliveryLog);
