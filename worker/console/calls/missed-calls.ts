/** Everyone who asked for a call and has not talked yet: call back, or put it aside. */
import { html, nothing, type TemplateResult } from "lit";
import type { ButtonsReply } from "../../contract/owner-buttons.ts";
import type { MissedReply, Missed, DialReply } from "../../contract/owner-calls.ts";
import { ask } from "../api.ts";
import { Remote } from "../remote.ts";
import { stateWords } from "../states.ts";
import { NoticeEvent, View } from "../view.ts";
import { age, count, moment, say } from "../words.ts";

/** @element missed-calls */
class MissedCalls extends View {
  #missed = new Remote<MissedReply>(this, (signal) => ask("/missed", { signal }));
  #buttons = new Remote<ButtonsReply>(this, (signal) => ask("/buttons", { signal }));

  protected override render(): TemplateResult {
    return html`<section class="card" aria-labelledby="missed">
      <header>
        <h2 id="missed">${say("Ждут вашего звонка", "Waiting for your call")}</h2>
        <button type="button" @click=${() => this.#missed.reload()}>${say("Обновить", "Refresh")}</button>
      </header>
      ${this.#missed.render(({ missed }) =>
        missed.length === 0
          ? html`<p class="empty">${say("Никого не пропустили за 7 дней.", "Nobody was missed in 7 days.")}</p>`
          : html`<ul class="rows">
              ${missed.map((each) => this.#renderMissed(each))}
            </ul>`,
      )}
    </section>`;
  }

  #renderMissed(missed: Missed): TemplateResult {
    const { id, at, ageS, button, mask, phone, tries, state, reason } = missed;
    const name = this.#buttons.value?.buttons.find(({ cid }) => cid === button)?.text ?? button;
    return html`<li>
      <span class="grow">
        <strong>${phone ?? mask}</strong>
        <span class="hint line">
          <time datetime=${at} title=${moment(at)}>${age(ageS)}</time> · ${name} · ${stateWords(state, reason)} ·
          ${count(tries, ["попытка", "попытки", "попыток"], ["try", "tries"])}
        </span>
      </span>
      ${
        phone
          ? html`<button type="button" class="primary" ?disabled=${this.busy} @click=${() => this.#onCall(id)}>
              ${say("Перезвонить", "Call back")}
            </button>`
          : nothing
      }
      <button
        type="button"
        ?disabled=${this.busy}
        aria-label=${`${say("Готово", "Done")}: ${mask}`}
        @click=${() => this.#onDone(id)}
      >
        ${say("Готово", "Done")}
      </button>
    </li>`;
  }

  async #onCall(id: string): Promise<void> {
    let reply: DialReply | undefined;
    const path = `/missed/${encodeURIComponent(id)}/call`;
    const headers = { "Idempotency-Key": `${crypto.randomUUID()}` };
    const called = await this.act(
      async () => {
        reply = await ask<DialReply>(path, { method: "POST", headers });
      },
      say("Звоним: сначала вам, потом клиенту.", "Calling: you first, then the visitor."),
    );
    if (called && reply?.warning === "night")
      this.dispatchEvent(
        new NoticeEvent(say("Звоним. Учтите: у клиента ночь.", "Calling. Mind that it is night there."), "done"),
      );
    if (called) await this.#missed.reload();
  }

  /** Gone from the list at once: a second press must not hit the row that was meant to go. */
  async #onDone(id: string): Promise<void> {
    const work = async (): Promise<void> => {
      await ask(`/missed/${encodeURIComponent(id)}/done`, { method: "POST" });
      this.#missed.set({ missed: (this.#missed.value?.missed ?? []).filter((each) => each.id !== id) });
    };
    await this.act(work, say("Убрано из списка.", "Put aside."));
  }
}

customElements.define("missed-calls", MissedCalls);
