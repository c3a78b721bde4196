/** Decisions by the hundred thousand, over months of made-up traffic, against the oracle's count. */
import { type CountedCall, judgeLimits, record } from "../../worker/safety/call-limits.ts";
import { SlidingWindow } from "../../worker/safety/sliding-window.ts";
import { type CallLimits, limitsOf } from "../../worker/contract/limits.ts";
import { type Chance, chanceFrom } from "../support/chance.ts";
import { type Admitted, day, hour, minute, overAdmissions } from "./oracle.ts";

/** Decides about one attempt, and counts it if it is admitted. */
export type Limiter = (attempt: CountedCall) => boolean;

/** The defaults, and limits under which the visitor's own bind and not the account's. */
export const settings: readonly CallLimits[] = [
  limitsOf(),
  limitsOf({ account: { perMinute: 1_000, perDay: 100_000 }, button: { perHour: 10_000, perDay: 100_000 } }),
];

/** The limiter that the Ledger uses. */
export function productionLimiter(limits: CallLimits): Limiter {
  const history = new SlidingWindow<CountedCall>();
  let sweptMs = 0;
  return (attempt) => {
    if (attempt.atMs - sweptMs > hour) history.forgetBefore((sweptMs = attempt.atMs) - 2 * day);
    if (judgeLimits(limits, history, attempt)) return false;
    record(history, attempt);
    return true;
  };
}

export interface Decided {
  decisions: number;
  admitted: number;
  over: number;
}

/** So many decisions on random traffic; how many were admitted, and how many of those the oracle forbids. */
export function decide(decisions: number, limits: CallLimits, limiter: Limiter, seed: number): Decided {
  const chance = chanceFrom(seed);
  const admitted: Admitted[] = [];
  let nowMs = Date.UTC(2026, 10, 24);
  for (let i = 0; i < decisions; i++) {
    nowMs += chance.under(8) === 0 ? chance.under(2 * minute) : chance.under(1_500);
    const call = callAt(nowMs, chance);
    if (limiter(attemptOf(call))) admitted.push(call);
  }
  return { decisions, admitted: admitted.length, over: overAdmissions(limits, admitted) };
}

function callAt(atMs: number, chance: Chance): Admitted {
  const number = chance.under(90);
  return {
    atMs,
    ticket: `${Math.floor(atMs / (10 * minute))} ${chance.under(12)}`,
    number: `number ${number}`,
    prefix: `prefix ${number % 18}`,
    button: `button ${chance.under(4)}`,
    nets: chance.under(2) === 0 ? [`203.0.113.${chance.under(30)}`] : ipv6(chance.under(64)),
    lockedUntilMs: atMs + chance.under(3 * minute),
    kopecks: 0,
  };
}

function ipv6(n: number): string[] {
  return [`2001:db8:${n >> 5}:${n}::/64`, `2001:db8:${n >> 5}:${(n >> 2) << 8}::/56`, `2001:db8:${n >> 5}::/48`];
}

/** The same call as the Ledger counts it: addresses under the salt of the day. */
export function attemptOf({ nets, ...call }: Admitted): CountedCall {
  const under = (ms: number) => nets.map((net) => `${Math.floor(ms / day)} ${net}`);
  const kind = nets.length === 1 ? "ipv4" : "ipv6";
  return { ...call, nets: { kind, today: under(call.atMs), yesterday: under(call.atMs - day) } };
}
