/** The stores of a release as text: tables, rows, and the statements that its code used on them. */
import { readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

type Row = Record<string, string | number | null>;

export interface KeptStore {
  /** `CREATE` statements, tables before their indexes. */
  schema: string[];
  rows: Record<string, Row[]>;
}

export interface KeptStores {
  version: string;
  /** The clock at that time. */
  keptMs: number;
  /** By object, as in `KeptStores.stores`. */
  statements: Record<string, string[]>;
  /** `LEDGER ledger`, `BUTTONS buttons` and so on. */
  stores: Record<string, KeptStore>;
}

export function keptStores(version: string): KeptStores {
  return JSON.parse(readFileSync(new URL(`${version}.json`, import.meta.url), "utf8")) as KeptStores;
}

export function readStores(databases: ReadonlyMap<string, DatabaseSync>): KeptStores["stores"] {
  return Object.fromEntries([...databases].map(([name, database]) => [name, readStore(database)]));
}

function readStore(database: DatabaseSync): KeptStore {
  const made = database.prepare("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid").all();
  const own = made.filter(({ name }) => !String(name).startsWith("sqlite_"));
  const tables = own.filter(({ type }) => type === "table").map(({ name }) => String(name));
  const rows = tables.map((table) => [table, database.prepare(`SELECT * FROM ${table}`).all()] as const);
  return {
    schema: own.toSorted((a, b) => String(b.type).localeCompare(String(a.type))).map(({ sql }) => String(sql)),
    rows: Object.fromEntries(rows) as KeptStore["rows"],
  };
}

/** The store as it was, in memory. */
export function restoreStore({ schema, rows }: KeptStore): DatabaseSync {
  const database = new DatabaseSync(":memory:");
  for (const statement of schema) database.exec(statement);
  for (const [table, kept] of Object.entries(rows)) {
    for (const row of kept) {
      const names = Object.keys(row);
      const insert = `INSERT INTO ${table} (${names.join()}) VALUES (${names.map(() => "?").join()})`;
      database.prepare(insert).run(...Object.values(row));
    }
  }
  return database;
}
