/**
 * Rows of the provider's list that name both parties of a call and still are another one's: an earlier call between
 * the same two that none of ours holds, because the provider placed one twice or a restored backup lacks it. A call
 * that never left would end as that talk, and its visitor stand on no list.
 */
import type { TwoLegCall } from "../../sipnet/readers.ts";
import type { Sql } from "../../storage.ts";
import { hourMs, minuteMs } from "../../time/durations.ts";
import type { CallRow } from "../call-row.ts";
import { dialledMs, earlyMs, lateMs, rowName } from "./matching-rows.ts";

/** By how much a row of the list is later than the dial of the call that it is known to be. */
export type Offset = number;

/**
 * Whether the row began when this call was dialled, by the clock of this very list, as its other rows show it: whole
 * hours off, and as far besides as the two clocks are apart. Where none is known to be a call of ours, any might be.
 */
export function fitsClock({ at }: TwoLegCall, call: CallRow, offsets: readonly Offset[]): boolean {
  if (at === undefined || offsets.length === 0) return true;
  const offMs = at.getTime() - dialledMs(call);
  return offsets.some((each) => {
    const hours = Math.round(each / hourMs) * hourMs;
    return offMs >= Math.min(hours, each) - earlyMs && offMs <= Math.max(hours, each) + lateMs;
  });
}

/** Phones that ring or talk are no earlier call's, whatever the clocks say: one of them may have been set meanwhile. */
export function isLive({ state }: TwoLegCall): boolean {
  return state === "ringing" || state === "connected";
}

/** Whether its talk is longer than the time since the dial. A list may count minutes that have begun. */
function talkedBefore({ durationS = 0 }: TwoLegCall, call: CallRow, nowMs: number): boolean {
  const passedMs = nowMs - dialledMs(call);
  const leastMs = durationS * 1000 - (durationS % 60 === 0 ? minuteMs : 0);
  // A clock that was set back says nothing.
  return passedMs > 0 && leastMs > passedMs + 1000;
}

/** In SQLite, for such a row looks possible a little later, and memory is gone after some idle seconds. */
export class Strangers {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    sql.exec("CREATE TABLE IF NOT EXISTS strangers (call TEXT, seen TEXT, PRIMARY KEY (call, seen)) WITHOUT ROWID");
  }

  /** Whether this row is, or ever was, too long for this call. One that was seen already knows its row. */
  has(seen: TwoLegCall, call: CallRow, nowMs: number): boolean {
    const print = rowName(seen);
    const isTooLong = !wasSeen(call) && talkedBefore(seen, call, nowMs);
    if (print === undefined) return isTooLong;
    if (isTooLong) this.#sql.exec("INSERT OR IGNORE INTO strangers (call, seen) VALUES (?, ?)", call.id, print);
    const known = "SELECT 1 FROM strangers WHERE call = ? AND seen = ?";
    return isTooLong || this.#sql.exec(known, call.id, print).toArray().length > 0;
  }

  /** The call is over: nobody looks any more. */
  forget(call: string): void {
    this.#sql.exec("DELETE FROM strangers WHERE call = ?", call);
  }
}

/** Where the clock was set back while they talk, the talk soon looks longer than the time since the dial. */
function wasSeen({ ownerLeg, visitorLeg }: CallRow): boolean {
  return ownerLeg !== "waiting" || visitorLeg !== "waiting";
}
