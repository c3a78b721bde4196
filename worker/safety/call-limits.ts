/**
 * May this call be dialled? One pure, synchronous decision over everything that counts
 * calls; the Ledger asks it and writes the row in the same turn.
 */
import type { SlidingWindow, WindowRule } from "./sliding-window.ts";
import type { CallLimits } from "../contract/limits.ts";
import type { Verdict } from "../contract/owner-safety.ts";
import type { Bucket } from "../http/rate-limit-headers.ts";
import { dayMs, hourMs, minuteMs } from "../time/durations.ts";

/** One asked-for call as the counters see it: hashes only. */
export interface CountedCall {
  atMs: number;
  ticket: string;
  /** Hash of the called number, and of it without its last four digits. */
  number: string;
  prefix: string;
  button: string;
  nets: NetHashes;
  /** The number is locked until then: for ever while the call is open, 0 once it is over. */
  lockedUntilMs: number;
  /** What the call may cost, or did, in hundredths of the account's currency. */
  kopecks: number;
}

/**
 * Hashes of the address's prefixes, narrowest first (IPv4: one; IPv6: /64, /56, /48),
 * under today's salt and under yesterday's, to count what came before midnight.
 */
export interface NetHashes {
  kind: "ipv4" | "ipv6";
  today: readonly string[];
  yesterday: readonly string[];
}

interface Rule extends WindowRule {
  rule: string;
}

/** Null admits; otherwise the refusal that lasts longest, so that `Retry-After` is the truth. */
export function judgeLimits(
  limits: CallLimits,
  history: SlidingWindow<CountedCall>,
  attempt: CountedCall,
): Verdict | null {
  const inProgress = judgeOpenCalls(limits, history, attempt);
  if (inProgress) return inProgress;
  const refusals = [...windowRules(limits, attempt), ...numberRules(limits, history, attempt)]
    .map((rule) => ({ rule: rule.rule, retryAfterS: history.waitS(rule, attempt.atMs) }))
    .filter(({ retryAfterS }) => retryAfterS > 0);
  const money = judgeMoney(limits, history, attempt);
  const worst = [...refusals, ...money].sort((a, b) => b.retryAfterS - a.retryAfterS)[0];
  return worst ? { problem: "too-many-calls", ...worst } : null;
}

/** What is left to the visitor's own address. */
export function addressBuckets(
  limits: CallLimits,
  history: SlidingWindow<CountedCall>,
  { nets, atMs }: CountedCall,
): Bucket[] {
  return netRules(limits, nets).map((rule) => ({
    name: rule.rule,
    quota: rule.max,
    windowS: rule.windowMs / 1000,
    ...history.roomIn(rule, atMs),
  }));
}

/** Counts an admitted attempt under every key it is limited by. */
export function record(history: SlidingWindow<CountedCall>, attempt: CountedCall): void {
  for (const key of countedKeys(attempt)) history.add(key, attempt);
}

/** Gives an attempt back: only for what is proved not to have been dialled. */
export function giveBack(history: SlidingWindow<CountedCall>, attempt: CountedCall): void {
  for (const key of countedKeys(attempt)) history.remove(key, attempt);
}

/** A number that rings has a call in progress, whoever asked for it. */
function judgeOpenCalls(limits: CallLimits, history: SlidingWindow<CountedCall>, attempt: CountedCall): Verdict | null {
  const open = (key: string) => history.since(key, -Infinity).filter((each) => each.lockedUntilMs > attempt.atMs);
  const refuse = (rule: string): Verdict => ({ problem: "call-in-progress", rule, retryAfterS: 30 });
  if (open(`number ${attempt.number}`).length >= limits.number.inFlight) return refuse("number.inFlight");
  if (open(`ticket ${attempt.ticket}`).length >= limits.ticket.live) return refuse("ticket.live");
  return null;
}

/** A ticket is good for so many numbers and one correction of a mistyped one. */
function numberRules(limits: CallLimits, history: SlidingWindow<CountedCall>, { ticket, number }: CountedCall): Rule[] {
  const tried = new Set(history.since(`ticket ${ticket}`, -Infinity).map((each) => each.number));
  if (tried.has(number) || tried.size <= limits.ticket.numbers) return [];
  return [{ rule: "ticket.numbers", keys: [`ticket ${ticket}`], max: 1, windowMs: 30 * minuteMs }];
}

function windowRules(limits: CallLimits, attempt: CountedCall): Rule[] {
  const { number, prefix, button, account } = limits;
  const rule = (name: string, key: string, max: number, windowMs: number) => ({
    rule: name,
    keys: [key],
    max,
    windowMs,
  });
  const called = `number ${attempt.number}`;
  const pressed = `button ${attempt.button}`;
  return [
    rule("ticket.calls", `ticket ${attempt.ticket}`, limits.ticket.calls, 30 * minuteMs),
    ...(number.gapS > 0 ? [rule("number.gapS", called, 1, number.gapS * 1000)] : []),
    rule("number.perHour", called, number.perHour, hourMs),
    rule("number.perDay", called, number.perDay, dayMs),
    rule("prefix.perHour", `prefix ${attempt.prefix}`, prefix.perHour, hourMs),
    ...netRules(limits, attempt.nets),
    rule("button.perHour", pressed, button.perHour, hourMs),
    rule("button.perDay", pressed, button.perDay, dayMs),
    rule("account.perMinute", "account", account.perMinute, minuteMs),
    rule("account.perDay", "account", account.perDay, dayMs),
  ];
}

function netRules(limits: CallLimits, { kind, today, yesterday }: NetHashes): Rule[] {
  const rule = (name: string, width: number, max: number, windowMs: number): Rule => {
    const hashes = [yesterday[width], today[width]];
    return {
      rule: name,
      keys: hashes.filter((hash) => hash !== undefined).map((hash) => `net ${hash}`),
      max,
      windowMs,
    };
  };
  if (kind === "ipv4") {
    const { per10Min, perDay } = limits.ipv4;
    return [rule("ipv4.per10Min", 0, per10Min, 10 * minuteMs), rule("ipv4.perDay", 0, perDay, dayMs)];
  }
  return [
    rule("ipv6_64.per10Min", 0, limits.ipv6_64.per10Min, 10 * minuteMs),
    rule("ipv6_64.perDay", 0, limits.ipv6_64.perDay, dayMs),
    rule("ipv6_56.perHour", 1, limits.ipv6_56.perHour, hourMs),
    rule("ipv6_48.perHour", 2, limits.ipv6_48.perHour, hourMs),
  ];
}

/** What is reserved and spent within a day, this call included, must stay under the cap. */
function judgeMoney(limits: CallLimits, history: SlidingWindow<CountedCall>, { atMs, kopecks }: CountedCall) {
  const { moneyPerDay, pricePerMinute } = limits.account;
  if (moneyPerDay === null || pricePerMinute === null) return [];
  const today = history.since("account", atMs - dayMs);
  const capKopecks = Math.floor(moneyPerDay * 100);
  let spent = today.reduce((sum, each) => sum + each.kopecks, kopecks);
  if (spent <= capKopecks) return [];
  const release = today.find((each) => (spent -= each.kopecks) <= capKopecks);
  return [{ rule: "account.moneyPerDay", retryAfterS: Math.ceil(((release?.atMs ?? atMs) + dayMs - atMs) / 1000) }];
}

/** What a call reserves before it is dialled, in hundredths; 0 when no price is set. */
export function reservationKopecks({ account }: CallLimits, legs: number): number {
  return Math.ceil(Math.round((account.pricePerMinute ?? 0) * 10_000) / 100) * account.reservedMinutes * legs;
}

function countedKeys({ ticket, number, prefix, button, nets }: CountedCall): string[] {
  const own = [`ticket ${ticket}`, `number ${number}`, `prefix ${prefix}`, `button ${button}`, "account"];
  return [...own, ...nets.today.map((hash) => `net ${hash}`)];
}
