/**
 * Settings as they were seen: each record's latest versions are kept, so that two edits of one record
 * can be laid upon each other field by field, and only what both have changed is a conflict.
 */
import type { Sql } from "./storage.ts";

export type Fields = Readonly<Record<string, unknown>>;

/** Who made a version: the owner's side, or SIPNET's. */
export type Author = "console" | "sipnet";

export interface Version {
  n: number;
  by: Author;
  fields: Fields;
}

/** What of an edit is a change, and which of the changed fields somebody else has changed as well since. */
export interface Merged {
  changes: Fields;
  clashes: string[];
}

const mostKept = 20;

export class Versions {
  readonly #sql: Sql;
  /** Of each record, as it rests: an object is the only writer of its own tables. */
  readonly #latest = new Map<string, Version>();

  constructor(sql: Sql) {
    this.#sql = sql;
    sql.exec(
      "CREATE TABLE IF NOT EXISTS versions (record TEXT, n INTEGER, author TEXT, fields TEXT, PRIMARY KEY (record, n)) WITHOUT ROWID",
    );
  }

  /** The record's version now; a new one where these fields differ from the last one's. */
  note(record: string, fields: Fields, by: Author): number {
    const latest = this.latest(record);
    if (latest && alike(latest.fields, fields)) return latest.n;
    const n = (latest?.n ?? 0) + 1;
    this.#sql.exec("INSERT INTO versions VALUES (?, ?, ?, ?)", record, n, by, JSON.stringify(fields));
    // Known from here on: what fails after the insert must not have the same version written again.
    this.#latest.set(record, { n, by, fields });
    this.#sql.exec("DELETE FROM versions WHERE record = ? AND n <= ?", record, n - mostKept);
    return n;
  }

  latest(record: string): Version | null {
    const known = this.#latest.get(record);
    if (known) return known;
    const [row] = this.#sql.exec("SELECT * FROM versions WHERE record = ? ORDER BY n DESC LIMIT 1", record).toArray();
    if (row) this.#latest.set(record, versionOf(row));
    return this.#latest.get(record) ?? null;
  }

  /** Null where it is too long ago, or never was. */
  at(record: string, n: number): Version | null {
    const [row] = this.#sql.exec("SELECT * FROM versions WHERE record = ? AND n = ?", record, n).toArray();
    return row ? versionOf(row) : null;
  }

  /** Whose change of these fields was the last one after version `n`. */
  authorSince(record: string, n: number, names: readonly string[]): Author {
    const rows = this.#sql.exec("SELECT * FROM versions WHERE record = ? AND n >= ? ORDER BY n", record, n).toArray();
    const steps = rows.map(versionOf);
    const differs = (a: Version, b: Version) => names.some((name) => !same(a.fields[name], b.fields[name]));
    const last = steps.findLastIndex((step, at) => at > 0 && differs(steps[at - 1] ?? step, step));
    return steps[last]?.by ?? "console";
  }
}

/** Lays an edit of a record that was seen as `base` upon the record as it is `now`. */
export function merged(base: Fields, now: Fields, edit: Fields): Merged {
  const changes = Object.entries(edit).filter(([name, value]) => !same(value, base[name]));
  const clashes = changes.filter(([name, value]) => !same(now[name], base[name]) && !same(now[name], value));
  return { changes: Object.fromEntries(changes), clashes: clashes.map(([name]) => name) };
}

export function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function alike(one: Fields, other: Fields): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].every((name) => same(one[name], other[name]));
}

function versionOf({ n, author, fields }: Record<string, unknown>): Version {
  return { n: Number(n), by: author as Author, fields: JSON.parse(String(fields)) as Fields };
}
