/** Who of the firm looks after somebody that was missed, and what they wrote down, by the number's hash. */
import { migrate } from "../../migrations.ts";
import type { Sql } from "../../storage.ts";
import { hourMs, minuteMs } from "../../time/durations.ts";
import { missedForMs } from "../missed-calls.ts";

export interface Care {
  /** The name of whoever takes it; empty for the owner. Null: nobody has. */
  taker: string | null;
  note: string | null;
  /** How often they were tried in vain by somebody's word, and when to try again; null: not said again. */
  unreached: number | null;
  remindMs: number | null;
}

const table = `CREATE TABLE IF NOT EXISTS missedCare
  (number TEXT PRIMARY KEY, taker TEXT, note TEXT, atMs INTEGER)`;
const columns = ["unreached INTEGER", "remindMs INTEGER"];

/** When to try again after the first time in vain, the second, the third; then it is up to people. */
const remindAfterMs = [15 * minuteMs, hourMs, 3 * hourMs];

const nobody: Care = { taker: null, note: null, unreached: null, remindMs: null };

export class MissedCare {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    migrate(sql, "missedCare", [[table], columns.map((column) => ({ table: "missedCare", column }))]);
  }

  put(number: string, change: Partial<Care>, nowMs: number): void {
    this.#sql.exec("DELETE FROM missedCare WHERE atMs < ?", nowMs - missedForMs);
    const care = { ...nobody, ...this.all()[number], ...change };
    const names = Object.keys(nobody) as (keyof Care)[];
    const write = `INSERT OR REPLACE INTO missedCare (number, atMs, ${names.join()}) VALUES (?, ?, ?, ?, ?, ?)`;
    this.#sql.exec(write, number, nowMs, ...names.map((name) => care[name]));
  }

  /** Somebody tried and reached nobody. */
  noteUnreached(number: string, nowMs: number): void {
    const unreached = (this.all()[number]?.unreached ?? 0) + 1;
    const waitMs = remindAfterMs[unreached - 1];
    this.put(number, { unreached, remindMs: waitMs === undefined ? null : nowMs + waitMs }, nowMs);
  }

  /** They were dealt with: whoever asks again begins anew. */
  drop(number: string): void {
    this.#sql.exec("DELETE FROM missedCare WHERE number = ?", number);
  }

  all(): Record<string, Care> {
    const rows = this.#sql.exec("SELECT number, taker, note, unreached, remindMs FROM missedCare").toArray();
    return Object.fromEntries(rows.map(({ number, ...care }) => [String(number), care as unknown as Care]));
  }
}
