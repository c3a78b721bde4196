/** Mirror and plans of the buttons in the object's own SQLite: rows of JSON, written at once. */
import { defaultExtras, extrasOf, sharedOf } from "./button.ts";
import type { Button, ButtonExtras, ButtonRecord } from "../contract/button.ts";
import type { Entry, Plan, SyncStore } from "./sync.ts";
import { Versions } from "../versions.ts";
import type { Sql } from "../storage.ts";

export function buttonStore(sql: Sql, durable: () => Promise<void>): SyncStore {
  sql.exec(
    "CREATE TABLE IF NOT EXISTS mirror (cid TEXT PRIMARY KEY, record TEXT, extras TEXT, goneMs INTEGER, missing INTEGER)",
  );
  sql.exec("CREATE TABLE IF NOT EXISTS plans (id TEXT PRIMARY KEY, plan TEXT)");
  const entries = (where: string, ...bindings: string[]) =>
    sql
      .exec(`SELECT * FROM mirror WHERE ${where} ORDER BY rowid`, ...bindings)
      .toArray()
      .map(entryOf);
  return {
    durable,
    versions: new Versions(sql),
    entries: () => entries("1"),
    cids: () => {
      const rows = sql.exec("SELECT cid FROM mirror WHERE goneMs IS NULL").toArray();
      return rows.map(({ cid }) => String(cid));
    },
    entry: (cid) => entries("cid = ?", cid)[0] ?? null,
    put: ({ button, goneMs, missing }) => {
      const { cid } = button;
      const [record, extras] = [JSON.stringify(sharedOf(button)), JSON.stringify(extrasOf(button))];
      // An update keeps the row's place in the owner's list; INSERT OR REPLACE would move it to the end.
      const change = "record = excluded.record, extras = excluded.extras, goneMs = excluded.goneMs";
      sql.exec(
        `INSERT INTO mirror VALUES (?, ?, ?, ?, ?) ON CONFLICT (cid) DO UPDATE SET ${change}, missing = excluded.missing`,
        cid,
        record,
        extras,
        goneMs,
        Number(missing),
      );
    },
    remove: (cid) => void sql.exec("DELETE FROM mirror WHERE cid = ?", cid),
    plans: () => {
      const rows = sql.exec("SELECT plan FROM plans ORDER BY rowid").toArray();
      return rows.map(({ plan }) => JSON.parse(String(plan)) as Plan);
    },
    keep: (plan) => {
      const upsert = "ON CONFLICT (id) DO UPDATE SET plan = excluded.plan";
      sql.exec(`INSERT INTO plans (id, plan) VALUES (?, ?) ${upsert}`, plan.id, JSON.stringify(plan));
    },
    drop: (id) => void sql.exec("DELETE FROM plans WHERE id = ?", id),
  };
}

function entryOf(row: Record<string, unknown>): Entry {
  const record = JSON.parse(String(row.record)) as ButtonRecord;
  // Settings that came with a later version have their defaults in older rows.
  const extras = { ...defaultExtras, ...(JSON.parse(String(row.extras)) as ButtonExtras) };
  const button: Button = { ...extras, ...record, cid: String(row.cid) };
  return { button, goneMs: row.goneMs === null ? null : Number(row.goneMs), missing: row.missing === 1 };
}
