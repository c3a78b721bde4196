/**
 * How an object's tables change from release to release: numbered steps that only ever add, so that
 * today's code opens every older store, and the release before can still open today's.
 */
import type { Sql } from "./storage.ts";

/** A statement that may run twice, or a column to add where it is missing. */
export type Step = string | { table: string; column: string };

/**
 * Brings the tables of this name up to the last step. A step that was broken off half-way runs again
 * whole; a store from a later release is left as it is.
 */
export function migrate(sql: Sql, name: string, steps: readonly (readonly Step[])[]): void {
  sql.exec("CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, step INTEGER)");
  const [kept] = sql.exec("SELECT step FROM migrations WHERE name = ?", name).toArray();
  const reached = Number(kept?.step ?? 0);
  if (reached >= steps.length) return;
  for (const step of steps.slice(reached).flat()) take(sql, step);
  sql.exec("INSERT OR REPLACE INTO migrations (name, step) VALUES (?, ?)", name, steps.length);
}

function take(sql: Sql, step: Step): void {
  if (typeof step === "string") return void sql.exec(step);
  const { table, column } = step;
  const [name] = column.split(" ");
  const columns = sql.exec(`PRAGMA table_info(${table})`).toArray();
  if (!columns.some((each) => each.name === name)) sql.exec(`ALTER TABLE ${table} ADD COLUMN ${column}`);
}
