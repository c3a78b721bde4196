/** What a story of the limiter's model is made of, and the limits under which it is told. */
import * as fc from "fast-check";
import { type CallLimits, type LimitsOverride, limitsOf } from "../../../worker/contract/limits.ts";
import { day, hour, minute, second } from "./oracle.ts";

export type Step =
  | { kind: "ask"; number: number; ticket: number; net: number; button: number; laterMs: number | null }
  | { kind: "wait" | "back"; ms: number }
  | { kind: "end" | "refuse" | "lose" | "giveUp" | "cancel" | "due" | "next"; which: number; kopecks: number }
  | { kind: "crash" | "forget" };

/** Nothing binds, so that one rule at a time can. */
const loose: LimitsOverride = {
  ticket: { calls: 99, numbers: 99, live: 99 },
  ipv4: { per10Min: 99, perDay: 99 },
  ipv6_64: { per10Min: 99, perDay: 99 },
  ipv6_56: { perHour: 99 },
  ipv6_48: { perHour: 99 },
  number: { gapS: 0, perHour: 99, perDay: 99 },
  prefix: { perHour: 99 },
  waiting: { ticket: 99, ipv4: 99, ipv6_48: 99, buttonDuePerHour: 99, button: 99 },
};

/** Tight, so that every rule binds within a few steps: each of them under one set at least. */
export const tight: readonly CallLimits[] = [
  limitsOf({
    ipv4: { per10Min: 3, perDay: 6 },
    ipv6_64: { per10Min: 2, perDay: 3 },
    ipv6_56: { perHour: 3 },
    ipv6_48: { perHour: 4 },
    button: { perHour: 6, perDay: 9 },
    account: { perMinute: 3, perDay: 12, moneyPerDay: 200, pricePerMinute: 1, reservedMinutes: 10 },
    waiting: { ticket: 1, ipv4: 2, ipv6_48: 2, buttonDuePerHour: 2, button: 4 },
  }),
  limitsOf({
    ipv4: { per10Min: 2, perDay: 4 },
    ipv6_48: { perHour: 3 },
    number: { gapS: 30 },
    prefix: { perHour: 20 },
  }),
  limitsOf(loose, { number: { inFlight: 99, perHour: 2, perDay: 3 } }),
  limitsOf(loose, { ipv4: { perDay: 3 }, ipv6_64: { perDay: 2 } }),
  limitsOf(loose, { account: { perDay: 4, moneyPerDay: 70, pricePerMinute: 1, reservedMinutes: 10 } }),
  limitsOf(loose, { button: { perHour: 4, perDay: 5 } }),
  limitsOf(loose, { waiting: { button: 3 }, account: { perMinute: 1 } }),
  limitsOf(loose, { waiting: { buttonDuePerHour: 2 } }),
  limitsOf(loose, { prefix: { perHour: 1 } }),
];

const pick = (max: number) => fc.nat({ max });
/** Fifteen hours after the first noon the salt of addresses changes. */
const toMidnight = 15 * hour;
const spans = [
  1,
  second,
  30 * second,
  minute,
  2 * minute - 1,
  2 * minute,
  10 * minute,
  hour,
  9 * hour,
  toMidnight,
  day,
];
const ahead = [minute, 20 * minute, hour - 1, hour, 5 * hour, day, 50 * hour, 5 * day];
export const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 7,
    arbitrary: fc.record({
      kind: fc.constant("ask"),
      number: pick(5),
      ticket: pick(5),
      net: pick(5),
      button: pick(1),
      laterMs: fc.oneof(fc.constant(null), fc.constantFrom(...ahead)),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("wait"), ms: fc.constantFrom(...spans) }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom("end", "refuse", "lose", "giveUp", "cancel", "due", "next"),
      which: pick(9),
      kopecks: pick(3_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("crash", "forget") }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("back"), ms: fc.constantFrom(minute, hour) }) },
);

/** Three IPv4 addresses and three IPv6 ones of the same /48. */
export function netsOf(net: number): string[] {
  return net < 3 ? [`203.0.113.${net}`] : [`2001:db8::${net}/64`, `2001:db8::${net >> 1}/56`, "2001:db8::/48"];
}
