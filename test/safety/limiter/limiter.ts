/** Decisions by the hundred thousand, over months of made-up traffic, against the oracle's count. */
import { type CallLimits, limitsOf } from "../../../worker/contract/limits.ts";
import { CallCounts } from "../../../worker/safety/call-counts.ts";
import { judgeCall, judgeDue, judgePromise } from "../../../worker/safety/call-limits.ts";
import type { CountedCall, NetHashes } from "../../../worker/safety/counted-call.ts";
import { type Chance, chanceFrom } from "../../support/chance.ts";
import { day, type Granted, hour, isFrequent, minute } from "./oracle.ts";
import { overAdmissions } from "./over.ts";

/** Decides about one request, or about a promised one whose time has come, and counts what it grants. */
export interface Limiter {
  ask(call: Granted, id: string): boolean;
  due(call: Granted, id: string, nowMs: number): boolean;
  /** The provider refused it, or its visitor took it back. */
  giveBack(call: Granted, id: string): void;
}

/** The defaults, and limits under which the visitor's own bind and not the account's. */
export const settings: readonly CallLimits[] = [
  limitsOf(),
  limitsOf({ account: { perMinute: 1_000, perDay: 100_000 }, button: { perHour: 10_000, perDay: 100_000 } }),
];

/** The limiter that the Ledger uses. */
export function productionLimiter(limits: CallLimits): Limiter {
  const counts = new CallCounts();
  let sweptMs = 0;
  const rowOf = (call: Granted, id: string): CountedCall => countedCall(call, id);
  return {
    ask(call, id) {
      if (call.askedMs - sweptMs > hour) counts.forget((sweptMs = call.askedMs));
      const [row, nets] = [rowOf(call, id), netHashes(call.nets, call.askedMs)];
      const frequent = Number(counts.isFrequent(row.button, nets, row.createdMs));
      const judge = call.dueMs === null ? judgeCall : judgePromise;
      if (judge(limits, counts, { ...row, frequent }, nets)) return false;
      counts.follow(null, { ...row, frequent });
      return true;
    },
    due(call, id, nowMs) {
      const before = rowOf(call, id);
      const after = { ...before, dial: "started", dialledMs: nowMs };
      if (judgeDue(limits, counts, after, nowMs)) return false;
      counts.follow(before, after);
      return true;
    },
    giveBack: (call, id) => counts.follow(rowOf(call, id), { ...rowOf(call, id), dial: "refused", lockedUntilMs: 0 }),
  };
}

export interface Decided {
  decisions: number;
  admitted: number;
  promised: number;
  kept: number;
  over: number;
}

/** So many decisions on random traffic; how many were granted, and how many of those the oracle forbids. */
export function decide(decisions: number, limits: CallLimits, limiter: Limiter, seed: number): Decided {
  const chance = chanceFrom(seed);
  const granted: Granted[] = [];
  const waiting: { call: Granted; id: string }[] = [];
  const recent: Granted[] = [];
  let [nowMs, kept] = [Date.UTC(2026, 10, 24), 0];
  for (let i = 0; i < decisions; i++) {
    nowMs += chance.under(8) === 0 ? chance.under(2 * minute) : chance.under(1_500);
    for (let next = waiting[0]; next && (next.call.dueMs ?? 0) <= nowMs; next = waiting[0]) {
      waiting.shift();
      if (chance.under(8) === 0) next.call.became = "never";
      else if (limiter.due(next.call, next.id, nowMs)) {
        Object.assign(next.call, { became: "dialled", dialledMs: nowMs });
        kept += 1;
        continue;
      } else next.call.became = "never";
      limiter.giveBack({ ...next.call, became: "waiting" }, next.id);
    }
    while (recent[0] && recent[0].askedMs < nowMs - day) recent.shift();
    const call = callAt(nowMs, chance);
    call.frequent = isFrequent(recent, call);
    const id = `call ${i}`;
    if (!limiter.ask(call, id)) continue;
    granted.push(call);
    recent.push(call);
    if (call.dueMs !== null) insertByTime(waiting, { call, id });
    else if (chance.under(6) === 0) {
      limiter.giveBack(call, id);
      call.became = "never";
    }
  }
  const promised = granted.filter(({ dueMs }) => dueMs !== null).length;
  return { decisions, admitted: granted.length, promised, kept, over: overAdmissions(limits, granted) };
}

function insertByTime(waiting: { call: Granted; id: string }[], one: { call: Granted; id: string }): void {
  const after = waiting.findIndex(({ call }) => (call.dueMs ?? 0) > (one.call.dueMs ?? 0));
  waiting.splice(after < 0 ? waiting.length : after, 0, one);
}

function callAt(atMs: number, chance: Chance): Granted {
  const number = chance.under(90);
  const isForLater = chance.under(5) === 0;
  return {
    askedMs: atMs,
    day: Math.floor(atMs / day),
    dialledMs: isForLater ? null : atMs,
    dueMs: isForLater ? atMs + minute + chance.under(3 * day) : null,
    became: isForLater ? "waiting" : "dialled",
    ticket: `${Math.floor(atMs / (10 * minute))} ${chance.under(12)}`,
    number: `number ${number}`,
    prefix: `prefix ${number % 18}`,
    button: `button ${chance.under(4)}`,
    nets: chance.under(2) === 0 ? [`203.0.113.${chance.under(30)}`] : ipv6(chance.under(64)),
    lockedUntilMs: isForLater ? 0 : atMs + chance.under(3 * minute),
    kopecks: 0,
    frequent: false,
  };
}

function ipv6(n: number): string[] {
  return [`2001:db8:${n >> 5}:${n}::/64`, `2001:db8:${n >> 5}:${(n >> 2) << 8}::/56`, `2001:db8:${n >> 5}::/48`];
}

const dials = { waiting: "scheduled", dialled: "started", never: "refused" };

/** The same call as the Ledger's row counts it. */
function countedCall(call: Granted, id: string): CountedCall {
  const { ticket, number, prefix, button, lockedUntilMs, kopecks } = call;
  const { kind, today } = netHashes(call.nets, call.askedMs);
  return {
    id,
    ticket,
    number,
    prefix,
    button,
    lockedUntilMs,
    kopecks,
    createdMs: call.askedMs,
    dialledMs: call.dialledMs,
    atMs: call.dueMs,
    dial: dials[call.became],
    nets: JSON.stringify({ kind, today }),
    frequent: Number(call.frequent),
  };
}

/** Addresses under the salt of the day. */
export function netHashes(nets: readonly string[], atMs: number): NetHashes {
  const under = (ms: number) => nets.map((net) => `${Math.floor(ms / day)} ${net}`);
  return { kind: nets.length === 1 ? "ipv4" : "ipv6", today: under(atMs), yesterday: under(atMs - day) };
}
