/** The owner's sites beside the buttons: which may embed them, when each was last seen, who asked unlisted. */
import type { Site, SitesReply, UnlistedSite } from "../contract/owner-sites.ts";
import type { Sql, StoredValues } from "../storage.ts";
import { minuteMs } from "../time/durations.ts";
import type { Versions } from "../versions.ts";

/** A site as the owner wants it listed. */
export interface ListedSite {
  origin: string;
  /** As it was written. */
  name: string;
}

/** A page of this origin asked for a button's record. */
export interface Sighting {
  origin: string;
  atMs: number;
}

type Unlisted = { origin: string; firstMs: number; lastMs: number };

const mostUnlisted = 20;
/** A site that is seen all day costs a row each so often. */
const seenAnewMs = minuteMs;
const record = "sites";

export class SiteStore {
  readonly #sql: Sql;
  readonly #values: StoredValues;
  readonly #versions: Versions;
  /** Of `ALLOWED_ORIGINS`. */
  readonly #fixed: readonly string[];

  constructor(sql: Sql, values: StoredValues, versions: Versions, fixed: readonly string[]) {
    this.#sql = sql;
    this.#values = values;
    this.#versions = versions;
    this.#fixed = fixed;
    sql.exec("CREATE TABLE IF NOT EXISTS sites (origin TEXT PRIMARY KEY, name TEXT, addedMs INTEGER)");
    sql.exec("CREATE TABLE IF NOT EXISTS siteSightings (origin TEXT PRIMARY KEY, seenMs INTEGER)");
  }

  /** What the owner has listed, beside the settings' own. */
  origins(): string[] {
    return this.#sql
      .exec("SELECT origin FROM sites ORDER BY rowid")
      .toArray()
      .map(({ origin }) => String(origin));
  }

  reply(): SitesReply {
    const seen = new Map(
      this.#sql
        .exec("SELECT * FROM siteSightings")
        .toArray()
        .map((row) => [String(row["origin"]), Number(row["seenMs"])]),
    );
    const seenAt = (origin: string) => (seen.has(origin) ? { seenAt: iso(seen.get(origin) ?? 0) } : {});
    const fixed = this.#fixed.map((origin): Site => ({ origin, from: "settings", ...seenAt(origin) }));
    const rows = this.#sql.exec("SELECT * FROM sites ORDER BY rowid").toArray();
    const own = rows.map((row): Site => {
      const [origin, name] = [String(row["origin"]), String(row["name"])];
      const named = name === origin ? {} : { name };
      return { origin, ...named, from: "console", addedAt: iso(Number(row["addedMs"])), ...seenAt(origin) };
    });
    const sites = [...fixed, ...own.filter(({ origin }) => !this.#fixed.includes(origin))];
    return { version: this.#version(), sites, unlisted: this.#unlistedBeside(sites) };
  }

  /**
   * Takes the owner's list over. With the `version` that they saw, only what they added and took out: another
   * tab's sites stay.
   */
  replace(wanted: readonly ListedSite[], version: number | null, nowMs: number): SitesReply {
    const current = this.origins();
    const base = version === null ? null : this.#versions.at(record, version);
    const seen = base === null ? current : (base.fields["origins"] as string[]);
    const gone = seen.filter((origin) => !wanted.some((each) => each.origin === origin));
    for (const origin of gone) this.#sql.exec("DELETE FROM sites WHERE origin = ?", origin);
    // One of the settings counts already, and would outlast them as the owner's own.
    const added = wanted.filter(
      ({ origin }) => !this.#fixed.includes(origin) && (base === null || !seen.includes(origin)),
    );
    for (const { origin, name } of added)
      this.#sql.exec("INSERT OR IGNORE INTO sites (origin, name, addedMs) VALUES (?, ?, ?)", origin, name, nowMs);
    for (const origin of gone)
      if (!this.#fixed.includes(origin)) this.#sql.exec("DELETE FROM siteSightings WHERE origin = ?", origin);
    return this.reply();
  }

  /** What an isolate has gathered. Of those that are not listed the latest few are kept. */
  see(sightings: readonly Sighting[]): void {
    const listed = new Set([...this.#fixed, ...this.origins()]);
    for (const { origin, atMs } of sightings) if (listed.has(origin)) this.#seeListed(origin, atMs);
    const strangers = sightings.filter(({ origin }) => !listed.has(origin));
    if (strangers.length === 0) return;
    const known = this.#values.get<Unlisted[]>("unlistedSites", []);
    const latest = new Map(known.map((each) => [each.origin, each]));
    for (const { origin, atMs } of strangers)
      latest.set(origin, { origin, firstMs: latest.get(origin)?.firstMs ?? atMs, lastMs: atMs });
    const kept = [...latest.values()].sort((a, b) => b.lastMs - a.lastMs).slice(0, mostUnlisted);
    this.#values.set("unlistedSites", kept);
  }

  #seeListed(origin: string, atMs: number): void {
    const upsert = `INSERT INTO siteSightings VALUES (?, ?) ON CONFLICT DO UPDATE SET seenMs = excluded.seenMs
      WHERE excluded.seenMs >= seenMs + ?`;
    this.#sql.exec(upsert, origin, atMs, seenAnewMs);
  }

  #unlistedBeside(sites: readonly Site[]): UnlistedSite[] {
    const listed = new Set(sites.map(({ origin }) => origin));
    return this.#values
      .get<Unlisted[]>("unlistedSites", [])
      .filter(({ origin }) => !listed.has(origin))
      .map(({ origin, firstMs, lastMs }) => ({ origin, firstAt: iso(firstMs), lastAt: iso(lastMs) }));
  }

  #version(): number {
    return this.#versions.note(record, { origins: this.origins() }, "console");
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
