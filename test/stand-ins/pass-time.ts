/** Time that passes at once: the hand clock and the timers of Node together. */
import { mock } from "node:test";
import { hand } from "./hand-clock.ts";
import { settle } from "./settle.ts";

/** Time passes for the clock and for the timers of whatever waits. */
export async function moveTo(ms: number): Promise<void> {
  const passedMs = ms - hand.nowMs;
  hand.nowMs = ms;
  mock.timers.tick(passedMs);
  await settle();
}

/** Waits for work that itself waits for timers. */
export async function patiently(work: Promise<unknown>): Promise<void> {
  const done = work.then(() => true);
  while (!(await Promise.race([done, settle()]))) mock.timers.tick(500);
}
