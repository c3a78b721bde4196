/**
 * May this call be dialled? Synchronous decisions over everything that counts calls; the Ledger asks
 * them and writes the row in the same turn.
 */
import type { CallLimits } from "../contract/limits.ts";
import type { Verdict } from "../contract/owner-safety.ts";
import type { Bucket } from "../http/rate-limit-headers.ts";
import { dayMs, hourMs, minuteMs } from "../time/durations.ts";
import type { CallCounts, Counted } from "./call-counts.ts";
import { type CountedCall, dayCap, longest, type NetHashes, quarterOf } from "./counted-call.ts";
import type { SlidingWindow, WindowRule } from "./sliding-window.ts";
import { roomAmong } from "./waiting-calls.ts";

interface Rule extends WindowRule {
  name: string;
  window: SlidingWindow<Counted>;
  /** When what is promised is due, by call: within so much before it, its place is taken already. */
  due?: ReadonlyMap<string, number>;
}

/** A call whose own time has come. */
const noneDue: ReadonlyMap<string, number> = new Map();

type Refusal = Omit<Verdict, "problem">;

/** Null admits a call that is dialled at once. */
export function judgeCall(limits: CallLimits, counts: CallCounts, call: CountedCall, nets: NetHashes): Verdict | null {
  const nowMs = call.createdMs;
  const inProgress = counts.locks.judge(limits, call, nowMs);
  if (inProgress) return inProgress;
  const rules = [
    ...visitorRules(limits, counts, call, nets),
    ...numberRules(limits, counts, call),
    ...buttonRules(limits, counts, call),
    ...accountRules(limits, counts),
  ];
  return longest([...refusals(rules, nowMs), ...judgeMoney(limits, counts, call, nowMs)]);
}

/** Null takes the promise of a call for later: as an attempt now, and as a call then. */
export function judgePromise(
  limits: CallLimits,
  counts: CallCounts,
  call: CountedCall,
  nets: NetHashes,
): Verdict | null {
  const nowMs = call.createdMs;
  const rules = [...visitorRules(limits, counts, call, nets), ...buttonRules(limits, counts, call)];
  return longest(refusals(rules, nowMs)) ?? counts.waiting.judge(limits, call, nets);
}

/** Those of the times at which a button can promise a call to whoever asks from there; a promise is an attempt as well. */
export function timesWithRoom(
  limits: CallLimits,
  counts: CallCounts,
  {
    button,
    ownerPhones,
    nets,
    times,
  }: { button: string; ownerPhones: string; nets: NetHashes; times: readonly number[] },
  nowMs: number,
): number[] {
  const attempt = { button, ownerPhones, frequent: Number(counts.isFrequent(button, nets, nowMs)) };
  const rules = [...netRules(limits, counts, nets), ...buttonRules(limits, counts, attempt)];
  if (refusals(rules, nowMs).length > 0 || !counts.waiting.hasRoomFor(limits, nets, nowMs)) return [];
  return times.filter((atMs) => counts.waiting.hasRoom(limits, attempt, atMs, nowMs));
}

/** Null dials a promised call whose time has come. Whoever asked for it was judged when it was promised. */
export function judgeDue(limits: CallLimits, counts: CallCounts, call: CountedCall, nowMs: number): Verdict | null {
  const inProgress = counts.locks.judge(limits, { ...call, ticket: null }, nowMs);
  if (inProgress) return inProgress;
  return counts.without(call, () => {
    const rules = [
      ...numberRules(limits, counts, call),
      ...buttonRules(limits, counts, { ...call, frequent: 0 }, noneDue),
      ...accountRules(limits, counts),
    ];
    return longest([...refusals(rules, nowMs), ...judgeMoney(limits, counts, call, nowMs)]);
  });
}

/** Null lets a series ring its next agent: each dial is one for the account and the money, the series one for the rest. */
export function judgeNextDial(
  limits: CallLimits,
  counts: CallCounts,
  call: CountedCall,
  nowMs: number,
): Verdict | null {
  return longest([...refusals(accountRules(limits, counts), nowMs), ...judgeMoney(limits, counts, call, nowMs)]);
}

/** What is left to the visitor's own address. */
export function addressBuckets(limits: CallLimits, counts: CallCounts, nets: NetHashes, nowMs: number): Bucket[] {
  return netRules(limits, counts, nets).map((rule) => ({
    name: rule.name,
    quota: rule.max,
    windowS: rule.windowMs / 1000,
    ...rule.window.roomIn(rule, nowMs),
  }));
}

function refusals(rules: readonly Rule[], nowMs: number): Refusal[] {
  return rules
    .map((rule) => ({ rule: rule.name, retryAfterS: waitFor(rule, nowMs) }))
    .filter(({ retryAfterS }) => retryAfterS > 0);
}

function waitFor({ due, window, ...rule }: Rule, nowMs: number): number {
  if (due === undefined || due.size === 0) return window.waitS(rule, nowMs);
  const past = rule.keys.flatMap((key) => window.since(key, nowMs - rule.windowMs));
  return roomAmong(due, past, rule, nowMs);
}

function visitorRules(
  limits: CallLimits,
  counts: CallCounts,
  { ticket, number }: CountedCall,
  nets: NetHashes,
): Rule[] {
  if (ticket === null) return netRules(limits, counts, nets);
  const tried = new Set(counts.ticket.since(ticket, -Infinity).map((each) => each.number));
  const shared = { window: counts.ticket, keys: [ticket], windowMs: 30 * minuteMs };
  const calls: Rule = { ...shared, name: "ticket.calls", max: limits.ticket.calls };
  // A ticket is good for so many numbers and one correction of a mistyped one.
  const isOneTooMany = !tried.has(number) && tried.size > limits.ticket.numbers;
  const numbers: Rule[] = isOneTooMany ? [{ ...shared, name: "ticket.numbers", max: 1 }] : [];
  return [calls, ...numbers, ...netRules(limits, counts, nets)];
}

function netRules(limits: CallLimits, counts: CallCounts, { kind, today, yesterday }: NetHashes): Rule[] {
  const rule = (name: string, width: number, max: number, windowMs: number): Rule => {
    const keys = [yesterday[width], today[width]].filter((hash) => hash !== undefined);
    return { name, window: counts.net, keys, max, windowMs };
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

function numberRules({ number, prefix }: CallLimits, counts: CallCounts, call: CountedCall): Rule[] {
  const called = { window: counts.number, keys: [call.number] };
  return [
    ...(number.gapS > 0 ? [{ ...called, name: "number.gapS", max: 1, windowMs: number.gapS * 1000 }] : []),
    { ...called, name: "number.perHour", max: number.perHour, windowMs: hourMs },
    { ...called, name: "number.perDay", max: number.perDay, windowMs: dayMs },
    { window: counts.prefix, keys: [call.prefix], name: "prefix.perHour", max: prefix.perHour, windowMs: hourMs },
  ];
}

/** What was promised for the coming hour is taken already; three quarters are for addresses that ask seldom. */
function buttonRules(
  { button }: CallLimits,
  counts: CallCounts,
  call: Pick<CountedCall, "button" | "frequent">,
  due: Rule["due"] = counts.waiting.dueTimes(call.button),
): Rule[] {
  const all = { window: counts.button, keys: [call.button] };
  const frequent = { window: counts.frequent, keys: [call.button] };
  return [
    { ...all, name: "button.perHour", max: button.perHour, windowMs: hourMs, due },
    { ...all, name: "button.perDay", max: button.perDay, windowMs: dayMs },
    ...(call.frequent
      ? [
          { ...frequent, name: "button.perHour", max: quarterOf(button.perHour), windowMs: hourMs },
          { ...frequent, name: "button.perDay", max: quarterOf(button.perDay), windowMs: dayMs },
        ]
      : []),
  ];
}

function accountRules({ account }: CallLimits, counts: CallCounts): Rule[] {
  const all = { window: counts.account, keys: [""] };
  return [
    { ...all, name: "account.perMinute", max: account.perMinute, windowMs: minuteMs },
    { ...all, name: "account.perDay", max: account.perDay, windowMs: dayMs },
  ];
}

/** What is reserved and spent within a day, this call included, must stay under the cap. */
function judgeMoney(limits: CallLimits, counts: CallCounts, { kopecks }: CountedCall, nowMs: number): Refusal[] {
  const capKopecks = dayCap(limits);
  if (capKopecks === null || limits.account.pricePerMinute === null) return [];
  const today = counts.account.since("", nowMs - dayMs);
  let spent = today.reduce((sum, each) => sum + each.kopecks, kopecks);
  if (spent <= capKopecks) return [];
  const release = today.find((each) => (spent -= each.kopecks) <= capKopecks);
  const retryAfterS = Math.ceil(((release?.atMs ?? nowMs) + dayMs - nowMs) / 1000);
  return [{ rule: "account.moneyPerDay", retryAfterS }];
}
