/** Over how many days the overview looks back. */
const dayMs = 86_400_000;

export type Period = 1 | 7 | 30;

/** Whole days, today included; a single day is the last 24 hours. */
export function sinceOf(days: Period, nowMs: number): string {
  return new Date(nowMs - days * dayMs).toISOString();
}
