/** The Ledger looked back on: calls of a span with what joins them to other lists, and who was missed. */
import { dayMs } from "../time/durations.ts";
import { isOwnersOwn } from "./group-call.ts";
import type { Sql } from "../storage.ts";
import type { CallRow } from "./call-row.ts";
import type { CallSummary, DialState, Missed } from "../contract/owner-calls.ts";
import { summaryOf } from "./call-view.ts";
import { isFinal } from "./progress.ts";

/** A call between the Ledger and the owner's routes. Only `summary` goes on to the owner. */
export interface LedgerCall {
  summary: CallSummary;
  sipnetId: string | null;
  uuids: string[];
  /** Keyed hash of the called number. */
  number: string;
  /** When the call was to be: at once, or at the time that was promised. */
  wantedAt: string;
  isOverdue: boolean;
  /** A promise that was not kept and that the owner has not dealt with: its number still rests sealed for them. */
  isOwed: boolean;
  lang: string;
  /** As the row has it. */
  campaign: string | null;
  /** Placed by the owner, so that nobody waits for it. */
  ownersOwn: boolean;
  /** The phone that was rung first was picked up. */
  answered: boolean;
}

export const missedForMs = 7 * dayMs;

export function ledgerCall(row: CallRow): LedgerCall {
  const second = row.first === "owner" ? "visitor" : "owner";
  const talked = (row.durationS ?? 0) > 0 || row.connectedMs !== null;
  return {
    summary: summaryOf(row),
    sipnetId: row.sipnetId,
    uuids: row.uuids.split(",").filter((uuid) => uuid !== ""),
    number: row.number,
    wantedAt: new Date(row.atMs ?? row.createdMs).toISOString(),
    isOverdue: row.reason === "overdue",
    isOwed: row.sealed !== null && isFinal(row.state),
    lang: row.lang,
    campaign: row.campaign,
    ownersOwn: isOwnersOwn(row),
    answered: talked || (row.reason?.startsWith(second) ?? false),
  };
}

export function hasTalked({ summary }: LedgerCall): boolean {
  return (summary.duration ?? 0) > 0;
}

/** Somebody who was missed, by their number's hash. */
type MissedNumber = Missed & {
  number: string;
  /** SIPNET has heard of the number. */
  isDialled: boolean;
};

/** No phone rang, so that no list of SIPNET's has the number. */
const undialled: ReadonlySet<DialState> = new Set(["scheduled", "refused", "not-placed", "cancelled"]);

/**
 * Everyone who asked and did not talk since, by number; `done` holds until when a number was
 * dealt with. The owner's own tries count as tries and settle it once there was talk. What is owed stays,
 * whatever the clock says of the order: it may have been set back in between.
 */
export function missedOf(calls: readonly LedgerCall[], done: Readonly<Record<string, number>>, nowMs: number) {
  const byNumber = Map.groupBy(calls, ({ number }) => number);
  return [...byNumber.values()]
    .flatMap((ofOne): MissedNumber[] => {
      const oldestFirst = ofOne.toSorted((a, b) => (a.wantedAt < b.wantedAt ? -1 : 1));
      const talked = oldestFirst.findLastIndex(hasTalked);
      const open = oldestFirst.filter(({ isOwed }, index) => isOwed || index > talked);
      const since = open.filter(({ summary }) => summary.state !== "cancelled");
      const theirs = since.filter(({ ownersOwn }) => !ownersOwn);
      const asked = theirs.findLast(({ isOwed }) => isOwed) ?? theirs.at(-1);
      const latest = since.at(-1);
      if (!asked || !latest || isUnderWay(latest, asked)) return [];
      const at = asked.wantedAt;
      const atMs = Date.parse(at);
      if (!asked.isOwed && atMs <= (done[asked.number] ?? 0)) return [];
      const { id, button, phone: mask, state, reason } = asked.summary;
      const ageS = Math.round((nowMs - atMs) / 1000);
      const missed = { id, at, ageS, button, mask, tries: since.length, state, number: asked.number };
      const why = reason === undefined ? {} : { reason };
      const { at: askedAt } = asked.summary;
      const later = askedAt === at ? {} : { askedAt };
      const isDialled = since.some(({ summary }) => !undialled.has(summary.dial));
      return [{ ...missed, ...why, ...later, isDialled, ...(asked.isOverdue ? { promised: true } : {}) }];
    })
    .sort((a, b) => (a.at < b.at ? 1 : -1));
}

/** Of a call that nobody knows the end of no more may ever be heard: what is owed does not wait for it. */
function isUnderWay({ summary: { state } }: LedgerCall, { isOwed }: LedgerCall): boolean {
  return !isFinal(state) && !(isOwed && state === "unknown");
}

/** Until when the owner has dealt with whom. */
export class MissedDone {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    sql.exec("CREATE TABLE IF NOT EXISTS missedDone (number TEXT PRIMARY KEY, atMs INTEGER)");
  }

  put(number: string, nowMs: number): void {
    this.#sql.exec("INSERT OR REPLACE INTO missedDone (number, atMs) VALUES (?, ?)", number, nowMs);
    this.#sql.exec("DELETE FROM missedDone WHERE atMs < ?", nowMs - missedForMs);
  }

  all(): Record<string, number> {
    const rows = this.#sql.exec("SELECT number, atMs FROM missedDone").toArray();
    return Object.fromEntries(rows.map(({ number, atMs }) => [String(number), Number(atMs)]));
  }
}
