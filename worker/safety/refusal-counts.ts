/** Every refusal, counted by the rule that fired, and the latest of them one by one. */
import { hourMs } from "../time/durations.ts";
import type { Sql } from "../storage.ts";
import type { Blocked } from "../contract/owner-safety.ts";

/** One refused request, as the owner may see it. */
export interface RefusalNote {
  atMs: number;
  rule: string;
  problem: string;
  button?: string;
}

/** What one rule refused at one button within one hour; no button where none was known. */
export interface RefusalSum {
  hourMs: number;
  rule: string;
  problem: string;
  button: string;
  count: number;
  lastMs: number;
}

/** Refused requests for calls of one button in one hour. */
export interface RefusalHour {
  atMs: number;
  button: string;
  count: number;
}

const mostLatest = 500;
/** Batches of notes that are kept; the next one takes the place of the oldest. */
const noteSlots = 250;
/** Somebody wanted a call and did not get one; all else that is refused was no visitor asking for a call. */
const ofCalls: ReadonlySet<string> = new Set([
  "closed",
  "call-in-progress",
  "too-many-calls",
  "phone-invalid",
  "phone-not-allowed",
  "consent-required",
  "ticket-invalid",
  "origin-not-allowed",
  "unavailable",
]);

// No second tree beside the key's: in a flood every row is paid for.
const tables = [
  `CREATE TABLE IF NOT EXISTS refusalSums (hourMs INTEGER, rule TEXT, button TEXT, asked INTEGER, count INTEGER,
    lastMs INTEGER, PRIMARY KEY (hourMs, rule, button)) WITHOUT ROWID`,
  "CREATE TABLE IF NOT EXISTS refusalNotes (slot INTEGER PRIMARY KEY, atMs INTEGER, notes TEXT)",
  // What 0.1.0 wrote and reads: an owner who goes back to it must find them.
  "CREATE TABLE IF NOT EXISTS refusalCounts (rule TEXT PRIMARY KEY, count INTEGER, lastMs INTEGER)",
  "CREATE TABLE IF NOT EXISTS refusalHours (atMs INTEGER, button TEXT, count INTEGER, PRIMARY KEY (atMs, button))",
  "CREATE TABLE IF NOT EXISTS refusals (n INTEGER PRIMARY KEY AUTOINCREMENT, atMs INTEGER, note TEXT)",
];

export class RefusalCounts {
  readonly #sql: Sql;
  #slot: number;

  constructor(sql: Sql) {
    this.#sql = sql;
    for (const table of tables) sql.exec(table);
    const [latest] = sql.exec("SELECT slot FROM refusalNotes ORDER BY atMs DESC, slot DESC LIMIT 1").toArray();
    this.#slot = latest === undefined ? -1 : Number(latest.slot);
  }

  /** Adds what an isolate gathered: a row for each sum, and one for all the notes. */
  note(sums: readonly RefusalSum[], notes: readonly RefusalNote[]): void {
    const add = `INSERT INTO refusalSums (hourMs, rule, button, asked, count, lastMs) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET count = count + excluded.count, lastMs = MAX(lastMs, excluded.lastMs)`;
    for (const { hourMs: atMs, rule, problem, button, count, lastMs } of sums)
      this.#sql.exec(add, atMs, rule, button, Number(ofCalls.has(problem)), count, lastMs);
    const lastMs = notes.at(-1)?.atMs;
    if (lastMs === undefined) return;
    this.#slot = (this.#slot + 1) % noteSlots;
    const keep =
      "INSERT INTO refusalNotes VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET atMs = excluded.atMs, notes = excluded.notes";
    this.#sql.exec(keep, this.#slot, lastMs, JSON.stringify(notes));
  }

  list(): Blocked {
    const query = "SELECT rule, SUM(count) AS count, MAX(lastMs) AS lastMs FROM refusalSums GROUP BY rule";
    const rules = this.#sql.exec(`${query} ORDER BY 2 DESC, rule`).toArray();
    const batches = this.#sql.exec("SELECT notes FROM refusalNotes ORDER BY atMs DESC, slot DESC").toArray();
    const latest = batches.flatMap(({ notes }) => (JSON.parse(String(notes)) as RefusalNote[]).toReversed());
    return {
      rules: rules.map((row) => ({
        rule: String(row.rule),
        count: Number(row.count),
        lastAt: iso(Number(row.lastMs)),
      })),
      latest: latest.slice(0, mostLatest).map(({ atMs, ...note }) => ({ at: iso(atMs), ...note })),
    };
  }

  between(fromMs: number, toMs: number): RefusalHour[] {
    const query = `SELECT hourMs AS atMs, button, SUM(count) AS count FROM refusalSums
      WHERE asked = 1 AND hourMs > ? AND hourMs <= ? GROUP BY hourMs, button`;
    return this.#sql.exec(query, fromMs - hourMs, toMs).toArray() as unknown as RefusalHour[];
  }

  forgetBefore(ms: number): void {
    this.#sql.exec("DELETE FROM refusalSums WHERE hourMs < ?", ms);
    this.#sql.exec("DELETE FROM refusalNotes WHERE atMs < ?", ms);
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
