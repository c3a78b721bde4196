/**
 * The limits once more, written from their table and not from the code: slow, without any
 * state but the full list of admitted calls, and so hard to get wrong.
 */
import type { CallLimits } from "../../worker/contract/limits.ts";

export const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];

/** One admitted call as a person would note it down: raw names, no hashes, no salts. */
export interface Admitted {
  atMs: number;
  ticket: string;
  number: string;
  prefix: string;
  button: string;
  /** An IPv4 address, or /64, /56 and /48 of an IPv6 one. */
  nets: readonly string[];
  lockedUntilMs: number;
  kopecks: number;
}

type Limit = [rule: string, key: (call: Admitted) => string | undefined, max: number, windowMs: number];

/** Every limit that is "so many in such a window". */
export function windowLimits(limits: CallLimits): Limit[] {
  const { ticket, ipv4, ipv6_64, ipv6_56, ipv6_48, number, prefix, button, account } = limits;
  const v4 = ({ nets }: Admitted) => (nets.length === 1 ? nets[0] : undefined);
  const v6 = (width: number) => (call: Admitted) => (call.nets.length === 3 ? call.nets[width] : undefined);
  return [
    ["ticket.calls", (call) => call.ticket, ticket.calls, 30 * minute],
    ["ipv4.per10Min", v4, ipv4.per10Min, 10 * minute],
    ["ipv4.perDay", v4, ipv4.perDay, day],
    ["ipv6_64.per10Min", v6(0), ipv6_64.per10Min, 10 * minute],
    ["ipv6_64.perDay", v6(0), ipv6_64.perDay, day],
    ["ipv6_56.perHour", v6(1), ipv6_56.perHour, hour],
    ["ipv6_48.perHour", v6(2), ipv6_48.perHour, hour],
    ["number.gapS", (call) => call.number, 1, number.gapS * second],
    ["number.perHour", (call) => call.number, number.perHour, hour],
    ["number.perDay", (call) => call.number, number.perDay, day],
    ["prefix.perHour", (call) => call.prefix, prefix.perHour, hour],
    ["button.perHour", (call) => call.button, button.perHour, hour],
    ["button.perDay", (call) => call.button, button.perDay, day],
    ["account.perMinute", () => "account", account.perMinute, minute],
    ["account.perDay", () => "account", account.perDay, day],
  ];
}

/** The rules that forbid this call after those; empty admits. */
export function forbids(limits: CallLimits, past: readonly Admitted[], call: Admitted): string[] {
  const rules = windowLimits(limits).flatMap(([rule, key, max, windowMs]) => {
    const mine = key(call);
    const alike = past.filter((each) => mine !== undefined && key(each) === mine && call.atMs - each.atMs < windowMs);
    return mine !== undefined && windowMs > 0 && alike.length >= max ? [rule] : [];
  });
  const open = past.filter(({ lockedUntilMs }) => lockedUntilMs > call.atMs);
  if (open.some(({ number }) => number === call.number)) rules.push("number.inFlight");
  if (open.some(({ ticket }) => ticket === call.ticket)) rules.push("ticket.live");
  const numbers = new Set(past.filter(({ ticket }) => ticket === call.ticket).map(({ number }) => number));
  if (!numbers.has(call.number) && numbers.size > limits.ticket.numbers) rules.push("ticket.numbers");
  if (spentWithin(past, call.atMs) + call.kopecks > capKopecks(limits)) rules.push("account.moneyPerDay");
  return rules;
}

/** How often a limit was exceeded by what was admitted, oldest first: counted afterwards, in one pass. */
export function overAdmissions(limits: CallLimits, admitted: readonly Admitted[]): number {
  let over = 0;
  for (const [, key, max, windowMs] of windowLimits(limits)) {
    const times = new Map<string, number[]>();
    for (const call of admitted) {
      const name = key(call);
      if (name === undefined) continue;
      const mine = times.get(name) ?? [];
      times.set(name, mine);
      mine.push(call.atMs);
      if (call.atMs - (mine[mine.length - 1 - max] ?? -Infinity) < windowMs) over += 1;
    }
  }
  return over;
}

function spentWithin(past: readonly Admitted[], nowMs: number): number {
  return past.filter(({ atMs }) => nowMs - atMs < day).reduce((sum, { kopecks }) => sum + kopecks, 0);
}

function capKopecks({ account }: CallLimits): number {
  return account.moneyPerDay === null || account.pricePerMinute === null ? Infinity : account.moneyPerDay * 100;
}
