/**
 * How often an address may be told that a number can't be called now: whoever learns too much of
 * other people's numbers by asking hears no more that hour, not even yes. In rows, or a pause of the
 * object would make every address new; none is written once an address has heard enough.
 */
import type { CallLimits } from "../contract/limits.ts";
import type { Sql } from "../storage.ts";
import type { Verdict } from "../contract/owner-safety.ts";
import { hourMs } from "../time/durations.ts";
import type { NetHashes } from "./counted-call.ts";
import { type Occurrence, SlidingWindow } from "./sliding-window.ts";

export class RefusedNumbers {
  readonly #sql: Sql;
  readonly #heard = new SlidingWindow<Occurrence>();

  constructor(sql: Sql, nowMs: number) {
    this.#sql = sql;
    sql.exec("CREATE TABLE IF NOT EXISTS refusedNumbers (net TEXT, atMs INTEGER)");
    const rows = sql
      .exec("SELECT net, atMs FROM refusedNumbers WHERE atMs > ? ORDER BY atMs", nowMs - hourMs)
      .toArray();
    for (const { net, atMs } of rows) this.#heard.add(String(net), { atMs: Number(atMs) });
  }

  /** Null while the address may still be told. */
  judge(nets: NetHashes, limits: CallLimits, nowMs: number): Verdict | null {
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
    this.#heard.forgetBefore(nowMs - hourMs);
    this.#sql.exec("DELETE FROM refusedNumbers WHERE atMs < ?", nowMs - hourMs);
  }
}

/** Steps of `Retry-After` where it would tell when somebody's number was last called. */
const stepS = 300;
/** The same for every call in progress, whether it rings or waits for its time. */
const inProgressS = 60;

/** A refusal as a visitor may hear it: nothing of when the number was called but in coarse steps. */
export function asTold(verdict: Verdict): Verdict {
  const { problem, rule, retryAfterS } = verdict;
  if (problem === "call-in-progress") return { ...verdict, retryAfterS: inProgressS };
  if (!tellsOfNumber(problem, rule)) return verdict;
  return { ...verdict, retryAfterS: Math.ceil(retryAfterS / stepS) * stepS };
}

function tellsOfNumber(problem: string, rule: string): boolean {
  if (problem === "phone-not-allowed" || problem === "call-in-progress") return true;
  return problem === "too-many-calls" && /^(?:number|prefix)\./.test(rule);
}

function windowOf({ kind, today, yesterday }: NetHashes, { refusedNumbers }: CallLimits) {
  const width = widthOf(kind);
  const keys = [yesterday[width], today[width]].filter((hash) => hash !== undefined);
  const name = kind === "ipv4" ? "ipv4" : "ipv6_56";
  return { rule: `refusedNumbers.${name}`, keys, max: refusedNumbers[name], windowMs: hourMs };
}

/** IPv4 counts whole, IPv6 by its /56. */
function widthOf(kind: NetHashes["kind"]): number {
  return kind === "ipv4" ? 0 : 1;
}
