/** A call as the limits see it: hashes and times, no more. The Ledger's rows are such. */
import type { Verdict } from "../contract/owner-safety.ts";

export interface CountedCall {
  id: string;
  /** When it was asked for, and when it was dialled, if it was. */
  createdMs: number;
  dialledMs: number | null;
  /** A call for later: when. */
  atMs: number | null;
  dial: string;
  button: string;
  /** Forgotten after two days, like `nets`: JSON of the asker's `NetHashes` under the salt of that day. */
  ticket: string | null;
  nets: string | null;
  /** Hash of the called number, and of it without its last four digits. */
  number: string;
  prefix: string;
  /** The number is locked until then: for ever while the call is open, 0 once it is over. */
  lockedUntilMs: number;
  /** What the call may cost, or did, in hundredths of the account's currency. */
  kopecks: number;
  /** 1: its address had asked at this button often that day. */
  frequent: number | null;
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

export const noNets: NetHashes = { kind: "ipv4", today: [], yesterday: [] };

/** Of several refusals the one that lasts longest, so that `Retry-After` is the truth. */
export function longest(refusals: readonly Omit<Verdict, "problem">[]): Verdict | null {
  const worst = refusals.toSorted((a, b) => b.retryAfterS - a.retryAfterS)[0];
  return worst ? { problem: "too-many-calls", ...worst } : null;
}

export type Phase = "waiting" | "dialled" | "never";

/** Whether a call's time is still to come, it may have rung, or it was proved not to have been dialled. */
export function phaseOf({ dial }: Pick<CountedCall, "dial">): Phase {
  if (dial === "scheduled") return "waiting";
  return wasNeverDialled({ dial }) ? "never" : "dialled";
}

/** Proved not to have been dialled: neither its number nor its money counts. */
function wasNeverDialled({ dial }: Pick<CountedCall, "dial">): boolean {
  return dial === "refused" || dial === "not-placed" || dial === "cancelled";
}

export function netsOf({ nets }: Pick<CountedCall, "nets">): Pick<NetHashes, "kind" | "today"> {
  return nets === null ? { kind: "ipv4", today: [] } : (JSON.parse(nets) as Pick<NetHashes, "kind" | "today">);
}

/** What one visitor can be told apart by: an IPv4 address, or a /48, which a small provider hands out whole. */
export function broadestNet({ today, yesterday }: Pick<NetHashes, "today" | "yesterday">): string[] {
  return [yesterday.at(-1), today.at(-1)].filter((hash) => hash !== undefined);
}

/** What a call reserves before it is dialled, in hundredths; 0 when no price is set. */
export function reservationKopecks(
  { account }: { account: { pricePerMinute: number | null; reservedMinutes: number } },
  legs: number,
): number {
  return kopecksOf(account.pricePerMinute ?? 0) * account.reservedMinutes * legs;
}

/** What is paid in hundredths: a part of one counts whole, or a thousand cheap calls would cost nothing. */
export function kopecksOf(money: number): number {
  return Math.ceil(hundredths(money));
}

/** The day's cap in hundredths; null where nothing is capped. */
export function dayCap({ account: { moneyPerDay } }: { account: { moneyPerDay: number | null } }): number | null {
  return moneyPerDay === null ? null : Math.floor(hundredths(moneyPerDay));
}

/** Of what an owner wrote as a decimal: 4.35 is 435, whatever a computer makes of it. */
function hundredths(money: number): number {
  return Math.round(money * 1_000_000) / 10_000;
}

/** At least one: a visitor who asks again is not to be shut out for good. */
export function quarterOf(max: number): number {
  return Math.max(Math.min(1, max), Math.floor(max / 4));
}

/** For what would happen: a call that nobody has asked for. */
export const nobodysCall: CountedCall = {
  id: "",
  createdMs: 0,
  dialledMs: 0,
  atMs: null,
  dial: "dialling",
  button: "",
  ticket: null,
  nets: null,
  number: "",
  prefix: "",
  lockedUntilMs: 0,
  kopecks: 0,
  frequent: 0,
};
