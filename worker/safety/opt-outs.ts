/**
 * Asking to be left alone. An address and a day have so many at once, so that nobody can silence
 * the owner's buttons number by number; what is more waits for the owner, and a full queue says so.
 * Whether a number is known already changes nothing that the asker sees.
 */
import type { CallLimits } from "../contract/limits.ts";
import type { Sql } from "../storage.ts";
import { dayMs } from "../time/durations.ts";
import type { NetHashes } from "./counted-call.ts";
import type { DoNotCall } from "./do-not-call.ts";

export interface OptOutAsk {
  /** Known to whoever asked, so that they can take it back. */
  id: string;
  /** Hash of the number. */
  number: string;
  nets: NetHashes;
}

export type OptOutOutcome = "done" | "queued" | "full";

type Counted = { column: "narrow" | "wide"; hashes: string[]; max: number };

export class OptOuts {
  readonly #sql: Sql;
  readonly #suppressed: DoNotCall;

  constructor(sql: Sql, suppressed: DoNotCall) {
    this.#sql = sql;
    this.#suppressed = suppressed;
    const columns = "id TEXT PRIMARY KEY, number TEXT, kind TEXT, atMs INTEGER, narrow TEXT, wide TEXT, sole INTEGER";
    sql.exec(`CREATE TABLE IF NOT EXISTS optOutAsks (${columns})`);
  }

  ask(ask: OptOutAsk, limits: CallLimits["optOut"], nowMs: number): OptOutOutcome {
    const kind = this.#hasRoom(ask.nets, limits, nowMs) ? "opt-out" : "queued";
    if (kind === "queued" && this.#suppressed.counts().queued >= limits.queue) return "full";
    // From now on two people want it: neither can take it back for the other.
    this.#sql.exec("UPDATE optOutAsks SET sole = 0 WHERE number = ?", ask.number);
    const isNew = this.#suppressed.add(ask.number, kind, nowMs);
    // The queue's length bounds these rows: what waits already is not written down again.
    if (kind === "opt-out" || isNew) this.#keep(ask, kind, isNew, nowMs);
    return kind === "opt-out" ? "done" : "queued";
  }

  /** Takes back what this ask has brought about, and nothing that others want as well. */
  takeBack(id: string): void {
    // The ask still counts: asking and taking back may not be had for nothing.
    const take = "UPDATE optOutAsks SET sole = 0 WHERE id = ? AND sole = 1 RETURNING number";
    for (const { number } of this.#sql.exec(take, id).toArray()) this.#suppressed.lift(String(number));
  }

  /** The owner has decided on this number: whoever asked can't change that any more. */
  settle(number: string): void {
    this.#sql.exec("UPDATE optOutAsks SET sole = 0 WHERE number = ?", number);
  }

  /** Who asked is of no use after two days; that they asked is kept elsewhere. */
  forget(nowMs: number): void {
    this.#sql.exec("DELETE FROM optOutAsks WHERE atMs < ?", nowMs - 2 * dayMs);
  }

  #hasRoom(nets: NetHashes, limits: CallLimits["optOut"], nowMs: number): boolean {
    const sinceMs = nowMs - dayMs;
    if (this.#count("1", sinceMs) >= limits.perDay) return false;
    return countedBy(nets, limits).every(({ column, hashes, max }) => {
      const marks = hashes.map(() => "?").join();
      return this.#count(`${column} IN (${marks})`, sinceMs, ...hashes) < max;
    });
  }

  #keep({ id, number, nets }: OptOutAsk, kind: string, isNew: boolean, nowMs: number): void {
    const [narrow = null, wide = null] = widthsOf(nets).map((width) => nets.today[width] ?? null);
    const insert = "INSERT INTO optOutAsks (id, number, kind, atMs, narrow, wide, sole) VALUES (?, ?, ?, ?, ?, ?, ?)";
    this.#sql.exec(insert, id, number, kind, nowMs, narrow, wide, Number(isNew));
  }

  #count(where: string, sinceMs: number, ...bindings: string[]): number {
    const query = `SELECT COUNT(*) AS n FROM optOutAsks WHERE kind = 'opt-out' AND atMs > ? AND ${where}`;
    return Number(this.#sql.exec(query, sinceMs, ...bindings).toArray()[0]?.n ?? 0);
  }
}

/** Which of an address's prefixes count: IPv4 whole, IPv6 by /56 and /48. */
function widthsOf({ kind }: NetHashes): number[] {
  return kind === "ipv4" ? [0] : [1, 2];
}

function countedBy(nets: NetHashes, { ipv4, ipv6_56, ipv6_48 }: CallLimits["optOut"]): Counted[] {
  const hashesAt = (width: number) => [nets.today[width], nets.yesterday[width]].filter((hash) => hash !== undefined);
  if (nets.kind === "ipv4") return [{ column: "narrow", hashes: hashesAt(0), max: ipv4 }];
  return [
    { column: "narrow", hashes: hashesAt(1), max: ipv6_56 },
    { column: "wide", hashes: hashesAt(2), max: ipv6_48 },
  ];
}
