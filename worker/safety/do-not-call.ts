/**
 * Numbers that no button may ring: whoever asked to be left alone, and whom the owner
 * blocked. Only hashes, so that the list of those who want peace is no list of numbers.
 */
import { dayMs } from "../time/durations.ts";
import type { Sql } from "../storage.ts";
import type { Suppression, SuppressionKind } from "../contract/owner-safety.ts";

const perAddressADay = 3;
const perDay = 100;
const mostQueued = 1_000;

export class DoNotCall {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    sql.exec("CREATE TABLE IF NOT EXISTS suppressed (number TEXT PRIMARY KEY, kind TEXT, atMs INTEGER, net TEXT)");
  }

  /** The number was asked to be left alone; `nets` are the asker's address under today's and yesterday's salt. */
  optOut(number: string, nets: readonly string[], nowMs: number): void {
    const sinceMs = nowMs - dayMs;
    const [mine = 0, all = 0, queued = 0] = [
      this.#count(`atMs > ? AND net IN (${nets.map(() => "?").join()})`, sinceMs, ...nets),
      this.#count("atMs > ? AND net IS NOT NULL", sinceMs),
      this.#count("kind = 'queued'"),
    ];
    const kind = mine < perAddressADay && all < perDay ? "opt-out" : "queued";
    if (kind === "queued" && queued >= mostQueued) return;
    // A number that is suppressed already stays as it is: an opt-out never weakens a block.
    const insert = "INSERT OR IGNORE INTO suppressed (number, kind, atMs, net) VALUES (?, ?, ?, ?)";
    this.#sql.exec(insert, number, kind, nowMs, nets[0] ?? null);
  }

  /** The owner blocks a number, or confirms a queued one. */
  put(number: string, kind: Exclude<SuppressionKind, "queued">, nowMs: number): true {
    const insert = "INSERT OR REPLACE INTO suppressed (number, kind, atMs, net) VALUES (?, ?, ?, NULL)";
    this.#sql.exec(insert, number, kind, nowMs);
    return true;
  }

  lift(number: string): boolean {
    return this.#sql.exec("DELETE FROM suppressed WHERE number = ? RETURNING number", number).toArray().length > 0;
  }

  has(number: string): boolean {
    return this.#count("number = ? AND kind <> 'queued'", number) > 0;
  }

  list(): Suppression[] {
    const rows = this.#sql.exec("SELECT number, kind, atMs FROM suppressed ORDER BY atMs DESC LIMIT 1000").toArray();
    return rows as unknown as Suppression[];
  }

  /** Who asked is of no use after two days; that they asked is. */
  forget(nowMs: number): void {
    this.#sql.exec("UPDATE suppressed SET net = NULL WHERE net IS NOT NULL AND atMs < ?", nowMs - 2 * dayMs);
  }

  #count(where: string, ...bindings: (string | number)[]): number {
    const [row] = this.#sql.exec(`SELECT COUNT(*) AS n FROM suppressed WHERE ${where}`, ...bindings).toArray();
    return Number(row?.n ?? 0);
  }
}
