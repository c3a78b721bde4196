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

/** Refused requests for calls of one button in one hour. */
export interface RefusalHour {
  atMs: number;
  button: string;
  count: number;
}

const mostLatest = 500;
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

export class RefusalCounts {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    sql.exec("CREATE TABLE IF NOT EXISTS refusalCounts (rule TEXT PRIMARY KEY, count INTEGER, lastMs INTEGER)");
    sql.exec(
      "CREATE TABLE IF NOT EXISTS refusalHours (atMs INTEGER, button TEXT, count INTEGER, PRIMARY KEY (atMs, button))",
    );
    sql.exec("CREATE TABLE IF NOT EXISTS refusals (n INTEGER PRIMARY KEY AUTOINCREMENT, atMs INTEGER, note TEXT)");
  }

  /** Adds what an isolate gathered: counts of everything, notes of the first ones. */
  note(counts: Record<string, number>, notes: readonly RefusalNote[]): void {
    const lastMs = Math.max(...notes.map(({ atMs }) => atMs));
    for (const [rule, count] of Object.entries(counts)) {
      const add = "ON CONFLICT (rule) DO UPDATE SET count = count + excluded.count, lastMs = excluded.lastMs";
      this.#sql.exec(`INSERT INTO refusalCounts (rule, count, lastMs) VALUES (?, ?, ?) ${add}`, rule, count, lastMs);
    }
    for (const note of notes)
      this.#sql.exec("INSERT INTO refusals (atMs, note) VALUES (?, ?)", note.atMs, JSON.stringify(note));
    this.#sql.exec("DELETE FROM refusals WHERE n <= (SELECT MAX(n) FROM refusals) - ?", mostLatest);
    for (const { atMs, button = "", problem } of notes) {
      if (!ofCalls.has(problem)) continue;
      const add = "ON CONFLICT (atMs, button) DO UPDATE SET count = count + 1";
      const hour = atMs - (atMs % hourMs);
      this.#sql.exec(`INSERT INTO refusalHours (atMs, button, count) VALUES (?, ?, 1) ${add}`, hour, button);
    }
  }

  list(): Blocked {
    const rules = this.#sql.exec("SELECT * FROM refusalCounts ORDER BY count DESC, rule").toArray();
    const latest = this.#sql.exec("SELECT note FROM refusals ORDER BY n DESC").toArray();
    return {
      rules: rules.map((row) => ({
        rule: String(row.rule),
        count: Number(row.count),
        lastAt: iso(Number(row.lastMs)),
      })),
      latest: latest.map((row) => {
        const { atMs, ...note } = JSON.parse(String(row.note)) as RefusalNote;
        return { at: iso(atMs), ...note };
      }),
    };
  }

  between(fromMs: number, toMs: number): RefusalHour[] {
    const query = "SELECT atMs, button, count FROM refusalHours WHERE atMs > ? AND atMs <= ?";
    return this.#sql.exec(query, fromMs - hourMs, toMs).toArray() as unknown as RefusalHour[];
  }

  forgetBefore(ms: number): void {
    this.#sql.exec("DELETE FROM refusalHours WHERE atMs < ?", ms);
    this.#sql.exec("DELETE FROM refusals WHERE atMs < ?", ms);
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
