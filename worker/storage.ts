/** Single values that must survive a restart, as JSON in an object's own SQLite. */

/** The part of `SqlStorage` that is used here; Node's own SQLite can stand in for it. */
export interface Sql {
  exec(query: string, ...bindings: (string | number | null)[]): { toArray(): Record<string, unknown>[] };
}

export class StoredValues {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    sql.exec("CREATE TABLE IF NOT EXISTS facts (key TEXT PRIMARY KEY, value TEXT)");
  }

  get<Value>(key: string, fallback: Value): Value {
    const [row] = this.#sql.exec("SELECT value FROM facts WHERE key = ?", key).toArray();
    return row ? (JSON.parse(String(row.value)) as Value) : fallback;
  }

  set(key: string, value: unknown): void {
    this.#sql.exec("INSERT OR REPLACE INTO facts (key, value) VALUES (?, ?)", key, JSON.stringify(value));
  }
}
