/**
 * Dials of a series that came before its present one: an agent who did not answer, or was busy. They count for
 * the account and the money, and their ids at the provider are nobody else's.
 */
import { migrate } from "../../migrations.ts";
import type { Sql } from "../../storage.ts";
import { dayMs } from "../../time/durations.ts";
import type { CallRow } from "../call-row.ts";

/** What the call's row was in that turn, and how the turn ended. */
export type EarlierDial = Pick<
  CallRow,
  "sipnetId" | "listedId" | "ownerPhones" | "agents" | "state" | "reason" | "kopecks"
> & {
  /** Id of the call. */
  call: string;
  /** From 1 on. */
  turn: number;
  dialledMs: number;
};

const table = `CREATE TABLE IF NOT EXISTS earlierDials
  (call TEXT, turn INTEGER, dialledMs INTEGER, sipnetId TEXT, ownerPhones TEXT, agents TEXT, state TEXT, reason TEXT,
  kopecks INTEGER, PRIMARY KEY (call, turn)) WITHOUT ROWID`;

/** Longer than anything counts; there are so few that they need no index. */
const keptMs = 2 * dayMs;

export class EarlierDials {
  readonly #sql: Sql;
  /** Most buttons have one agent, and none of these is ever written; read when first asked for. */
  #areAny: boolean | undefined;

  constructor(sql: Sql) {
    this.#sql = sql;
    migrate(sql, "earlierDials", [[table], [{ table: "earlierDials", column: "listedId TEXT" }]]);
  }

  put(dial: EarlierDial): void {
    this.#areAny = true;
    const names = Object.keys(dial);
    const insert = `INSERT INTO earlierDials (${names.join()}) VALUES (${names.fill("?").join()})`;
    this.#sql.exec(insert, ...Object.values(dial));
  }

  /** The one before the present dial of this call. */
  last({ id, turn }: CallRow): EarlierDial | null {
    return this.#rows("call = ? AND turn = ?", id, (turn ?? 0) - 1)[0] ?? null;
  }

  remove({ call, turn }: EarlierDial): void {
    this.#sql.exec("DELETE FROM earlierDials WHERE call = ? AND turn = ?", call, turn);
  }

  since(ms: number): EarlierDial[] {
    return this.#rows("dialledMs > ? ORDER BY dialledMs", ms);
  }

  hasSipnetId(id: string): boolean {
    this.#areAny ??= this.#rows("TRUE LIMIT 1").length > 0;
    return this.#areAny && this.#rows("sipnetId = ? OR listedId = ?", id, id).length > 0;
  }

  forget(nowMs: number): void {
    this.#sql.exec("DELETE FROM earlierDials WHERE dialledMs < ?", nowMs - keptMs);
  }

  #rows(where: string, ...bindings: (string | number)[]): EarlierDial[] {
    return this.#sql.exec(`SELECT * FROM earlierDials WHERE ${where}`, ...bindings).toArray() as EarlierDial[];
  }
}
