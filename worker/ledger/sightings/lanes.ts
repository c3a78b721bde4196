/**
 * So many requests of this object at a time. Cloudflare lets six wait for their answer's headers and holds
 * back the rest, unseen, while their time runs: whoever waits here has not left, and its time has not begun.
 */
import { later } from "../../time/clock.ts";

/** Dials and look-ups never hold each other back: together six. */
export const dialLanes = 4;
export const pollLanes = 2;

/** No lane came free in time: nothing has left. */
export class NoFreeLane extends Error {
  override readonly name = "NoFreeLane";
}

export class Lanes {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.#free = count;
  }

  /** @throws NoFreeLane where it would have to wait longer than `patienceMs` */
  async run<Result>(work: () => Promise<Result>, patienceMs = Infinity): Promise<Result> {
    await this.#enter(patienceMs);
    try {
      return await work();
    } finally {
      this.#leave();
    }
  }

  #enter(patienceMs: number): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve();
    }
    return new Promise((enter, giveUp) => {
      const callOff = patienceMs === Infinity ? () => {} : later(patienceMs, () => leaveQueue());
      const enterNow = () => (callOff(), enter());
      const leaveQueue = () => {
        this.#waiting.splice(this.#waiting.indexOf(enterNow), 1);
        giveUp(new NoFreeLane());
      };
      this.#waiting.push(enterNow);
    });
  }

  /** The lane goes to whoever waits longest. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free += 1;
  }
}
