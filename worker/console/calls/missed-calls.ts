/** Everyone who asked for a call and has not talked yet: call back, or put it aside. */
import { html, nothing, type TemplateResult } from "lit";
import type { ButtonsReply } from "../../contract/owner-buttons.ts";
import type { MissedReply, Missed, DialReply } from "../../contract/owner-calls.ts";
import { ask } from "../api.ts";
import { Remote } from "../remote.ts";
import { stateWords } from "../states.ts";
import { NoticeEvent, View } from "../view.ts";
import { age, moment } from "../words.ts";
import { words } from "../words/calls.ts";

/** @element missed-calls */
class MissedCalls extends View {
  #missed = new Remote<MissedReply>(this, (signal) => ask("/missed", { signal }));
  #buttons = new Remote<ButtonsReply>(this, (signal) => ask("/buttons", { signal }));

  protected override render(): TemplateResult {
    return html`<section class="card" aria-labelledby="missed">
      <header>
        <h2 id="missed">${words().waitingForYourCall}</h2>
        <button type="button" @click=${() => this.#missed.reload()}>${words().refresh}</button>
      </header>
      ${this.#missed.render(({ missed }) =>
        missed.length === 0
          ? html`<p class="empty">${words().nobodyMissed}</p>`
          : html`<ul class="rows">
              ${missed.map((each) => this.#renderMissed(each))}
            </ul>`,
      )}
    </section>`;
  }

  #renderMissed(missed: Missed): TemplateResult {
    const { id, at, ageS, button, mask, phone, tries, state, reason, takenBy, note = "" } = missed;
    const name = this.#buttons.value?.buttons.find(({ cid }) => cid === button)?.text ?? button;
    return html`<li>
      <span class="grow">
        <strong>${phone ?? mask}</strong>
        <span class="hint line">
          <time datetime=${at} title=${moment(at)}>${age(ageS)}</time> · ${name} · ${stateWords(state, reason)} ·
          ${words().triesCounted(tries)}
        </span>
        ${phone ? nothing : html`<span class="hint line">${words().noNumberAnyMore}</span>`}
        ${takenBy === undefined ? nothing : html`<span class="line">${words().isOnIt(takenBy)}</span>`}
        <input
          aria-label=${`${words().noteFor}: ${mask}`}
          placeholder=${words().noteFor}
          maxlength="500"
          .value=${note}
          @change=${(event: Event) => this.#onNote(id, (event.target as HTMLInputElement).value)}
        />
      </span>
      ${
        phone
          ? html`<button type="button" class="primary" ?disabled=${this.busy} @click=${() => this.#onCall(id)}>
              ${words().callBack}
            </button>`
          : nothing
      }
      <button
        type="button"
        ?disabled=${this.busy}
        aria-label=${`${words().takeIt}: ${mask}`}
        @click=${() => this.#onTake(id)}
      >
        ${words().takeIt}
      </button>
      <button
        type="button"
        ?disabled=${this.busy}
        aria-label=${`${words().done}: ${mask}`}
        @click=${() => this.#onDone(id)}
      >
        ${words().done}
      </button>
    </li>`;
  }

  async #onCall(id: string): Promise<void> {
    let reply: DialReply | undefined;
    const path = `/missed/${encodeURIComponent(id)}/call`;
    const headers = { "Idempotency-Key": `${crypto.randomUUID()}` };
    const called = await this.act(async () => {
      reply = await ask<DialReply>(path, { method: "POST", headers });
    }, words().callingYouFirst);
    if (called && reply?.warning === "night") this.dispatchEvent(new NoticeEvent(words().callingAtNight, "done"));
    if (called) await this.#missed.reload();
  }

  async #onTake(id: string): Promise<void> {
    const work = () => ask(`/missed/${encodeURIComponent(id)}/take`, { method: "POST" });
    if (await this.act(work, words().taken)) await this.#missed.reload();
  }

  async #onNote(id: string, note: string): Promise<void> {
    const work = () => ask(`/missed/${encodeURIComponent(id)}/note`, { method: "PUT", body: { note } });
    if (await this.act(work, words().noteKept)) await this.#missed.reload();
  }

  /** Gone from the list at once: a second press must not hit the row that was meant to go. */
  async #onDone(id: string): Promise<void> {
    const work = async (): Promise<void> => {
      await ask(`/missed/${encodeURIComponent(id)}/done`, { method: "POST" });
      this.#missed.set({ missed: (this.#missed.value?.missed ?? []).filter((each) => each.id !== id) });
    };
    await this.act(work, words().putAside);
  }
}

customElements.define("missed-calls", MissedCalls);
