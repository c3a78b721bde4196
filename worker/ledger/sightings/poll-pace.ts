/**
 * Look-ups of all calls together: at most 30 requests within any minute, whatever breaks. A few may leave at
 * once; the others leave one after the other, in the order in which they were asked for.
 */
import { now } from "../../time/clock.ts";
import { pollLanes } from "./lanes.ts";

/** So many at once, and then one in so long: 3 and 20 more; the rest is for restarts, or a clock set on, which forget. */
const atOnce = 3;
const pauseMs = 3_000;
/** Nobody is ever asked to wait longer: a clock that was set back does not stop the look-ups. */
const mostAheadMs = (atOnce + pollLanes) * pauseMs;

export class PollPace {
  /** When all that has left would have left, had it left evenly: before a restart so many may have. */
  #evenMs = now() + (atOnce - 1) * pauseMs;

  /** Resolves when one request may leave. */
  async turn(): Promise<void> {
    const nowMs = now();
    const evenMs = Math.max(nowMs, Math.min(this.#evenMs, nowMs + mostAheadMs));
    this.#evenMs = evenMs + pauseMs;
    const waitMs = evenMs - (atOnce - 1) * pauseMs - nowMs;
    if (waitMs > 0) await new Promise((leave) => setTimeout(leave, waitMs));
  }
}
