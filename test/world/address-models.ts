/** What addresses are granted, and what those who ask often leave to others: models of a few lines each. */
import type { Model } from "./dial-models.ts";
import { wholeLimits } from "./limit-sets.ts";
import type { Seen, Wish } from "./seen.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A granted wish: counted at some time between its asking and its answer, by the machine's clock. */
interface Grant {
  wish: Wish;
  fromMs: number;
  toMs: number;
  /** By the true clock. */
  askedMs: number;
  toldMs: number;
}

/** One that was refused first and granted when it was asked for again counts from then. */
function grantsOf({ wishes }: Seen): Grant[] {
  const grants = wishes.flatMap((wish): Grant[] => {
    const yes = wish.told.find(({ status, id }) => status === 202 && id !== undefined);
    if (!yes) return [];
    // An answer that was lost may have been the yes already.
    const asked = wish.told.filter(({ status }) => status === 202 || status === 0);
    const fromMs = Math.min(...asked.map((each) => each.askedClockMs));
    const askedMs = Math.min(...asked.map((each) => each.askedMs));
    return [{ wish, fromMs, toMs: yes.clockMs, askedMs, toldMs: yes.ms }];
  });
  return grants.toSorted((a, b) => a.fromMs - b.fromMs);
}

/** The prefixes of an address by which it is counted, narrowest first. */
export function netsOf(address: string): string[] {
  if (!address.includes(":")) return [address];
  const [head = "", tail = ""] = address.split("::");
  const [before, after] = [head.split(":"), tail === "" ? [] : tail.split(":")];
  const groups = [...before, ...Array.from({ length: 8 - before.length - after.length }, () => "0"), ...after];
  const [a, b, c, d = "0"] = groups;
  const net48 = [a, b, c].join(":");
  return [`${net48}:${d}/64`, `${net48}:${Number.parseInt(d, 16) >> 8}/56`, `${net48}/48`];
}

/** An address, and each prefix of it, is granted only so many calls, whatever becomes of them. */
export const addressesHold: Model = ({ seen, limits }) => {
  const { ipv4, ipv6_64, ipv6_56, ipv6_48 } = wholeLimits(limits);
  const grants = grantsOf(seen);
  const under = (version: 4 | 6, width: number) => {
    const of = grants.filter(({ wish: { address } }) => address.includes(":") === (version === 6));
    return Map.groupBy(of, ({ wish }) => netsOf(wish.address)[width] ?? "");
  };
  const windows: [groups: Map<string, Grant[]>, max: number, windowMs: number][] = [
    [under(4, 0), ipv4.per10Min, 10 * minuteMs],
    [under(4, 0), ipv4.perDay, dayMs],
    [under(6, 0), ipv6_64.per10Min, 10 * minuteMs],
    [under(6, 0), ipv6_64.perDay, dayMs],
    [under(6, 1), ipv6_56.perHour, hourMs],
    [under(6, 2), ipv6_48.perHour, hourMs],
  ];
  for (const [groups, max, windowMs] of windows)
    for (const [net, of] of groups)
      if (tooMany(of, max, windowMs, seen))
        return `${net} was granted more than ${max} calls in ${windowMs / minuteMs} min`;
  return undefined;
};

/** A ticket is good for two calls, whatever becomes of them. */
export const ticketsHold: Model = ({ seen }) => {
  for (const of of Map.groupBy(grantsOf(seen), ({ wish }) => wish.ticket).values()) {
    if (of.length > 2) return `one ticket of ${of[0]?.wish.address} was good for ${of.length} calls`;
  }
  return undefined;
};

/** Attempts of one address at one button in a day, from which on it leaves three quarters of the button to others. */
const attemptsOfQuiet = 3;

/** Whoever asks often at a button has a quarter of its hour and of its day, together with all who do. */
export const othersHaveRoom: Model = ({ seen, limits }) => {
  const { button } = wholeLimits(limits);
  const grants = grantsOf(seen);
  const isFrequent = ({ wish, askedMs, toMs }: Grant) => {
    const mine = grants.filter((each) => {
      const isSame = netsOf(each.wish.address).at(-1) === netsOf(wish.address).at(-1);
      const isToday = toMs - each.fromMs < dayMs - seen.steppedMs - seen.slackMs;
      return isSame && each.wish.button === wish.button && each.toldMs < askedMs && isToday;
    });
    return mine.length >= attemptsOfQuiet;
  };
  for (const [n, of] of Map.groupBy(grants.filter(isFrequent), ({ wish }) => wish.button)) {
    const isOver =
      tooMany(of, quarterOf(button.perHour), hourMs, seen) || tooMany(of, quarterOf(button.perDay), dayMs, seen);
    if (isOver) return `addresses that ask often had more than a quarter of button ${n}`;
  }
  return undefined;
};

const quarterOf = (max: number): number => Math.max(1, Math.floor(max / 4));

function tooMany(of: readonly Grant[], max: number, windowMs: number, { slackMs }: Seen): boolean {
  return of.some((_, i) => {
    const [earlier] = i < max ? [] : of.slice(i - max);
    const lastMs = Math.max(...of.slice(Math.max(0, i - max), i + 1).map(({ toMs }) => toMs));
    return earlier !== undefined && lastMs - earlier.fromMs < windowMs - 100 - slackMs;
  });
}
