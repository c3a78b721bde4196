/** How long something remembered is good: also where the clock is set back meanwhile, which must not make it last. */

/** Whether what was to be kept for `forMs`, until then, still is. Before it began the clock has been set back. */
export function isFresh(untilMs: number, forMs: number, nowMs: number): boolean {
  return nowMs < untilMs && untilMs - nowMs <= forMs;
}
