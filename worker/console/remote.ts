/** Something of the Worker's that a view shows: fetched when the view comes, dropped when it goes. */
import { Task, TaskStatus } from "@lit/task";
import { html, type LitElement, type ReactiveController, type TemplateResult } from "lit";
import { Refused } from "./api.ts";
import { wordsFor } from "./troubles.ts";
import { words } from "./words/frame.ts";

export class Remote<T> implements ReactiveController {
  readonly #task: Task<[], T>;
  readonly #host: LitElement;
  /** The answer of a change, until it is asked for anew. */
  #changed: { value: T } | undefined;

  constructor(host: LitElement, load: (signal: AbortSignal) => Promise<T>) {
    this.#host = host;
    this.#task = new Task(host, { task: (_args, { signal }) => load(signal), autoRun: false });
    host.addController(this);
  }

  hostConnected(): void {
    void this.reload();
  }

  hostDisconnected(): void {
    this.#task.abort();
  }

  /** What is known, even while it is being asked for again. */
  get value(): T | undefined {
    return this.#changed ? this.#changed.value : this.#task.value;
  }

  /** Takes the answer of a change, which saves asking again. */
  set(value: T): void {
    this.#task.abort();
    this.#changed = { value };
    this.#host.requestUpdate();
  }

  async reload(): Promise<void> {
    this.#task.abort();
    await this.#task.run();
    if (this.#task.status === TaskStatus.COMPLETE) this.#changed = undefined;
    this.#host.requestUpdate();
  }

  /** What is there, or that it is coming, or why it isn't. */
  render(ready: (value: T) => unknown): TemplateResult {
    const { status, error } = this.#task;
    if (status === TaskStatus.ERROR && !this.#changed) return this.#renderFailed(error);
    const { value } = this;
    if (value === undefined) return html`<p class="loading" role="status"><progress></progress> ${words().loading}</p>`;
    return html`<div class="loaded" aria-busy=${status === TaskStatus.PENDING}>${ready(value)}</div>`;
  }

  #renderFailed(error: unknown): TemplateResult {
    // Signed out: the frame shows the sign-in instead of us.
    if (error instanceof Refused && error.status === 401) return html``;
    return html`<div class="banner bad" role="alert">
      <p>${wordsFor(error)}</p>
      <button type="button" @click=${() => this.reload()}>${words().tryAgain}</button>
    </div>`;
  }
}
