/** How long and how often the provider is asked what became of a call. */
import { minuteMs } from "../time/durations.ts";
import type { CallRow } from "./call-table.ts";

/** An unknown outcome is looked for so long before it is handed to the owner. */
const searchMs = 15 * minuteMs;
/** A call nobody ever saw end is given up after this. */
const longestCallMs = 4 * 60 * minuteMs;

/** Whether the search for this call has lasted long enough. */
export function isHopeless(row: CallRow, nowMs: number): boolean {
  const sinceMs = nowMs - (row.dialledMs ?? row.createdMs);
  const seen = row.ownerLeg !== "waiting" || row.visitorLeg !== "waiting";
  return sinceMs > (row.dial === "started" && seen ? longestCallMs : searchMs);
}

/** The next look at a call: soon while it rings or its fate is unknown, seldom while people talk. */
export function pollAfterMs(row: CallRow): number {
  if (row.dial === "unknown") return Math.min(2_000 * 2 ** row.polls, 30_000);
  if (row.state === "connected") return Math.min(2_000 + 500 * row.polls, 15_000);
  return row.polls < 30 ? 2_000 : 10_000;
}
