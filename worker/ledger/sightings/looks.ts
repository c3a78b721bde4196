/**
 * What a call looked like when the provider was last asked, and since when. Where no word says how it
 * stands, only this does: a duration that grows is talk, and one that does not grow for long is over.
 * It rests in the object's SQLite, for memory is gone after some idle seconds.
 */
import type { Sql } from "../../storage.ts";
import type { Movement, Sighting } from "./sighting.ts";
import { Strangers } from "./strangers.ts";

/** Longer than a minute, so that a duration which counts started minutes is seen to grow. */
const stillMs = 90_000;

export class Looks {
  readonly #sql: Sql;
  readonly strangers: Strangers;

  constructor(sql: Sql) {
    this.#sql = sql;
    this.strangers = new Strangers(sql);
    sql.exec(
      "CREATE TABLE IF NOT EXISTS looks (call TEXT PRIMARY KEY, print TEXT, durationS INTEGER, sinceMs INTEGER)",
    );
  }

  /** Compares with the last look and remembers this one. */
  compare(call: string, seen: Sighting, nowMs: number): Movement {
    const { state, sides, durationS, price } = seen;
    // What a word says need not be remembered: a row for every look would cost more than the call.
    if (state !== undefined) return { still: false, grows: false };
    const print = JSON.stringify([sides.owner, sides.visitor, durationS, price]);
    const [last] = this.#sql.exec("SELECT print, durationS, sinceMs FROM looks WHERE call = ?", call).toArray();
    // One that was seen later than now was seen before the clock was set back.
    const isSame = last?.print === print && Number(last.sinceMs) <= nowMs;
    if (!isSame) {
      const row = "INSERT OR REPLACE INTO looks (call, print, durationS, sinceMs) VALUES (?, ?, ?, ?)";
      this.#sql.exec(row, call, print, durationS, nowMs);
    }
    const grows = last !== undefined && durationS > Number(last.durationS) && Number(last.durationS) > 0;
    return { still: isSame && nowMs - Number(last.sinceMs) >= stillMs, grows };
  }

  /** The call is over: nobody looks any more. */
  forget(call: string): void {
    this.#sql.exec("DELETE FROM looks WHERE call = ?", call);
    this.strangers.forget(call);
  }
}
