/**
 * Whether all calls are stopped, as this isolate last heard from the Ledger. Buttons then show the
 * owner's link at once, instead of a form that will be refused.
 */
import type { Stoppage } from "../contract/owner-safety.ts";
import { log, nameOf } from "../log.ts";
import { now } from "../time/clock.ts";
import { isFresh } from "../time/freshness.ts";

const keptMs = 10_000;

export class KnownStoppage {
  readonly #ask: () => Promise<Stoppage | null>;
  #known: Stoppage | null = null;
  #untilMs = 0;
  #asking: Promise<void> | null = null;

  constructor(ask: () => Promise<Stoppage | null>) {
    this.#ask = ask;
  }

  /** As it was last heard; undefined where the Ledger must be asked. */
  atHand(): Stoppage | null | undefined {
    return isFresh(this.#untilMs, keptMs, now()) ? this.#known : undefined;
  }

  async get(): Promise<Stoppage | null> {
    if (this.atHand() === undefined) await (this.#asking ??= this.#read().finally(() => (this.#asking = null)));
    return this.#known;
  }

  /** After the owner's change: the next look asks anew. */
  forget(): void {
    this.#untilMs = 0;
  }

  async #read(): Promise<void> {
    try {
      this.#known = await this.#ask();
    } catch (error) {
      // Without the Ledger no call is dialled, whoever stopped it.
      this.#known = { untilMs: null };
      log({ event: "stoppage-unknown", because: nameOf(error) });
    }
    this.#untilMs = now() + keptMs;
  }
}
