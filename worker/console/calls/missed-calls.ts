/** Everyone who asked for a call and has not talked yet: call back, say whether they were reached, or put it aside. */
import { html, nothing, type TemplateResult } from "lit";
import type { ButtonsReply } from "../../contract/owner-buttons.ts";
import type { MissedReply, Missed, DialReply } from "../../contract/owner-calls.ts";
import { ask } from "../api.ts";
import { Remote } from "../remote.ts";
import { stateWords } from "../states.ts";
import { NoticeEvent, View } from "../view.ts";
import { age, ago, moment } from "../words.ts";
import { words } from "../words/calls.ts";

/** How soon a reminder that has come due is seen. */
const lookEveryMs = 15_000;

/** @element missed-calls */
class MissedCalls extends View {
  #missed = new Remote<MissedReply>(this, (signal) => ask("/missed", { signal }));
  #buttons = new Remote<ButtonsReply>(this, (signal) => ask("/buttons", { signal }));
  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => this.requestUpdate(), lookEveryMs);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

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
              ${dueFirst(missed).map((each) => this.#renderMissed(each))}
            </ul>`,
      )}
    </section>`;
  }

  #renderMissed(missed: Missed): TemplateResult {
    const { id, at, ageS, button, mask, phone, noPhone, tries, state, reason, takenBy, promised, note = "" } = missed;
    const name = this.#buttons.value?.buttons.find(({ cid }) => cid === button)?.text ?? button;
    const asked = missed.askedAt === undefined ? undefined : words().forLater(moment(at), ago(missed.askedAt));
    const facts = [asked, name, stateWords(state, reason), words().triesCounted(tries)];
    return html`<li>
      <span class="grow">
        <strong>${phone ?? mask}</strong>
        ${promised ? html`<span class="pill bad">${words().promiseBroken}</span>` : nothing} ${renderReminder(missed)}
        <span class="hint line">
          <time datetime=${at} title=${moment(at)}>${age(ageS)}</time> · ${facts.filter(Boolean).join(" · ")}
        </span>
        ${noPhone === undefined ? nothing : html`<span class="hint line">${words().noPhone[noPhone]}</span>`}
        ${takenBy === undefined ? nothing : html`<span class="line">${words().isOnIt(takenBy)}</span>`}
        <input
          aria-label=${`${words().noteFor}: ${mask}`}
          placeholder=${words().noteFor}
          maxlength="500"
          .value=${note}
          @change=${(event: Event) => this.#onNote(id, (event.target as HTMLInputElement).value)}
        />
      </span>
      <span class="actions">
        ${
          phone
            ? html`<button type="button" class="primary" ?disabled=${this.busy} @click=${() => this.#onCall(id)}>
                ${words().callBack}
              </button>`
            : nothing
        }
        ${this.#renderAct(words().reached, mask, () => this.#onOver(id, "reached", words().reachedNoted))}
        ${this.#renderAct(words().notReached, mask, () => this.#onNotReached(id))}
        ${this.#renderAct(words().takeIt, mask, () => this.#onTake(id))}
        ${this.#renderAct(words().putAsideIt, mask, () => this.#onOver(id, "done", words().putAside))}
      </span>
    </li>`;
  }

  #renderAct(label: string, mask: string, act: () => void): TemplateResult {
    return html`<button type="button" ?disabled=${this.busy} aria-label=${`${label}: ${mask}`} @click=${act}>
      ${label}
    </button>`;
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

  /** Says when they will be reminded, which only the Worker's answer tells. */
  async #onNotReached(id: string): Promise<void> {
    if (!(await this.act(() => ask(`/missed/${encodeURIComponent(id)}/not-reached`, { method: "POST" }), ""))) return;
    await this.#missed.reload();
    const { remindAt } = this.#missed.value?.missed.find((each) => each.id === id) ?? {};
    const said = remindAt === undefined ? words().noMoreReminders : words().tryAgainAt(moment(remindAt));
    this.dispatchEvent(new NoticeEvent(said, "done"));
  }

  async #onNote(id: string, note: string): Promise<void> {
    const work = () => ask(`/missed/${encodeURIComponent(id)}/note`, { method: "PUT", body: { note } });
    if (await this.act(work, words().noteKept)) await this.#missed.reload();
  }

  /** Gone from the list at once: a second press must not hit the row that was meant to go. */
  async #onOver(id: string, how: "reached" | "done", said: string): Promise<void> {
    const work = async (): Promise<void> => {
      await ask(`/missed/${encodeURIComponent(id)}/${how}`, { method: "POST" });
      this.#missed.set({ missed: (this.#missed.value?.missed ?? []).filter((each) => each.id !== id) });
    };
    await this.act(work, said);
  }
}

function isDue({ remindAt }: Missed): boolean {
  return remindAt !== undefined && Date.parse(remindAt) <= Date.now();
}

/** Whoever is to be tried again now stands on top; the rest stay as they were, the newest first. */
function dueFirst(missed: readonly Missed[]): readonly Missed[] {
  return [...missed.filter(isDue), ...missed.filter((each) => !isDue(each))];
}

function renderReminder(missed: Missed): unknown {
  const { unreached, remindAt } = missed;
  if (unreached === undefined) return nothing;
  if (isDue(missed)) return html`<span class="pill warn">${words().tryAgainNow}</span>`;
  const said = remindAt === undefined ? words().noMoreReminders : words().tryAgainAt(moment(remindAt));
  return html`<span class="line">${words().triedInVain(unreached)}. ${said}</span>`;
}

customElements.define("missed-calls", MissedCalls);
