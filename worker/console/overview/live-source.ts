/**
 * The stream of calls, one for the whole browser: the tab that holds a lock reads it and tells the others, for a
 * seventh stream to one server would wait for ever. Only tabs in sight take part.
 */
import type { LiveEvent } from "../../contract/owner-calls.ts";

/** What passes between tabs: a call's change, and whether the stream flows. */
type Told = { call: LiveEvent } | { flows: boolean } | { asks: true };

export interface LiveListener {
  onCall(call: LiveEvent): void;
  /** The stream began anew, and what was shown may be out of date; or it broke. */
  onFlow(flows: boolean): void;
}

const name = "owner-live";
const retryMs = 5_000;

export class LiveSource {
  readonly #listener: LiveListener;
  readonly #channel = new BroadcastChannel(name);
  readonly #end = new AbortController();
  #events: EventSource | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #flows = false;

  constructor(listener: LiveListener) {
    this.#listener = listener;
    this.#channel.addEventListener("message", ({ data }: MessageEvent<Told>) => this.#hear(data));
    this.#channel?.postMessage({ asks: true } satisfies Told);
    void this.#lead();
  }

  close(): void {
    this.#end.abort();
    clearTimeout(this.#retry);
    this.#events?.close();
    this.#channel.close();
  }

  /** Where a browser has no locks, each tab reads for itself. */
  async #lead(): Promise<void> {
    const { locks } = navigator as { locks?: LockManager };
    if (!locks) return this.#open();
    const { signal } = this.#end;
    try {
      await locks.request(name, { signal }, () => {
        this.#open();
        return new Promise<void>((done) => signal.addEventListener("abort", () => done(), { once: true }));
      });
    } catch (error) {
      // Closed while it waited for its turn.
      if (!signal.aborted) throw error;
    }
  }

  #open(): void {
    if (this.#end.signal.aborted) return;
    const events = (this.#events = new EventSource("/v1/owner/live"));
    events.addEventListener("open", () => this.#tell({ flows: true }));
    events.addEventListener("error", () => {
      this.#tell({ flows: false });
      // The browser gives up where an answer is no stream: the session may have ended, or the Worker rests.
      if (events.readyState === EventSource.CLOSED) this.#retry = setTimeout(() => this.#open(), retryMs);
    });
    events.addEventListener("call", ({ data }: MessageEvent<string>) =>
      this.#tell({ call: JSON.parse(data) as LiveEvent }),
    );
  }

  #tell(told: Exclude<Told, { asks: true }>): void {
    if ("flows" in told) this.#flows = told.flows;
    this.#channel?.postMessage(told);
    this.#hear(told);
  }

  #hear(told: Told): void {
    if ("call" in told) this.#listener.onCall(told.call);
    else if ("flows" in told) this.#listener.onFlow(told.flows);
    else if (this.#flows) this.#channel?.postMessage({ flows: true } satisfies Told);
  }
}
