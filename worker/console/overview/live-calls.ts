/** Calls as they happen, told by the Worker's events. */
import { html, LitElement, type TemplateResult } from "lit";
import type { CallsReply, LiveEvent } from "../../contract/owner-calls.ts";
import { ask, Refused } from "../api.ts";
import { LiveSource } from "./live-source.ts";
import { moodOf, stateWords } from "../states.ts";
import { duration, moment } from "../words.ts";
import { words } from "../words/overview.ts";

const mostShown = 8;
const final: readonly string[] = ["ended", "no-answer", "busy", "failed", "cancelled"];

/** @element live-calls */
class LiveCalls extends LitElement {
  static override properties = { names: { attribute: false }, calls: { state: true }, lost: { state: true } };
  /** What buttons are called, by cid. */
  declare names: ReadonlyMap<string, string>;
  declare calls: readonly LiveEvent[];
  declare lost: boolean | undefined;
  #source: LiveSource | undefined;

  constructor() {
    super();
    this.names = new Map();
    this.calls = [];
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("visibilitychange", this.#onVisibility);
    this.#onVisibility();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener("visibilitychange", this.#onVisibility);
    this.#close();
  }

  protected override render(): TemplateResult {
    return html`<section class="card" aria-labelledby="live">
      <header>
        <h2 id="live">${words().rightNow}</h2>
        <span class="pill ${this.lost ? "calm" : "live"}">${this.lost ? words().reconnecting : words().live}</span>
      </header>
      ${
        this.calls.length === 0
          ? html`<p class="empty">${words().noCallsNow}</p>`
          : html`<ul class="rows" aria-live="polite">
              ${this.calls.map((call) => this.#renderCall(call))}
            </ul>`
      }
    </section>`;
  }

  #open(): void {
    this.#source = new LiveSource({
      onCall: (call) => this.#onCall(call),
      onFlow: (flows) => {
        this.lost = !flows;
        void this.#catchUp();
      },
    });
  }

  #close(): void {
    this.#source?.close();
    this.#source = undefined;
  }

  /** Read anew at each connection: what happened in between was told to nobody, and a stream begins with open calls only. */
  async #catchUp(): Promise<void> {
    const before = this.calls;
    try {
      const { calls } = await ask<CallsReply>("/calls");
      for (const call of calls) {
        const shown = before.find(({ id }) => id === call.id);
        const isNews = shown ? this.calls.includes(shown) : !final.includes(call.state);
        // What the stream told meanwhile is newer than this answer.
        if (isNews && !this.calls.some(({ id }) => id === call.id && !shown)) this.#onCall(call);
      }
    } catch (error) {
      // Signed out: the frame takes us away.
      if (error instanceof Refused && error.status === 401) return;
      this.lost = true;
    }
  }

  /** A hidden tab must not hold a stream all day: the free plan pays for as long as it is open. */
  #onVisibility = (): void => {
    this.#close();
    if (!document.hidden) this.#open();
  };

  #renderCall({ state, reason, phone, button, at, duration: talked }: LiveEvent): TemplateResult {
    return html`<li>
      <span class="pill ${moodOf(state)}">${stateWords(state, reason)}</span>
      <strong>${phone}</strong>
      <span>${this.names.get(button) ?? button}</span>
      <span class="hint">${moment(at)}${talked === undefined ? "" : ` · ${duration(talked)}`}</span>
    </li>`;
  }

  /** The open ones stay, the newest first; of those that ended the latest few. */
  #onCall(call: LiveEvent): void {
    const others = this.calls.filter(({ id }) => id !== call.id);
    const all = [call, ...others].sort((a, b) => b.at.localeCompare(a.at));
    const open = all.filter(({ state }) => !final.includes(state));
    const ended = all.filter(({ state }) => final.includes(state)).slice(0, Math.max(0, mostShown - open.length));
    this.calls = [...open, ...ended];
  }
}

customElements.define("live-calls", LiveCalls);
