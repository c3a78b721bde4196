/**
 * The Ledger's rows: one per call, in the object's own SQLite. Numbers are here as keyed
 * hash and mask only; what identifies a visitor is dropped after 48 hours, the row after 30 days.
 */
import { migrate } from "../migrations.ts";
import type { Sql } from "../storage.ts";
import { dayMs, hourMs } from "../time/durations.ts";
import type { CountedCall } from "../safety/counted-call.ts";
import type { CallRow } from "./call-row.ts";
import { isOver, steps } from "./call-schema.ts";
import { type EarlierDial, EarlierDials } from "./series/earlier-dials.ts";

/** A promised call that could not be dialled keeps its number so long for the owner. */
const sealedForMs = 7 * dayMs;

/** Read in one turn: visitors wait for no more than that, and an answer of so many can be sent. */
export const callsPerPage = 1_000;

/** From dialling to talking, in milliseconds. */
export interface Wait {
  connectedMs: number;
  waitMs: number;
}

type CountedRow = CountedCall & { rowid: number };

const countedColumns =
  "rowid, id, createdMs, dialledMs, atMs, dial, button, ticket, nets, number, prefix, lockedUntilMs, kopecks, frequent";

/** A number that was forgotten has no mask: its row is in no list and counts as long as it must. */
const isKnown = "mask <> ''";
const stripped = "mask = '', page = NULL, campaign = NULL, consent = NULL, sealed = NULL, uuids = ''";

const isOwed = "sealed IS NOT NULL AND pollMs IS NULL";

export class CallTable {
  readonly #sql: Sql;
  /** All rows or none, and nothing half done where one of them can't be written. */
  readonly #atomically: (work: () => void) => void;
  readonly earlier: EarlierDials;
  #insert: string | undefined;

  constructor(sql: Sql, atomically: (work: () => void) => void) {
    this.#sql = sql;
    this.#atomically = atomically;
    migrate(sql, "calls", steps);
    this.earlier = new EarlierDials(sql);
  }

  insert(rows: readonly CallRow[]): void {
    const write = () => rows.forEach((row) => this.#put(row));
    if (rows.length === 1) write();
    else this.#atomically(write);
  }

  /** Writes the changed columns and returns the row as it is now. */
  update(row: CallRow, change: Partial<CallRow>): CallRow {
    const names = Object.keys(change);
    const assignments = names.map((name) => `${name} = ?`).join();
    if (names.length > 0)
      this.#sql.exec(`UPDATE calls SET ${assignments} WHERE id = ?`, ...Object.values(change), row.id);
    return { ...row, ...change };
  }

  delete(id: string): void {
    this.#sql.exec("DELETE FROM calls WHERE id = ?", id);
  }

  /** The next dial of a series: what the row was is kept beside it. */
  step(row: CallRow, change: Partial<CallRow>, earlier: EarlierDial): CallRow {
    this.#atomically(() => {
      this.earlier.put(earlier);
      this.update(row, change);
    });
    return { ...row, ...change };
  }

  /** That dial never left: the row is again what it was. */
  stepBack(row: CallRow, change: Partial<CallRow>, earlier: EarlierDial): CallRow {
    this.#atomically(() => {
      this.earlier.remove(earlier);
      this.update(row, change);
    });
    return { ...row, ...change };
  }

  byId(id: string): CallRow | null {
    return this.#one("id = ?", id);
  }

  byIdempotencyKey(idem: string): CallRow | null {
    return this.#one("idem = ?", idem);
  }

  /** The rows of one call to several numbers; of any other call, itself. */
  siblings({ intent, createdMs }: CallRow): CallRow[] {
    return this.#rows("createdMs = ? AND intent = ? ORDER BY rowid", createdMs, intent);
  }

  /** The calls that the provider is said to know under this id, and those whose row has it: one was given by mistake. */
  bySipnetId(id: string): CallRow[] {
    return this.#rows("sipnetId = ? OR listedId = ?", id, id);
  }

  /**
   * Calls that are not open, asked for or dialled since then, and all that still hold a lock: what the counters are
   * rebuilt from. Only the columns that count, and page by page, for there may be tens of thousands.
   */
  *counted(sinceMs: number, nowMs: number): Generator<CountedCall> {
    // A clock that steps back an hour finds the locks that had just ended.
    yield* this.#countedRows("dial = 'manual' AND lockedUntilMs > ? AND createdMs <= ?", nowMs - hourMs, sinceMs);
    const promised =
      "atMs IS NOT NULL AND dialledMs IS NOT NULL AND dialledMs > ? AND createdMs <= ? AND dial <> 'manual'";
    yield* this.#countedRows(`${promised} AND pollMs IS NULL`, sinceMs, sinceMs);
    const recent = "(createdMs, rowid) > (?, ?) AND pollMs IS NULL ORDER BY createdMs, rowid LIMIT ?";
    let page = this.#countedRows(recent, sinceMs, Number.MAX_SAFE_INTEGER, callsPerPage);
    for (let last = page.at(-1); last !== undefined; last = page.at(-1)) {
      yield* page;
      page = this.#countedRows(recent, last.createdMs, last.rowid, callsPerPage);
    }
  }

  /** Calls that still need the provider asked, or wait for their time. */
  open(): CallRow[] {
    return this.#rows("pollMs IS NOT NULL ORDER BY pollMs");
  }

  /** Dialled calls that ended since then, newest first. */
  finishedSince(ms: number, limit: number): CallRow[] {
    const dialled = "dial IN ('started', 'refused', 'not-placed')";
    return this.#rows(`${isOver} AND ${dialled} AND sinceMs > ? ORDER BY sinceMs DESC LIMIT ?`, ms, limit);
  }

  /** Promised calls whose time has passed undialled, with the number still sealed for the owner. */
  sealed(): CallRow[] {
    return this.#rows(`${isOwed} ORDER BY atMs`);
  }

  /** Of those, a number's that were asked for before this call. By the rows' order: the clock may have been set back. */
  sealedBefore({ id, number }: CallRow): CallRow[] {
    const earlier = "number = ? AND rowid < (SELECT rowid FROM calls WHERE id = ?)";
    return this.#rows(`${isOwed} AND ${earlier}`, number, id);
  }

  /** Deletes a number's calls that are over; of those that still count, only what counts is left for two days. */
  deleteByNumber(number: string, nowMs: number): number {
    const over = `number = ? AND pollMs IS NULL AND ${isKnown}`;
    const counts = "MAX(createdMs, COALESCE(dialledMs, 0)) > ?";
    const strip = `UPDATE calls SET ${stripped} WHERE ${over} AND ${counts} RETURNING id`;
    const left = this.#sql.exec(strip, number, nowMs - dayMs - hourMs).toArray();
    return left.length + this.#sql.exec(`DELETE FROM calls WHERE ${over} RETURNING id`, number).toArray().length;
  }

  /** How long the latest connected calls took, newest first. */
  waits(limit: number): Wait[] {
    const latest = `SELECT connectedMs, dialledMs FROM calls WHERE ${isOver} ORDER BY sinceMs DESC LIMIT 10 * ?`;
    const columns = "connectedMs, connectedMs - dialledMs AS waitMs";
    const query = `SELECT ${columns} FROM (${latest}) WHERE connectedMs IS NOT NULL LIMIT ?`;
    return this.#sql.exec(query, limit, limit).toArray() as unknown as Wait[];
  }

  /** A page of calls asked for within a span, oldest first; `after` is the call of that first moment read last. */
  between(fromMs: number, toMs: number, after: string): CallRow[] {
    const unread = "(createdMs > ? OR rowid > COALESCE((SELECT rowid FROM calls WHERE id = ?), 0))";
    const where = `${isKnown} AND createdMs >= ? AND createdMs <= ? AND ${unread} ORDER BY createdMs, rowid LIMIT ?`;
    return this.#rows(where, fromMs, toMs, fromMs, after, callsPerPage);
  }

  /** A visitor's call that came to talk, else the latest that was asked for. */
  firstOfVisitors(): CallRow | null {
    const asked = `${isKnown} AND intent NOT LIKE 'owner %'`;
    return this.#one(`${asked} AND durationS > 0`) ?? this.#one(`${asked} ORDER BY createdMs DESC`);
  }

  /** A page of calls that ended after that moment, in order. */
  endedAfter(ms: number): CallRow[] {
    return this.#rows(`${isOver} AND ${isKnown} AND sinceMs > ? ORDER BY sinceMs LIMIT ?`, ms, callsPerPage);
  }

  /** A page of calls for later that were asked for after that moment and wait still, in order. */
  bookedAfter(ms: number): CallRow[] {
    return this.#rows("createdMs > ? AND state = 'scheduled' ORDER BY createdMs LIMIT ?", ms, callsPerPage);
  }

  latest(limit: number): CallRow[] {
    return this.#rows(`${isKnown} ORDER BY createdMs DESC LIMIT ?`, limit);
  }

  /**
   * Drops what has been kept long enough: idempotency keys, hashes of visitors, sealed numbers, whole rows.
   * What was dropped up to `sweptMs` is not looked through again.
   */
  forget(nowMs: number, sweptMs: number): void {
    this.earlier.forget(nowMs);
    const aged = (ageMs: number) => [sweptMs - ageMs, nowMs - ageMs] as const;
    const span = "createdMs >= ? AND createdMs < ?";
    this.#sql.exec(`UPDATE calls SET idem = NULL WHERE idem IS NOT NULL AND ${span}`, ...aged(dayMs));
    const forgotten = "ticket = NULL, nets = NULL";
    this.#sql.exec(`UPDATE calls SET ${forgotten} WHERE nets IS NOT NULL AND ${span}`, ...aged(2 * dayMs));
    this.#sql.exec(`UPDATE calls SET sealed = NULL WHERE ${isOwed} AND atMs < ?`, nowMs - sealedForMs);
    // A call for later was dialled up to two weeks after it was asked for, and counted from then.
    for (const ageMs of [2 * dayMs, 17 * dayMs]) {
      const counted = `NOT (${isKnown}) AND COALESCE(dialledMs, 0) < ? AND pollMs IS NULL`;
      this.#sql.exec(`DELETE FROM calls WHERE ${counted} AND ${span}`, nowMs - 2 * dayMs, ...aged(ageMs));
    }
    this.#sql.exec("DELETE FROM calls WHERE createdMs < ? AND pollMs IS NULL", nowMs - 30 * dayMs);
  }

  #put(row: CallRow): void {
    this.#insert ??= `INSERT INTO calls (${Object.keys(row).join()}) VALUES (${Object.keys(row).fill("?").join()})`;
    this.#sql.exec(this.#insert, ...Object.values(row));
  }

  #one(where: string, ...bindings: (string | number)[]): CallRow | null {
    return this.#rows(`${where} LIMIT 1`, ...bindings)[0] ?? null;
  }

  #countedRows(where: string, ...bindings: number[]): CountedRow[] {
    const query = `SELECT ${countedColumns} FROM calls WHERE ${where}`;
    return this.#sql.exec(query, ...bindings).toArray() as unknown as CountedRow[];
  }

  #rows(where: string, ...bindings: (string | number)[]): CallRow[] {
    return this.#sql.exec(`SELECT * FROM calls WHERE ${where}`, ...bindings).toArray() as CallRow[];
  }
}
