/** The first five minutes: one step after the other, each checked by itself, until a visitor has talked. */
import { html, nothing, type TemplateResult } from "lit";
import type { ChecklistReply, ChecklistStep, StepName } from "../../contract/owner-checklist.ts";
import type { DialReply } from "../../contract/owner-calls.ts";
import type { SitesReply } from "../../contract/owner-sites.ts";
import { ask, Refused } from "../api.ts";
import { addSite, mistakeIn } from "../buttons/sites-page.ts";
import { formOf, textField } from "../fields.ts";
import { Remote } from "../remote.ts";
import { hashOf } from "../route.ts";
import { stateWords } from "../states.ts";
import { View } from "../view.ts";
import { words } from "../words/first-steps.ts";

/** How soon a step that goes on by itself is looked at again, and how long after the owner has last done something. */
const lookEveryMs = 5_000;
const lookForMs = 5 * 60_000;

/** Where a step is taken that isn't taken here. */
const places: Partial<Record<StepName, readonly string[]>> = {
  money: ["account", "cabinet"],
  "caller-number": ["account", "numbers"],
  "first-call": ["calls"],
};

/** @element first-steps */
class FirstSteps extends View {
  static override properties = {
    ...View.properties,
    mistake: { state: true },
    typed: { state: true },
    button: {},
  };
  /** The button whose code is to be pasted; none: one has to be made. */
  declare button: string | undefined;
  /** What is wrong with a field of this name. */
  declare mistake: { name: string; words: string } | undefined;
  declare typed: Record<string, string>;

  #checklist = new Remote<ChecklistReply>(this, (signal) => ask("/checklist", { signal }));
  #timer: ReturnType<typeof setInterval> | undefined;
  #actedMs = Date.now();

  constructor() {
    super();
    this.typed = {};
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#actedMs = Date.now();
    this.#timer = setInterval(this.#onTick, lookEveryMs);
    document.addEventListener("visibilitychange", this.#onReturn);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
    document.removeEventListener("visibilitychange", this.#onReturn);
  }

  protected override render(): unknown {
    const { value } = this.#checklist;
    if (value === undefined || value.done) return nothing;
    const done = value.steps.filter(({ state }) => state === "done").length;
    const current = value.steps.find(({ state }) => state !== "done")?.name;
    return html`<section class="card" aria-labelledby="first-steps">
      <header>
        <h2 id="first-steps">${words().firstSteps}</h2>
        <span class="hint">${words().doneOf(done, value.steps.length)}</span>
      </header>
      <ol class="steps">
        ${value.steps.map((step, index) => this.#renderStep(step, index + 1, step.name === current))}
      </ol>
    </section>`;
  }

  #renderStep(step: ChecklistStep, place: number, isCurrent: boolean): TemplateResult {
    const { name, state, detail } = step;
    const isOpen = isCurrent || state === "failed" || state === "waiting";
    const seenOn = name === "snippet" && state === "done" ? `${words().snippet.seenOn} ` : "";
    return html`<li class="step ${state}" aria-current=${isCurrent ? "step" : nothing}>
      <span class="tick" aria-hidden="true">${state === "done" ? "✓" : state === "failed" ? "!" : place}</span>
      <div class="grow">
        <h3>${words()[name].title} <span class="unseen-text">${words().states[state]}</span></h3>
        ${state === "done" && detail ? html`<p class="hint code">${seenOn}${detail}</p>` : nothing}
        ${isOpen && state !== "done" ? this.#renderWhatToDo(step) : nothing}
      </div>
    </li>`;
  }

  #renderWhatToDo(step: ChecklistStep): TemplateResult {
    const { name, state, detail } = step;
    if (state === "unknown") return html`<p>${words().unknown}</p>`;
    const place = places[name];
    const look = place && "look" in words()[name] ? (words()[name] as { look: string }).look : undefined;
    return html`<div class="stack">
      <p>${words()[name].advice}</p>
      ${name === "key" && detail ? html`<p class="bad">${detail}</p>` : nothing} ${this.#renderCall(step)}
      ${name === "test-call" && state !== "waiting" ? this.#renderTestCall() : nothing}
      ${name === "site" ? this.#renderSite() : nothing} ${name === "snippet" ? this.#renderSnippet(step) : nothing}
      ${place && look ? html`<p><a href=${hashOf(place)}>${look}</a></p>` : nothing}
    </div>`;
  }

  /** How the call of a step went, or goes. */
  #renderCall({ name, state, call }: ChecklistStep): unknown {
    if (!call || (name !== "test-call" && name !== "first-call")) return nothing;
    const ended = state === "failed" ? words()[name].failed : "";
    return html`<p class=${state === "failed" ? "bad" : "live-line"} role="status">
      ${ended} ${stateWords(call.state, call.reason)}
    </p>`;
  }

  #renderTestCall(): TemplateResult {
    const { phone, second, call } = words()["test-call"];
    const field = (name: string, label: string) =>
      textField({
        name,
        label,
        type: "tel",
        autocomplete: "tel",
        value: this.typed[name],
        error: this.mistake?.name === name ? this.mistake.words : undefined,
      });
    return html`<form class="bar" novalidate @submit=${this.#onTestCall}>
      ${field("phone", phone)} ${field("second", second)}
      <button class="primary" ?disabled=${this.busy}>${call}</button>
    </form>`;
  }

  #renderSite(): TemplateResult {
    const { address, add } = words().site;
    return html`<form class="bar" novalidate @submit=${this.#onSite}>
      ${textField({
        name: "site",
        label: address,
        value: this.typed["site"],
        error: this.mistake?.name === "site" ? this.mistake.words : undefined,
      })}
      <button class="primary" ?disabled=${this.busy}>${add}</button>
    </form>`;
  }

  #renderSnippet({ state, detail }: ChecklistStep): TemplateResult {
    const { stranger, addIt, look } = words().snippet;
    return html`${
        state === "failed" && detail
          ? html`<div class="banner warn">
              <p>${stranger} <strong class="code">${detail}</strong></p>
              <button type="button" ?disabled=${this.busy} @click=${() => this.#add(detail)}>${addIt}</button>
            </div>`
          : nothing
      }
      <p><a href=${hashOf(["buttons", this.button ?? "new"])}>${look}</a></p>`;
  }

  #onTestCall(event: SubmitEvent): void {
    const { texts } = formOf(event);
    this.typed = { ...this.typed, ...texts };
    const { phone = "", second = "" } = texts;
    const call = () => ask<DialReply>("/checklist/call", { body: { phone, second }, setup: true });
    void this.#try(call, words()["test-call"].calling);
  }

  #onSite(event: SubmitEvent): void {
    const { texts } = formOf(event);
    this.typed = { ...this.typed, ...texts };
    void this.#add(texts["site"] ?? "");
  }

  async #add(address: string): Promise<void> {
    await this.#try(async () => addSite(await ask<SitesReply>("/sites"), address, { setup: true }), words().site.added);
  }

  async #try(work: () => Promise<unknown>, done: string): Promise<void> {
    this.mistake = undefined;
    this.#actedMs = Date.now();
    if (await this.act(work, done, { onError: (error) => this.#showMistake(error) })) await this.#checklist.reload();
  }

  /** A mistake in a field stands beside that field. */
  #showMistake(trouble: unknown): boolean {
    const inSite = mistakeIn(trouble);
    const detail =
      trouble instanceof Refused && trouble.problem === "bad-request" ? String(trouble.body.detail ?? "") : "";
    const [, name, rest] = /^(phone|second): (.*)$/.exec(detail) ?? [];
    if (inSite !== undefined) this.mistake = { name: "site", words: inSite };
    else if (name !== undefined && rest !== undefined) this.mistake = { name, words: rest };
    else return false;
    const wrong = this.mistake.name;
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(`[name=${wrong}]`)?.focus());
    return true;
  }

  #onTick = (): void => {
    const isAttentive = Date.now() - this.#actedMs < lookForMs;
    if (document.hidden || !isAttentive || this.busy || (this.#checklist.value?.done ?? false)) return;
    void this.#checklist.reload();
  };

  /** Whoever comes back from their own site wants to see that it was noticed. */
  #onReturn = (): void => {
    this.#actedMs = Date.now();
    this.#onTick();
  };
}

customElements.define("first-steps", FirstSteps);
