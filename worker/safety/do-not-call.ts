/**
 * Numbers that no button may ring: whoever asked to be left alone, and whom the owner
 * blocked. Only hashes, so that the list of those who want peace is no list of numbers.
 */
import type { QueuedHour, Suppression, SuppressionCounts, SuppressionKind } from "../contract/owner-safety.ts";
import type { Sql } from "../storage.ts";
import { hourMs } from "../time/durations.ts";

const mostListed = 1_000;
/** So many are kept in memory: every call asks twice. Of more than these the store is asked, for each write drops them. */
const mostKnown = 2_000;

export class DoNotCall {
  readonly #sql: Sql;
  /** Those that must not be rung; null where they are too many to keep, undefined after a write. */
  #known: ReadonlySet<string> | null | undefined;

  constructor(sql: Sql) {
    this.#sql = sql;
    sql.exec("CREATE TABLE IF NOT EXISTS suppressed (number TEXT PRIMARY KEY, kind TEXT, atMs INTEGER, net TEXT)");
    sql.exec("CREATE INDEX IF NOT EXISTS suppressedByKind ON suppressed (kind, atMs)");
  }

  /**
   * Somebody asks for it; true if the number is new here. What stands already stays: an opt-out
   * never weakens a block. What only waited is granted by a later opt-out.
   */
  add(number: string, kind: "opt-out" | "queued", nowMs: number): boolean {
    const grant = "ON CONFLICT (number) DO UPDATE SET kind = excluded.kind WHERE kind = 'queued'";
    const insert = "INSERT INTO suppressed (number, kind, atMs) VALUES (?, ?, ?)";
    const isNew = this.#count("number = ?", number) === 0;
    this.#write(`${insert} ${grant}`, number, kind, nowMs);
    return isNew;
  }

  /** The owner blocks a number, or confirms a queued one. */
  put(number: string, kind: "opt-out" | "block", nowMs: number): true {
    const insert = "INSERT OR REPLACE INTO suppressed (number, kind, atMs) VALUES (?, ?, ?)";
    this.#write(insert, number, kind, nowMs);
    return true;
  }

  lift(number: string): boolean {
    return this.#write("DELETE FROM suppressed WHERE number = ? RETURNING number", number) > 0;
  }

  /** Grants every opt-out that came from then until before then and waits; says how many. */
  accept(fromMs: number, toMs: number): number {
    const grant =
      "UPDATE suppressed SET kind = 'opt-out' WHERE kind = 'queued' AND atMs >= ? AND atMs < ? RETURNING atMs";
    return this.#write(grant, fromMs, toMs);
  }

  /** Lifts everything of a kind that came from then until before then; says how much. */
  liftBetween(kind: SuppressionKind, fromMs: number, toMs: number): number {
    const lift = "DELETE FROM suppressed WHERE kind = ? AND atMs >= ? AND atMs < ? RETURNING atMs";
    return this.#write(lift, kind, fromMs, toMs);
  }

  has(number: string): boolean {
    if (this.#known === undefined) this.#known = this.#read();
    return this.#known?.has(number) ?? this.#count("number = ? AND kind <> 'queued'", number) > 0;
  }

  /** The latest of them. */
  list(): Suppression[] {
    const query = "SELECT number, kind, atMs FROM suppressed ORDER BY atMs DESC LIMIT ?";
    return this.#sql.exec(query, mostListed).toArray() as unknown as Suppression[];
  }

  counts(): SuppressionCounts {
    const rows = this.#sql.exec("SELECT kind, COUNT(*) AS n FROM suppressed GROUP BY kind").toArray();
    const counted = Object.fromEntries(rows.map(({ kind, n }) => [String(kind), Number(n)]));
    return { "opt-out": 0, block: 0, queued: 0, ...counted };
  }

  /** What waits, hour by hour, newest first. */
  queue(): QueuedHour[] {
    const query =
      "SELECT atMs - atMs % ? AS fromMs, COUNT(*) AS n FROM suppressed WHERE kind = 'queued' GROUP BY fromMs ORDER BY fromMs DESC";
    const rows = this.#sql.exec(query, hourMs).toArray();
    return rows.map(({ fromMs, n }) => ({ fromMs: Number(fromMs), toMs: Number(fromMs) + hourMs, count: Number(n) }));
  }

  /** Every write passes by here, so that nothing of before is believed any more; says how many rows it tells of. */
  #write(query: string, ...bindings: (string | number)[]): number {
    this.#known = undefined;
    return this.#sql.exec(query, ...bindings).toArray().length;
  }

  #read(): ReadonlySet<string> | null {
    const query = "SELECT number FROM suppressed WHERE kind <> 'queued' LIMIT ?";
    const rows = this.#sql.exec(query, mostKnown + 1).toArray();
    return rows.length > mostKnown ? null : new Set(rows.map(({ number }) => String(number)));
  }

  #count(where: string, ...bindings: (string | number)[]): number {
    const [row] = this.#sql.exec(`SELECT COUNT(*) AS n FROM suppressed WHERE ${where}`, ...bindings).toArray();
    return Number(row?.n ?? 0);
  }
}
