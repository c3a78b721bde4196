/**
 * A Durable Object's storage over Node's SQLite: what is written becomes durable a while later, all
 * at once, and is gone if the object ends before. It can be slow, refuse a statement, or fail to commit.
 */
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { turnNow } from "./scheduler.ts";
import { handOver } from "./hand-over.ts";
import type { Incarnation } from "./incarnation.ts";

export type Binding = string | number | null | Uint8Array;

/** How the disk does. `fails` is the share of statements and commits that come to nothing. */
export interface DiskWeather {
  slowMs: number;
  fails: number;
}

/** What outlives an object's ends: its rows and its alarm. */
export class Disk {
  database = new DatabaseSync(":memory:");
  /** As it was last made durable. */
  alarmMs: number | null = null;
  /** The handler is at work on this one, which counts until that has succeeded. */
  ringing = false;
  /** Its time passes and nothing rings, until it is set anew. */
  stuck = false;
  tries = 0;
}

export class ObjectStorage {
  readonly #disk: Disk;
  readonly #home: Incarnation;
  readonly #weather: DiskWeather;
  readonly #statements = new Map<string, StatementSync>();
  readonly #committed: () => void;
  #alarmMs: number | null;
  #flush: { promise: Promise<void>; resolve: () => void } | null = null;

  constructor(disk: Disk, home: Incarnation, weather: DiskWeather, committed: () => void) {
    this.#disk = disk;
    this.#home = home;
    this.#weather = weather;
    this.#committed = committed;
    this.#alarmMs = disk.ringing ? null : disk.alarmMs;
  }

  readonly sql = {
    exec: (query: string, ...bindings: Binding[]) => {
      const writes = !/^\s*(?:SELECT|PRAGMA)/i.test(query);
      if (this.#strikes()) throw new Error("SQLITE_IOERR: disk I/O error");
      if (writes) this.#begin();
      const statement = this.#statements.get(query) ?? this.#disk.database.prepare(query);
      this.#statements.set(query, statement);
      return cursorOver(statement.all(...bindings).map((row) => ({ ...row })));
    },
    databaseSize: 4_096,
  };

  getAlarm(): Promise<number | null> {
    return this.#gated(() => this.#alarmMs);
  }

  setAlarm(ms: number | Date): Promise<void> {
    return this.#gated(() => {
      this.#begin();
      this.#alarmMs = Number(ms);
      this.#disk.stuck = false;
    });
  }

  deleteAlarm(): Promise<void> {
    return this.#gated(() => {
      this.#begin();
      this.#alarmMs = null;
    });
  }

  sync(): Promise<void> {
    return this.released();
  }

  transactionSync<Result>(work: () => Result): Result {
    this.#begin();
    const { database } = this.#disk;
    database.exec("SAVEPOINT turn");
    try {
      const result = work();
      database.exec("RELEASE turn");
      return result;
    } catch (error) {
      database.exec("ROLLBACK TO turn; RELEASE turn");
      throw error;
    }
  }

  /** The output gate: resolves once everything written so far is durable; never, if that fails. */
  released(): Promise<void> {
    return this.#flush?.promise ?? Promise.resolve();
  }

  /** The alarm's handler begins: a new one may be set from here on. */
  beginRinging(): void {
    this.#alarmMs = null;
  }

  /** The object ends here: what is not durable is gone. */
  drop(): void {
    if (this.#flush) this.#disk.database.exec("ROLLBACK");
    this.#flush = null;
  }

  #begin(): void {
    if (this.#flush) return;
    this.#disk.database.exec("BEGIN");
    let resolve = () => undefined as void;
    const promise = new Promise<void>((done) => (resolve = done));
    this.#flush = { promise, resolve };
    const turn = turnNow();
    const { world } = turn;
    const slowMs = this.#weather.slowMs * world.chance(turn);
    const commit = () => this.#commit();
    if (slowMs >= 1) world.at(world.trueMs + slowMs, commit);
    else world.soon(world.follow(turn), commit);
  }

  #commit(): void {
    const flush = this.#flush;
    if (!flush || !this.#home.alive) return;
    if (this.#home.strikes(this.#weather.fails)) return this.#home.end("the storage could not be written");
    this.#disk.database.exec("COMMIT");
    this.#flush = null;
    // What the running handler has not replaced is only gone once the handler has succeeded.
    if (!this.#disk.ringing || this.#alarmMs !== null) this.#disk.alarmMs = this.#alarmMs;
    this.#committed();
    flush.resolve();
  }

  /** The alarm's handler has succeeded. */
  endRinging(): void {
    if (this.#alarmMs === null) this.#disk.alarmMs = null;
  }

  #strikes(): boolean {
    return this.#home.strikes(this.#weather.fails);
  }

  /** A storage operation closes the input gate until it has answered. */
  #gated<Value>(work: () => Value): Promise<Value> {
    const open = this.#home.closeGate();
    const answer = () => {
      open();
      if (this.#strikes()) throw new Error("Internal error in Durable Object storage");
      return work();
    };
    return handOver(turnNow(), answer, false);
  }
}

function cursorOver(rows: Record<string, unknown>[]) {
  const one = () => {
    const [row] = rows;
    if (!row || rows.length > 1) throw new Error(`Expected exactly one result, got ${rows.length}`);
    return row;
  };
  const values = () => rows.map((row) => Object.values(row));
  return {
    toArray: () => rows,
    one,
    raw: () => ({ toArray: values, [Symbol.iterator]: () => values()[Symbol.iterator]() }),
    [Symbol.iterator]: () => rows[Symbol.iterator](),
    columnNames: Object.keys(rows[0] ?? {}),
    rowsRead: rows.length,
    rowsWritten: 0,
  };
}
