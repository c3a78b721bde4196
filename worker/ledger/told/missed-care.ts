/** Who of the firm looks after somebody that was missed, and what they wrote down, by the number's hash. */
import { migrate } from "../../migrations.ts";
import type { Sql } from "../../storage.ts";
import { hourMs, minuteMs } from "../../time/durations.ts";
import type { CallRow } from "../call-row.ts";
import { missedForMs } from "../missed-calls.ts";

export interface Care {
  /** The name of whoever takes it; empty for the owner. Null: nobody has. */
  taker: string | null;
  note: string | null;
  /** How often they were tried in vain by somebody's word, and when to try again; null: not said again. */
  unreached: number | null;
  remindMs: number | null;
  /** The call of theirs of which that was said. */
  call: string | null;
}

const table = `CREATE TABLE IF NOT EXISTS missedCare
  (number TEXT PRIMARY KEY, taker TEXT, note TEXT, atMs INTEGER)`;
const columns = ["unreached INTEGER", "remindMs INTEGER"];

/** When to try again after the first time in vain, the second, the third; then it is up to people. */
const remindAfterMs = [15 * minuteMs, hourMs, 3 * hourMs];

const nobody: Care = { taker: null, note: null, unreached: null, remindMs: null, call: null };

export class MissedCare {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    const later = [columns, ["call TEXT"]].map((each) => each.map((column) => ({ table: "missedCare", column })));
    migrate(sql, "missedCare", [[table], ...later]);
  }

  put(number: string, change: Partial<Care>, nowMs: number): void {
    this.#sql.exec("DELETE FROM missedCare WHERE atMs < ?", nowMs - missedForMs);
    const care = { ...nobody, ...this.all()[number], ...change };
    const names = Object.keys(nobody) as (keyof Care)[];
    const write = `INSERT OR REPLACE INTO missedCare (number, atMs, ${names.join()}) VALUES (?, ?${", ?".repeat(names.length)})`;
    this.#sql.exec(write, number, nowMs, ...names.map((name) => care[name]));
  }

  /** Somebody tried and reached nobody. */
  noteUnreached({ number, id: call }: Pick<CallRow, "number" | "id">, nowMs: number): void {
    const unreached = (this.all()[number]?.unreached ?? 0) + 1;
    const waitMs = remindAfterMs[unreached - 1];
    this.put(number, { unreached, call, remindMs: waitMs === undefined ? null : nowMs + waitMs }, nowMs);
  }

  /** Whom to try again has come due within that time. */
  due(fromMs: number, toMs: number): { call: string | null; unreached: number }[] {
    const query = "SELECT call, unreached FROM missedCare WHERE remindMs > ? AND remindMs <= ?";
    return this.#sql.exec(query, fromMs, toMs).toArray() as { call: string | null; unreached: number }[];
  }

  /** They were dealt with: whoever asks again begins anew. */
  drop(number: string): void {
    this.#sql.exec("DELETE FROM missedCare WHERE number = ?", number);
  }

  all(): Record<string, Care> {
    const rows = this.#sql.exec("SELECT number, taker, note, unreached, remindMs, call FROM missedCare").toArray();
    return Object.fromEntries(rows.map(({ number, ...care }) => [String(number), care as unknown as Care]));
  }
}
