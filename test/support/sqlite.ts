/** Node's SQLite in the place of a Durable Object's, for tests of what is written there. */
import { DatabaseSync } from "node:sqlite";
import type { Sql } from "../../worker/storage.ts";

export function memorySql(): Sql {
  return memoryStore().sql;
}

/** The same with transactions. */
export function memoryStore(): { sql: Sql; atomically: (work: () => void) => void } {
  const database = new DatabaseSync(":memory:");
  const sql: Sql = {
    exec(query, ...bindings) {
      const rows = database.prepare(query).all(...bindings);
      return { toArray: () => rows.map((row) => ({ ...row })) };
    },
  };
  return { sql, atomically: (work) => transact(database, work) };
}

/** All of the work's writes, or none. */
export function transact<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec("SAVEPOINT atomically");
  try {
    return work();
  } catch (error) {
    database.exec("ROLLBACK TO atomically");
    throw error;
  } finally {
    database.exec("RELEASE atomically");
  }
}
