/** Something of the Worker's that a view shows: fetched when the view comes, dropped when it goes. */
import { html, type LitElement, type ReactiveController, type TemplateResult } from "lit";
import { Refused } from "./api.ts";
import { wordsFor } from "./troubles.ts";
import { say } from "./words.ts";

type State<T> = { kind: "loading"; was?: T } | { kind: "failed"; error: unknown } | { kind: "ready"; value: T };

export class Remote<T> implements ReactiveController {
  readonly #host: LitElement;
  readonly #load: (signal: AbortSignal) => Promise<T>;
  #state: State<T> = { kind: "loading" };
  #abort = new AbortController();

  constructor(host: LitElement, load: (signal: AbortSignal) => Promise<T>) {
    this.#host = host;
    this.#load = load;
    host.addController(this);
  }

  hostConnected(): void {
    void this.reload();
  }

  hostDisconnected(): void {
    this.#abort.abort();
  }

  /** What is known, even while it is being asked for again. */
  get value(): T | undefined {
    if (this.#state.kind === "failed") return undefined;
    return this.#state.kind === "ready" ? this.#state.value : this.#state.was;
  }

  /** Takes the answer of a change, which saves asking again. */
  set(value: T): void {
    this.#abort.abort();
    this.#to({ kind: "ready", value });
  }

  async reload(): Promise<void> {
    this.#abort.abort();
    const { signal } = (this.#abort = new AbortController());
    const was = this.value;
    this.#to(was === undefined ? { kind: "loading" } : { kind: "loading", was });
    try {
      const value = await this.#load(signal);
      if (!signal.aborted) this.#to({ kind: "ready", value });
    } catch (error) {
      if (!signal.aborted) this.#to({ kind: "failed", error });
    }
  }

  /** What is there, or that it is coming, or why it isn't. */
  render(ready: (value: T) => unknown): TemplateResult {
    const state = this.#state;
    if (state.kind === "failed") return this.#renderFailed(state.error);
    const { value } = this;
    if (value === undefined)
      return html`<p class="loading" role="status"><progress></progress> ${say("Загружаем…", "Loading…")}</p>`;
    return html`<div class="loaded" aria-busy=${state.kind === "loading"}>${ready(value)}</div>`;
  }

  #renderFailed(error: unknown): TemplateResult {
    // Signed out: the frame shows the sign-in instead of us.
    if (error instanceof Refused && error.status === 401) return html``;
    return html`<div class="banner bad" role="alert">
      <p>${wordsFor(error)}</p>
      <button type="button" @click=${() => this.reload()}>${say("Повторить", "Try again")}</button>
    </div>`;
  }

  #to(state: State<T>): void {
    this.#state = state;
    this.#host.requestUpdate();
  }
}
