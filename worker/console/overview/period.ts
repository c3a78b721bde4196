/** Over how many days the overview looks back, and how that compares. */
import type { Counts } from "../../contract/owner-calls.ts";
import { number, percent } from "../words.ts";
import { words } from "../words/overview.ts";

const dayMs = 86_400_000;

export type Period = 1 | 7 | 30;

/** Whole days, today included; a single day is the last 24 hours. */
export function sinceOf(days: number, nowMs: number): string {
  return new Date(nowMs - days * dayMs).toISOString();
}

/** What is compared: those times and the ones just before them, where they are kept. */
export interface Compared {
  days: Period;
  totals: Counts;
  before: Counts | undefined;
}

/** How many there were before. */
export function earlier(what: keyof Counts, { days, before }: Compared): string {
  return before ? saidBefore(days, number(before[what])) : "";
}

/** Which part of those who asked, and which part it was before. */
export function rates(what: keyof Counts, { days, totals, before }: Compared): string {
  const share = (counts: Counts | undefined): string =>
    counts && counts.asked > 0 ? percent(counts[what], counts.asked) : "";
  return [share(totals), share(before) && saidBefore(days, share(before))].filter(Boolean).join(" · ");
}

function saidBefore(days: Period, figure: string): string {
  return days === 1 ? words().dayBefore(figure) : words().weekBefore(figure);
}
