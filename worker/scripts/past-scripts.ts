/**
 * The scripts of every build that ran here, so that a page which names one by its hash, or was open while another
 * build took over, still gets those bytes: for a year after the build ran last.
 */
import { DurableObject } from "cloudflare:workers";
import { migrate, type Step } from "../migrations.ts";
import { now } from "../time/clock.ts";
import { dayMs } from "../time/durations.ts";
import type { Build, Script } from "./built-scripts.ts";

const servedForMs = 366 * dayMs;
/** About 60 KB each. */
const mostBuilds = 100;

/** `leftMs` is null while the build runs. */
const steps: readonly (readonly Step[])[] = [
  [
    "CREATE TABLE IF NOT EXISTS builds (hash TEXT PRIMARY KEY, leftMs INTEGER)",
    "CREATE TABLE IF NOT EXISTS scripts (name TEXT, build TEXT, brotli BLOB, gzip BLOB, PRIMARY KEY (name, build))",
  ],
];

export class PastScripts extends DurableObject<unknown> {
  readonly #sql: SqlStorage;
  /** Read once: whoever makes names up must not cost rows. */
  #leftMs: Map<string, number | null>;

  constructor(ctx: DurableObjectState, env: unknown) {
    super(ctx, env);
    this.#sql = ctx.storage.sql;
    migrate(this.#sql, "pastScripts", steps);
    this.#leftMs = this.#readNames();
  }

  /** Whether this build was the last to begin: most starts find it so, and need send no bytes. */
  isRunning(hash: string): boolean {
    return this.#sql.exec("SELECT 1 FROM builds WHERE hash = ? AND leftMs IS NULL", hash).toArray().length > 0;
  }

  /** A build has begun: it is kept, the year of the one before begins, and what is over goes. */
  keep({ hash, scripts }: Build): void {
    this.#sql.exec("UPDATE builds SET leftMs = ? WHERE leftMs IS NULL AND hash <> ?", now(), hash);
    this.#sql.exec("INSERT OR REPLACE INTO builds (hash, leftMs) VALUES (?, NULL)", hash);
    for (const [name, { brotli, gzip }] of Object.entries(scripts))
      this.#sql.exec("INSERT OR IGNORE INTO scripts VALUES (?, ?, ?, ?)", name, hash, brotli, gzip);
    this.#sql.exec("DELETE FROM builds WHERE leftMs <= ?", now() - servedForMs);
    const beyond = "SELECT hash FROM builds ORDER BY leftMs IS NULL DESC, leftMs DESC LIMIT -1 OFFSET ?";
    this.#sql.exec(`DELETE FROM builds WHERE hash IN (${beyond})`, mostBuilds);
    this.#sql.exec("DELETE FROM scripts WHERE build NOT IN (SELECT hash FROM builds)");
    this.#leftMs = this.#readNames();
  }

  /** Of all files that are still to be had. */
  names(): string[] {
    return [...this.#leftMs.keys()].filter((name) => this.#isServed(name));
  }

  find(name: string): Script | null {
    if (!this.#isServed(name)) return null;
    const [row] = this.#sql.exec("SELECT brotli, gzip FROM scripts WHERE name = ? LIMIT 1", name).toArray();
    return row ? { brotli: row.brotli as ArrayBuffer, gzip: row.gzip as ArrayBuffer } : null;
  }

  #isServed(name: string): boolean {
    const leftMs = this.#leftMs.get(name);
    return leftMs === null || (leftMs !== undefined && leftMs > now() - servedForMs);
  }

  /** Builds may share a module, which is served as long as one of them is. */
  #readNames(): Map<string, number | null> {
    const rows = this.#sql
      .exec(
        `SELECT name, CASE WHEN count(*) > count(leftMs) THEN NULL ELSE max(leftMs) END AS leftMs
         FROM scripts JOIN builds ON builds.hash = scripts.build GROUP BY name`,
      )
      .toArray();
    return new Map(rows.map(({ name, leftMs }) => [String(name), leftMs === null ? null : Number(leftMs)]));
  }
}
