/**
 * How often an address may be told that a number can't be called now: whoever learns too much of
 * other people's numbers by asking hears no more that day, not even yes. In rows, or a pause of the
 * object would make every address new; none is written once an address has heard enough.
 */
import type { Limits } from "../contract/limits.ts";
import type { Sql } from "../storage.ts";
import type { Verdict } from "../contract/owner-safety.ts";
import { dayMs } from "../time/durations.ts";
import type { NetHashes } from "./call-limits.ts";
import { type Event, History } from "./sliding-window.ts";

export class RefusedNumbers {
  readonly #sql: Sql;
  readonly #heard = new History<Event>();

  constructor(sql: Sql, nowMs: number) {
    this.#sql = sql;
    sql.exec("CREATE TABLE IF NOT EXISTS refusedNumbers (net TEXT, atMs INTEGER)");
    const rows = sql.exec("SELECT net, atMs FROM refusedNumbers WHERE atMs > ? ORDER BY atMs", nowMs - dayMs).toArray();
    for (const { net, atMs } of rows) this.#heard.add(String(net), { atMs: Number(atMs) });
  }

  /** Null while the address may still be told. */
  judge(nets: NetHashes, limits: Limits, nowMs: number): Verdict | null {
    const { rule, ...window } = windowOf(nets, limits);
    const retryAfterS = this.#heard.waitS(window, nowMs);
    return retryAfterS > 0 ? { problem: "too-many-calls", rule, retryAfterS } : null;
  }

  /** Counts a refusal if it tells of the number. */
  note({ problem, rule }: Verdict, { kind, today }: NetHashes, nowMs: number): void {
    const net = today[widthOf(kind)];
    if (net === undefined || !tellsOfNumber(problem, rule)) return;
    this.#heard.add(net, { atMs: nowMs });
    this.#sql.exec("INSERT INTO refusedNumbers (net, atMs) VALUES (?, ?)", net, nowMs);
  }

  forget(nowMs: number): void {
    this.#heard.forgetBefore(nowMs - dayMs);
    this.#sql.exec("DELETE FROM refusedNumbers WHERE atMs < ?", nowMs - dayMs);
  }
}

function tellsOfNumber(problem: string, rule: string): boolean {
  if (problem === "phone-not-allowed" || problem === "call-in-progress") return true;
  return problem === "too-many-calls" && /^(?:number|prefix)\./.test(rule);
}

function windowOf({ kind, today, yesterday }: NetHashes, { refusedNumbers }: Limits) {
  const width = widthOf(kind);
  const keys = [yesterday[width], today[width]].filter((hash) => hash !== undefined);
  const name = kind === "ipv4" ? "ipv4" : "ipv6_56";
  return { rule: `refusedNumbers.${name}`, keys, max: refusedNumbers[name], windowMs: dayMs };
}

/** IPv4 counts whole, IPv6 by its /56. */
function widthOf(kind: NetHashes["kind"]): number {
  return kind === "ipv4" ? 0 : 1;
}
