/**
 * Work that follows what is gathered: soon after a lone event, and in a flood at a distance from the time before, so
 * that a flood of requests does not become a flood of writes.
 */
import { now } from "./clock.ts";

const soonMs = 300;
/** The platform lets work go on for 30 s after an answer. */
const spacingMs = 25_000;

export class SpacedWork {
  readonly #work: () => Promise<void>;
  #isComing = false;
  #doneMs = 0;

  constructor(work: () => Promise<void>) {
    this.#work = work;
  }

  /** @param waitUntil - keeps the isolate alive until the work is done */
  ask(waitUntil: (work: Promise<void>) => void): void {
    if (this.#isComing) return;
    this.#isComing = true;
    const waitMs = Math.min(spacingMs, Math.max(soonMs, this.#doneMs + spacingMs - now()));
    waitUntil(new Promise((done) => setTimeout(done, waitMs)).then(() => this.doNow()));
  }

  async doNow(): Promise<void> {
    [this.#isComing, this.#doneMs] = [false, now()];
    await this.#work();
  }
}
