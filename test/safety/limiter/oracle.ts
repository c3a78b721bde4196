/**
 * The limits once more, written from their table and not from the code: slow, without any
 * state but the full list of what was asked for, and so hard to get wrong.
 */
import type { CallLimits } from "../../../worker/contract/limits.ts";

export const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];

/** One granted request as a person would note it down: raw names, no hashes, no salts. */
export interface Granted {
  askedMs: number;
  /** The day under whose salt its address is counted. */
  day: number;
  /** Null before it is dialled. */
  dialledMs: number | null;
  /** A call for later: when. */
  dueMs: number | null;
  became: "waiting" | "dialled" | "never";
  ticket: string;
  number: string;
  prefix: string;
  button: string;
  /** An IPv4 address, or /64, /56 and /48 of an IPv6 one. */
  nets: readonly string[];
  lockedUntilMs: number;
  kopecks: number;
  /** Its address had three attempts at this button within the day before. */
  frequent: boolean;
}

export interface Limit {
  rule: string;
  /** When a request counts, if it does. */
  at: (each: Granted) => number | null;
  key: (each: Granted) => string | undefined;
  max: number;
  windowMs: number;
  /** What is promised for the hour to come has its place already. */
  promised?: boolean;
}

const asked = ({ askedMs }: Granted) => askedMs;
const dialled = ({ became, dialledMs }: Granted) => (became === "dialled" ? dialledMs : null);
/** An attempt counts for its button whatever becomes of it, from when it rang if it did. */
const pressed = ({ askedMs, dialledMs }: Granted) => dialledMs ?? askedMs;

/** Of the visitor: every attempt counts. */
export function visitorLimits({ ticket, ipv4, ipv6_64, ipv6_56, ipv6_48 }: CallLimits): Limit[] {
  const v4 = ({ nets }: Granted) => (nets.length === 1 ? nets[0] : undefined);
  const v6 = (width: number) => (each: Granted) => (each.nets.length === 3 ? each.nets[width] : undefined);
  return [
    { rule: "ticket.calls", at: asked, key: (each) => each.ticket, max: ticket.calls, windowMs: 30 * minute },
    { rule: "ipv4.per10Min", at: asked, key: v4, max: ipv4.per10Min, windowMs: 10 * minute },
    { rule: "ipv4.perDay", at: asked, key: v4, max: ipv4.perDay, windowMs: day },
    { rule: "ipv6_64.per10Min", at: asked, key: v6(0), max: ipv6_64.per10Min, windowMs: 10 * minute },
    { rule: "ipv6_64.perDay", at: asked, key: v6(0), max: ipv6_64.perDay, windowMs: day },
    { rule: "ipv6_56.perHour", at: asked, key: v6(1), max: ipv6_56.perHour, windowMs: hour },
    { rule: "ipv6_48.perHour", at: asked, key: v6(2), max: ipv6_48.perHour, windowMs: hour },
  ];
}

/** Of the person called and of the owner's money: what may have rung counts. */
export function dialLimits({ number, prefix, account }: CallLimits): Limit[] {
  const called = { at: dialled, key: (each: Granted) => each.number };
  const all = { at: dialled, key: () => "account" };
  return [
    { ...called, rule: "number.gapS", max: 1, windowMs: number.gapS * second },
    { ...called, rule: "number.perHour", max: number.perHour, windowMs: hour },
    { ...called, rule: "number.perDay", max: number.perDay, windowMs: day },
    { at: dialled, key: (each) => each.prefix, rule: "prefix.perHour", max: prefix.perHour, windowMs: hour },
    { ...all, rule: "account.perMinute", max: account.perMinute, windowMs: minute },
    { ...all, rule: "account.perDay", max: account.perDay, windowMs: day },
  ];
}

export function buttonLimits({ button }: CallLimits): Limit[] {
  const all = { at: pressed, key: (each: Granted) => each.button };
  const frequent = { at: asked, key: (each: Granted) => (each.frequent ? each.button : undefined) };
  const quarter = (max: number) => Math.max(Math.min(1, max), Math.floor(max / 4));
  return [
    { ...all, rule: "button.perHour", max: button.perHour, windowMs: hour, promised: true },
    { ...all, rule: "button.perDay", max: button.perDay, windowMs: day },
    { ...frequent, rule: "button.perHour", max: quarter(button.perHour), windowMs: hour },
    { ...frequent, rule: "button.perDay", max: quarter(button.perDay), windowMs: day },
  ];
}

/** Whoever asked before yesterday is known by their address to nobody any more. */
function isKnown(each: Granted, call: Granted): boolean {
  return each.day >= call.day - 1;
}

export function isFrequent(past: readonly Granted[], call: Granted): boolean {
  const mine = past.filter((each) => isKnown(each, call) && each.nets.at(-1) === call.nets.at(-1));
  return mine.filter((each) => each.button === call.button && call.askedMs - each.askedMs < day).length >= 3;
}

/** The rules that forbid this call at once after those; empty admits. */
export function forbids(limits: CallLimits, past: readonly Granted[], call: Granted): string[] {
  const nowMs = call.askedMs;
  return [
    ...forbidsAttempt(limits, past, call),
    ...broken(dialLimits(limits), past, call, nowMs),
    ...forbidsByLocks(limits, past, call, nowMs),
    ...forbidsMoney(limits, past, call, nowMs),
  ];
}

/** The rules that forbid the promise of this call. */
export function forbidsPromise(limits: CallLimits, past: readonly Granted[], call: Granted): string[] {
  const waiting = past.filter(({ became }) => became === "waiting");
  const own = waiting.filter((each) => isKnown(each, call) && each.nets.at(-1) === call.nets.at(-1));
  const mine = waiting.filter(({ ticket }) => ticket === call.ticket);
  const here = waiting.filter(({ button }) => button === call.button);
  const family = call.nets.length === 1 ? "ipv4" : "ipv6_48";
  return [
    ...forbidsAttempt(limits, past, call),
    ...(waiting.some(({ number }) => number === call.number) ? ["number.scheduled"] : []),
    ...(mine.length >= limits.waiting.ticket ? ["waiting.ticket"] : []),
    ...(own.length >= limits.waiting[family] ? [`waiting.${family}`] : []),
    ...(here.length >= limits.waiting.button ? ["waiting.button"] : []),
    ...forbidsSlot(limits, waiting, call),
  ];
}

/** The rules that forbid dialling a promised call now. */
export function forbidsDue(limits: CallLimits, past: readonly Granted[], call: Granted, nowMs: number): string[] {
  const others = past.filter((each) => each !== call);
  const button = buttonLimits(limits).map((limit) => ({ ...limit, promised: false }));
  const seldom = { ...call, frequent: false };
  return [
    ...broken([...dialLimits(limits), ...button], others, seldom, nowMs),
    ...forbidsByLocks(limits, others, call, nowMs).filter((rule) => rule === "number.inFlight"),
    ...forbidsMoney(limits, others, call, nowMs),
  ];
}

/** The rules that forbid the next dial of this series: of the rest it counts once, and has been judged. */
export function forbidsNext(limits: CallLimits, past: readonly Granted[], call: Granted, nowMs: number): string[] {
  const ofAccount = dialLimits(limits).filter(({ rule }) => rule.startsWith("account."));
  return [...broken(ofAccount, past, call, nowMs), ...forbidsMoney(limits, past, call, nowMs)];
}

/** A dial of a series that another one has followed: the account's alone. */
export function earlierDialOf(call: Granted, kopecks: number, name: string): Granted {
  const nobodys = { ticket: name, number: name, prefix: name, button: name, nets: [], frequent: false };
  return { ...call, ...nobodys, dueMs: null, became: "dialled", lockedUntilMs: 0, kopecks };
}

function forbidsAttempt(limits: CallLimits, past: readonly Granted[], call: Granted): string[] {
  const nowMs = call.askedMs;
  const known = past.filter((each) => isKnown(each, call));
  const rules = [
    ...broken(visitorLimits(limits), known, call, nowMs),
    ...broken(buttonLimits(limits), past, call, nowMs),
  ];
  const ofTicket = past.filter(({ ticket }) => ticket === call.ticket);
  const numbers = new Set(ofTicket.map(({ number }) => number));
  if (!numbers.has(call.number) && numbers.size > limits.ticket.numbers) rules.push("ticket.numbers");
  return rules;
}

function forbidsByLocks(limits: CallLimits, past: readonly Granted[], call: Granted, nowMs: number): string[] {
  const open = past.filter(({ lockedUntilMs }) => lockedUntilMs > nowMs);
  const ofNumber = open.filter(({ number }) => number === call.number);
  const ofTicket = open.filter(({ ticket }) => ticket === call.ticket);
  return [
    ...(ofNumber.length >= limits.number.inFlight ? ["number.inFlight"] : []),
    ...(ofTicket.length >= limits.ticket.live ? ["ticket.live"] : []),
  ];
}

function forbidsMoney(limits: CallLimits, past: readonly Granted[], call: Granted, nowMs: number): string[] {
  const today = past.filter((each) => each.became === "dialled" && nowMs - (each.dialledMs ?? 0) < day);
  const spent = today.reduce((sum, { kopecks }) => sum + kopecks, 0);
  return spent + call.kopecks > capKopecks(limits) ? ["account.moneyPerDay"] : [];
}

/** Whether some window over the times that wait would hold too many, tried at each of them. */
function forbidsSlot(limits: CallLimits, waiting: readonly Granted[], call: Granted): string[] {
  const { account, button, prefix } = limits;
  const price = Math.round((account.pricePerMinute ?? 0) * 100) * account.reservedMinutes * 2;
  const perDay = Math.min(account.perDay, price === 0 ? Infinity : Math.floor(capKopecks(limits) / price));
  const perHour = Math.min(limits.waiting.buttonDuePerHour, button.perHour);
  const quarter = (max: number) => Math.max(Math.min(1, max), Math.floor(max / 4));
  const sameButton = (each: Granted) => each.button === call.button;
  const frequent = (each: Granted) => sameButton(each) && each.frequent;
  const rules: [rule: string, isAlike: (each: Granted) => boolean, max: number, windowMs: number][] = [
    ["waiting.buttonDuePerHour", sameButton, perHour, hour],
    ["waiting.account", () => true, account.perMinute * 5, 5 * minute],
    ["waiting.account", () => true, perDay, day],
    ["waiting.prefix", (each) => each.prefix === call.prefix, prefix.perHour, hour],
  ];
  if (call.frequent) {
    rules.push(["waiting.frequent", frequent, quarter(limits.waiting.button), Infinity]);
    rules.push(["waiting.frequent", frequent, quarter(perHour), hour]);
  }
  return rules.flatMap(([rule, isAlike, max, windowMs]) => {
    const times = [...waiting.filter(isAlike), call].map(({ dueMs }) => dueMs ?? 0);
    const isFull = times.some((fromMs) => {
      const inside = times.filter((each) => each >= fromMs && each - fromMs < windowMs);
      return inside.length > max && inside.includes(call.dueMs ?? 0);
    });
    return isFull ? [rule] : [];
  });
}

/** Those of the limits that one more at this time would pass. */
function broken(limits: readonly Limit[], past: readonly Granted[], call: Granted, nowMs: number): string[] {
  return limits.flatMap(({ rule, at, key, max, windowMs, promised }) => {
    const mine = key(call);
    if (mine === undefined || windowMs <= 0) return [];
    const alike = past.filter((each) => {
      const atMs = at(each);
      return atMs !== null && key(each) === mine && nowMs - atMs < windowMs;
    });
    const due = promised ? waitingFor(past, call.button, nowMs + hour) : 0;
    return alike.length + due >= max ? [rule] : [];
  });
}

function waitingFor(past: readonly Granted[], wanted: string, untilMs: number): number {
  const waiting = past.filter(
    ({ became, button, dueMs }) => became === "waiting" && button === wanted && dueMs !== null,
  );
  return waiting.filter(({ dueMs }) => (dueMs ?? 0) <= untilMs).length;
}

export function capKopecks({ account }: CallLimits): number {
  return account.moneyPerDay === null || account.pricePerMinute === null
    ? Infinity
    : Math.round(account.moneyPerDay * 100);
}
