/** One object with its storage and its alarm, over Node's SQLite: what is not written yet dies with it. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { transact } from "../support/sqlite.ts";
import type { ObjectClass } from "./worker-modules.ts";

type Binding = string | number | null | ArrayBuffer;

export interface Disk {
  database: DatabaseSync;
  /** Called before each use; throwing breaks it. */
  breaker: (use: string) => void;
  /** Says that it has written, and has not: for the control that must lose something. */
  lies: boolean;
  /** Hears what work failed that nobody waited for. */
  failed: (error: unknown) => void;
}

export class KeptObject {
  readonly object: object;
  alarmMs: number | null = null;
  readonly #disk: Disk;
  #isDead = false;
  #isUnwritten = false;

  constructor(Class: ObjectClass, env: unknown, disk: Disk) {
    this.#disk = disk;
    disk.database.exec("SAVEPOINT unwritten");
    const quietly = (work: Promise<unknown>) =>
      void work.catch((error: unknown) => {
        if (!this.#isDead) disk.failed(error);
      });
    const context = {
      storage: this.#storage(),
      waitUntil: quietly,
      blockConcurrencyWhile: (work: () => Promise<unknown>) => quietly(work()),
    };
    this.object = new Class(context, env);
  }

  /** Everything so far is on disk. */
  write(): void {
    if (this.#isDead || this.#disk.lies) return;
    this.#disk.database.exec("RELEASE unwritten; SAVEPOINT unwritten");
    this.#isUnwritten = false;
  }

  /** The output gate: no request leaves before what was written is on disk, and none where that fails. */
  release(): void {
    if (this.#isUnwritten && !this.#isDead) this.#disk.breaker("sync");
    this.write();
  }

  /** The process ends: nothing that still runs in it reaches the disk. */
  die(): void {
    this.#isDead = true;
    this.#disk.database.exec("ROLLBACK TO unwritten; RELEASE unwritten");
  }

  #storage() {
    const { database, breaker } = this.#disk;
    const statements = new Map<string, StatementSync>();
    const exec = (query: string, ...bindings: Binding[]) => {
      this.#use(query);
      if (!/^\s*SELECT/i.test(query)) this.#isUnwritten = true;
      const statement = statements.get(query) ?? database.prepare(query);
      statements.set(query, statement);
      const rows = statement.all(
        ...bindings.map((each) => (each instanceof ArrayBuffer ? new Uint8Array(each) : each)),
      );
      return { toArray: () => rows.map((row) => ({ ...row })) };
    };
    return {
      sql: { exec },
      getAlarm: async () => (breaker("getAlarm"), this.alarmMs),
      setAlarm: async (ms: number) => {
        breaker("setAlarm");
        this.#isUnwritten = true;
        this.alarmMs = ms;
      },
      deleteAlarm: async () => void (this.alarmMs = null),
      sync: async () => {
        this.#use("sync");
        this.write();
      },
      transactionSync: <Result>(work: () => Result) => transact(database, work),
    };
  }

  #use(what: string): void {
    if (this.#isDead) throw new Error("This object is gone");
    this.#disk.breaker(what);
  }
}
