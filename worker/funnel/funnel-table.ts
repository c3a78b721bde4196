/** How often buttons were shown and opened, in the Ledger's own SQLite: by hour, button, place and campaign. */
import type { Sql } from "../storage.ts";
import { dayMs, hourMs } from "../time/durations.ts";
import { otherCampaigns } from "./campaign.ts";
import { bySite, type FunnelSum } from "./funnel-batch.ts";

/** Of a day; further ones are counted as others, further pages by their site. */
export const mostCampaigns = 50;
const mostPages = 200;
const mostRows = 2_000;

export class FunnelTable {
  readonly #sql: Sql;
  /** Of one day: what is told apart by now. */
  #day: { fromMs: number; campaigns: Set<string>; pages: Set<string>; rows: number } | undefined;

  constructor(sql: Sql) {
    this.#sql = sql;
    // No second tree beside the key's: in a flood every row is paid for.
    sql.exec(`CREATE TABLE IF NOT EXISTS funnel (hourMs INTEGER, step TEXT, button TEXT, place TEXT, campaign TEXT,
      count INTEGER, PRIMARY KEY (hourMs, step, button, place, campaign)) WITHOUT ROWID`);
  }

  note(sums: readonly FunnelSum[]): void {
    const add = `INSERT INTO funnel VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET count = count + excluded.count RETURNING count`;
    for (const each of sums) {
      const { hourMs: atMs, step, button, place, campaign, count } = this.#within(each);
      const [row] = this.#sql.exec(add, atMs, step, button, place, campaign, count).toArray();
      this.#dayOf(atMs).rows += Number(row?.count === count);
    }
  }

  /** Of a span, hour for hour as it was counted. */
  between(fromMs: number, toMs: number): FunnelSum[] {
    const query = `SELECT MIN(hourMs) AS hourMs, step, button, place, campaign, SUM(count) AS count FROM funnel
      WHERE hourMs > ? AND hourMs <= ? GROUP BY step, button, place, campaign ORDER BY count DESC LIMIT 5000`;
    return this.#sql.exec(query, fromMs - hourMs, toMs).toArray() as unknown as FunnelSum[];
  }

  forgetBefore(ms: number): void {
    this.#sql.exec("DELETE FROM funnel WHERE hourMs < ?", ms);
  }

  /** What strangers make up must not fill the table. */
  #within(sum: FunnelSum): FunnelSum {
    const day = this.#dayOf(sum.hourMs);
    const isFull = day.rows >= mostRows;
    const campaign = keeps(day.campaigns, sum.campaign, isFull ? 0 : mostCampaigns) ? sum.campaign : otherCampaigns;
    const isKept = keeps(day.pages, sum.place, isFull ? 0 : mostPages);
    return { ...sum, campaign, place: isKept ? sum.place : bySite(sum).place };
  }

  #dayOf(ms: number) {
    const fromMs = ms - (ms % dayMs);
    if (this.#day?.fromMs === fromMs) return this.#day;
    const known = this.#sql
      .exec("SELECT place, campaign FROM funnel WHERE hourMs >= ? AND hourMs < ?", fromMs, fromMs + dayMs)
      .toArray();
    const [campaigns, pages] = (["campaign", "place"] as const).map(
      (name) => new Set(known.map((row) => String(row[name]))),
    );
    this.#day = { fromMs, campaigns: campaigns ?? new Set(), pages: pages ?? new Set(), rows: known.length };
    return this.#day;
  }
}

/** Whether this one is told apart from the others: the first ones are, and whatever is no name of its own. */
export function keeps(known: Set<string>, name: string, most: number): boolean {
  if (name === "" || name === otherCampaigns || known.has(name)) return true;
  if (known.size >= most) return false;
  known.add(name);
  return true;
}
