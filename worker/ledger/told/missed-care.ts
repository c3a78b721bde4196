/** Who of the firm looks after somebody that was missed, and what they wrote down, by the number's hash. */
import { migrate } from "../../migrations.ts";
import type { Sql } from "../../storage.ts";
import { missedForMs } from "../missed-calls.ts";

export interface Care {
  /** The name of whoever takes it; empty for the owner. Null: nobody has. */
  taker: string | null;
  note: string | null;
}

const table = `CREATE TABLE IF NOT EXISTS missedCare
  (number TEXT PRIMARY KEY, taker TEXT, note TEXT, atMs INTEGER)`;

export class MissedCare {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    migrate(sql, "missedCare", [[table]]);
  }

  put(number: string, change: Partial<Care>, nowMs: number): void {
    this.#sql.exec("DELETE FROM missedCare WHERE atMs < ?", nowMs - missedForMs);
    const { taker, note } = { taker: null, note: null, ...this.all()[number], ...change };
    const write = "INSERT OR REPLACE INTO missedCare (number, taker, note, atMs) VALUES (?, ?, ?, ?)";
    this.#sql.exec(write, number, taker, note, nowMs);
  }

  /** They were dealt with: whoever asks again begins anew. */
  drop(number: string): void {
    this.#sql.exec("DELETE FROM missedCare WHERE number = ?", number);
  }

  all(): Record<string, Care> {
    const rows = this.#sql.exec("SELECT number, taker, note FROM missedCare").toArray();
    return Object.fromEntries(rows.map(({ number, ...care }) => [String(number), care as unknown as Care]));
  }
}
