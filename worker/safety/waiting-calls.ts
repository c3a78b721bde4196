/**
 * Calls for later that wait for their time: how many one visitor may have, and how many a time can take.
 * A promise is given only where the limits let it be kept within its first five minutes.
 */
import type { CallLimits } from "../contract/limits.ts";
import type { Verdict } from "../contract/owner-safety.ts";
import { dayMs, hourMs, minuteMs } from "../time/durations.ts";
import {
  broadestNet,
  dayCap,
  type CountedCall,
  longest,
  type NetHashes,
  netsOf,
  quarterOf,
  reservationKopecks,
} from "./counted-call.ts";
import type { WindowRule } from "./sliding-window.ts";

/** So soon after its time a promised call must be had. */
const promiseMs = 5 * minuteMs;
/** A promised call that finds the line taken at its time is tried again so long. */
export const patienceMs = 15 * minuteMs;

/** At most `max` of these times within any span of `windowMs`. */
interface TimeRule {
  name: string;
  times: number[];
  max: number;
  windowMs: number;
}

/** A call that somebody may want; `ownerPhones` are those that it would ring, as its row will name them. */
export interface Wished extends Pick<CountedCall, "button" | "frequent"> {
  ownerPhones: string;
}

/** Takes a place in a window. */
interface Place {
  fromMs: number;
  toMs: number;
}

interface Waiting extends Pick<CountedCall, "button" | "prefix" | "ticket" | "frequent"> {
  atMs: number;
  /** The broadest prefix of its address; gone two days after it was asked for. */
  net: string | undefined;
}

export class WaitingCalls {
  readonly #calls = new Map<string, Waiting>();

  add(call: CountedCall): void {
    const { button, prefix, ticket, frequent } = call;
    this.#calls.set(call.id, {
      button,
      prefix,
      ticket,
      frequent,
      atMs: call.atMs ?? 0,
      net: netsOf(call).today.at(-1),
    });
  }

  remove(id: string): void {
    this.#calls.delete(id);
  }

  /** When each of a button's promised calls is due. */
  dueTimes(button: string): Map<string, number> {
    const times = new Map<string, number>();
    for (const [id, each] of this.#calls) if (each.button === button) times.set(id, each.atMs);
    return times;
  }

  /** Null takes one more. */
  judge(limits: CallLimits, call: CountedCall, nets: NetHashes): Verdict | null {
    const [atMs, nowMs] = [call.atMs ?? 0, call.createdMs];
    return longest([...this.#judgeVisitor(limits, call, nets), ...this.#judgeTime(limits, call, atMs, nowMs)]);
  }

  /** Whether a button that rings so many phones of its owner's can promise one more call for that time. */
  hasRoom(limits: CallLimits, call: Wished, atMs: number, nowMs: number): boolean {
    return this.#judgeTime(limits, { ...call, prefix: "" }, atMs, nowMs).length === 0;
  }

  /** Whether one more call may wait for whoever asks from there. */
  hasRoomFor(limits: CallLimits, nets: NetHashes, nowMs: number): boolean {
    return this.#judgeVisitor(limits, { ticket: null, createdMs: nowMs }, nets).length === 0;
  }

  #judgeVisitor(
    { waiting }: CallLimits,
    { ticket, createdMs }: Pick<CountedCall, "ticket" | "createdMs">,
    nets: NetHashes,
  ) {
    const mine = broadestNet(nets);
    const of = { ipv4: waiting.ipv4, ipv6: waiting.ipv6_48 }[nets.kind];
    const name = { ipv4: "waiting.ipv4", ipv6: "waiting.ipv6_48" }[nets.kind];
    const groups: [rule: string, max: number, times: number[]][] = [
      ["waiting.ticket", waiting.ticket, this.#of((each) => ticket !== null && each.ticket === ticket)],
      [name, of, this.#of(({ net }) => net !== undefined && mine.includes(net))],
    ];
    return groups
      .filter(([, max, times]) => times.length >= max)
      .map(([rule, max, times]) => {
        const leavesMs = times[times.length - max] ?? createdMs;
        return { rule, retryAfterS: secondsUntil(leavesMs, createdMs) };
      });
  }

  #judgeTime(
    limits: CallLimits,
    call: Pick<CountedCall, "button" | "prefix" | "frequent"> & { ownerPhones?: string },
    atMs: number,
    nowMs: number,
  ) {
    const { waiting, button, account, prefix } = limits;
    const here = this.#of((each) => each.button === call.button);
    const frequent = this.#of((each) => each.button === call.button && each.frequent === 1);
    const everywhere = this.#of(() => true);
    const perHour = Math.min(waiting.buttonDuePerHour, button.perHour);
    const rules: TimeRule[] = [
      { name: "waiting.button", times: here, max: waiting.button, windowMs: Infinity },
      { name: "waiting.buttonDuePerHour", times: here, max: perHour, windowMs: hourMs },
      { name: "waiting.account", times: everywhere, max: account.perMinute * 5, windowMs: promiseMs },
      { name: "waiting.account", times: everywhere, max: perDayOf(limits, call.ownerPhones ?? ""), windowMs: dayMs },
      {
        name: "waiting.prefix",
        times: this.#of((each) => each.prefix === call.prefix),
        max: prefix.perHour,
        windowMs: hourMs,
      },
    ];
    const tight: TimeRule[] = [
      { name: "waiting.frequent", times: frequent, max: quarterOf(waiting.button), windowMs: Infinity },
      { name: "waiting.frequent", times: frequent, max: quarterOf(perHour), windowMs: hourMs },
    ];
    return [...rules, ...(call.frequent ? tight : [])]
      .filter((rule) => !fits(rule, atMs))
      .map((rule) => ({ rule: rule.name, retryAfterS: secondsUntil(roomFrom(rule, atMs), nowMs) }));
  }

  /** The times of those that wait, soonest first. */
  #of(isWanted: (call: Waiting) => boolean): number[] {
    const times: number[] = [];
    for (const call of this.#calls.values()) if (isWanted(call)) times.push(call.atMs);
    return times.sort((a, b) => a - b);
  }
}

/** As many as the account may dial, and pay for, in a day. */
function perDayOf(limits: CallLimits, ownerPhones: string): number {
  const { perDay } = limits.account;
  const [cap, each] = [dayCap(limits), reservationKopecks(limits, ownerPhones.split(",").length + 1)];
  return cap === null || each === 0 ? perDay : Math.min(perDay, Math.floor(cap / each));
}

/** Whether one more time fits among the others without any window holding too many. */
function fits({ times, max, windowMs }: TimeRule, atMs: number): boolean {
  const near = [...times.filter((each) => Math.abs(each - atMs) < windowMs), atMs].sort((a, b) => a - b);
  return near.every((firstMs, index) => {
    const beyondMs = near[index + max];
    return beyondMs === undefined || beyondMs - firstMs >= windowMs;
  });
}

/** When enough of those about that time have been dialled; that time itself where none of them are in the way. */
function roomFrom(rule: TimeRule, atMs: number): number {
  const near = rule.times.filter((each) => Math.abs(each - atMs) < rule.windowMs);
  let [low, high] = [0, near.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits({ ...rule, times: near.slice(middle) }, atMs)) high = middle;
    else low = middle + 1;
  }
  return near[low - 1] ?? atMs;
}

function secondsUntil(ms: number, nowMs: number): number {
  return Math.max(60, Math.ceil((ms - nowMs) / 1000));
}

/**
 * Seconds until one more fits among what has happened in a window and what is due, by call: that has its place before it
 * is dialled, and after it as all others. 0 when it fits now; else foreseen, so that nobody need come a third time.
 */
export function roomAmong(
  due: ReadonlyMap<string, number>,
  past: readonly { id: string; atMs: number }[],
  { max, windowMs }: Pick<WindowRule, "max" | "windowMs">,
  nowMs: number,
): number {
  const soon = [...due.values()].filter((atMs) => atMs <= nowMs + windowMs);
  if (past.length + soon.length < max) return 0;
  // What is late already is dialled any moment.
  const dialledMs = (atMs: number) => Math.max(atMs, nowMs + 1);
  const places = [
    // An attempt that was a promise counts from its dial once that has come.
    ...past.map(({ id, atMs }) => ({ fromMs: 0, toMs: Math.min(atMs + windowMs, dialledMs(due.get(id) ?? Infinity)) })),
    ...[...due.values()].map((atMs) => ({ fromMs: atMs - windowMs, toMs: dialledMs(atMs) + windowMs })),
  ];
  const roomMs = firstRoom(places, max, nowMs);
  return Math.max(1, Math.ceil((roomMs === undefined ? windowMs : roomMs - nowMs) / 1000));
}

/** The first moment at which fewer than `max` places are taken; undefined where that is never. */
function firstRoom(places: readonly Place[], max: number, nowMs: number): number | undefined {
  const moments = places.map(({ toMs }) => toMs).filter((ms) => ms > nowMs);
  const isFree = (ms: number) => places.filter(({ fromMs, toMs }) => fromMs <= ms && ms < toMs).length < max;
  return moments.sort((a, b) => a - b).find(isFree);
}
