/** Node's SQLite in the place of a Durable Object's, for tests of what is written there. */
import { DatabaseSync } from "node:sqlite";
import type { Sql } from "../../worker/storage.ts";

export function memorySql(): Sql {
  const database = new DatabaseSync(":memory:");
  return {
    exec(query, ...bindings) {
      const rows = database.prepare(query).all(...bindings);
      return { toArray: () => rows.map((row) => ({ ...row })) };
    },
  };
}
