/**
 * When to look at an open call again, and how often it was looked at. In memory: a row for every look would
 * cost more than the call, and after a restart everything is looked at at once. A look moves its time before
 * it is made, so that one that fails is not made again and again.
 */
import { minuteMs } from "../../time/durations.ts";
import type { CallRow } from "../call-row.ts";

/** How long a dial may take before it is looked after. */
export const dialPatienceMs = 10_000;
const soonestMs = 2_000;
const latestMs = 30_000;
/** An unknown outcome is looked for so long before it is handed to the owner. */
const searchMs = 15 * minuteMs;
/** A call nobody ever saw end is given up after this. */
const longestCallMs = 4 * 60 * minuteMs;

interface Look {
  lastMs: number;
  /** When the next one is due, and when that was settled. */
  nextMs: number;
  setMs: number;
  /** How often it was looked at, and how often in a row in vain. */
  polls: number;
  failures: number;
}

export class PollTimes {
  readonly #looks = new Map<string, Look>();

  dueMs(row: CallRow, nowMs: number): number {
    const look = this.#looks.get(row.id);
    // Settled later than now: the clock was set back, and what was to be soon would be long in coming.
    if (look && look.setMs <= nowMs) return look.nextMs;
    if (row.dial === "scheduled") return row.atMs ?? 0;
    if (look) return nowMs;
    return row.dial === "dialling" ? (row.dialledMs ?? row.createdMs) + dialPatienceMs : 0;
  }

  /** How often a call was looked at. */
  polls(id: string): number {
    return this.#of(id).polls;
  }

  /** A look begins. */
  looks(row: CallRow, nowMs: number): void {
    const { polls, failures } = this.#of(row.id);
    const nextMs = nowMs + pauseMs(row, polls, failures);
    this.#looks.set(row.id, { polls: polls + 1, failures, lastMs: nowMs, setMs: nowMs, nextMs });
  }

  /** It found out something, or it failed: then the pauses grow. */
  looked(row: CallRow, isAnswered: boolean, nowMs: number): void {
    const look = this.#of(row.id);
    const failures = isAnswered ? 0 : look.failures + 1;
    this.#looks.set(row.id, { ...look, failures, setMs: nowMs, nextMs: nowMs + pauseMs(row, look.polls, failures) });
  }

  /** Nothing more for so long. */
  rest(id: string, restMs: number, nowMs: number): void {
    this.#looks.set(id, { ...this.#of(id), setMs: nowMs, nextMs: nowMs + restMs });
  }

  /** It is dialled anew: nothing was looked at yet. */
  begin(id: string): void {
    this.#looks.delete(id);
  }

  /** A hint came: a look is due at once, but for the shortest pause. */
  hasten(id: string): void {
    const look = this.#of(id);
    this.#looks.set(id, { ...look, nextMs: look.lastMs + soonestMs });
  }

  /** Forgets calls that are not open any more. */
  keepOnly(open: readonly CallRow[]): void {
    if (this.#looks.size <= open.length) return;
    const ids = new Set(open.map(({ id }) => id));
    for (const id of this.#looks.keys()) if (!ids.has(id)) this.#looks.delete(id);
  }

  #of(id: string): Look {
    return this.#looks.get(id) ?? { polls: 0, failures: 0, lastMs: 0, setMs: 0, nextMs: 0 };
  }
}

/** Whether the search for this call has lasted long enough. A call that is `listed` may still be talked in. */
export function isHopeless(row: CallRow, listed: boolean, nowMs: number): boolean {
  const seen = listed || row.ownerLeg !== "waiting" || row.visitorLeg !== "waiting";
  if (row.dial === "started" && seen) return isTooOldToLive(row, nowMs);
  return nowMs - (row.dialledMs ?? row.createdMs) > searchMs;
}

/** No talk lasts so long: what the provider lists of it now is how it ended, whether or not a word says so. */
export function isTooOldToLive({ dialledMs, createdMs }: CallRow, nowMs: number): boolean {
  return nowMs - (dialledMs ?? createdMs) > longestCallMs;
}

/** Soon while it rings or its fate is unknown, seldom while people talk, and ever more seldom in vain. */
function pauseMs(row: CallRow, polls: number, failures: number): number {
  return Math.max(usualPauseMs(row, polls), failures === 0 ? 0 : Math.min(soonestMs * 2 ** failures, latestMs));
}

function usualPauseMs(row: CallRow, polls: number): number {
  if (row.dial === "scheduled") return Math.min(soonestMs * 2 ** polls, latestMs);
  if (row.dial === "unknown") return Math.min(soonestMs * 2 ** polls, latestMs);
  if (row.state === "connected") return Math.min(soonestMs + 500 * polls, 15_000);
  return polls < 30 ? soonestMs : 10_000;
}
