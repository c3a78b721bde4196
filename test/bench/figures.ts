/** Rows of the bench's table. */
import type { Figure } from "../support/figure.ts";

export function atMost(what: string, value: number, limit: number): Figure {
  return { what, asked: `at most ${limit}`, measured: short(value), holds: value <= limit };
}

/** Two figures of one run. */
export function ratio(
  what: string,
  [ours, theirs]: readonly [number, number],
  limit: number,
  sense: "at least" | "at most",
): Figure {
  const value = ours / theirs;
  const measured = `${short(ours)} beside ${short(theirs)}: ${value.toFixed(2)} ×`;
  const holds = sense === "at least" ? value >= limit : value <= limit;
  return { what, asked: `${sense} ${limit} ×`, measured, holds };
}

function short(value: number): string {
  if (value % 1 === 0) return String(value);
  return value.toFixed(Math.abs(value) < 10 ? 2 : 1);
}
