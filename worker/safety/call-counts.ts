/**
 * Everything that counts calls, by whom and to whom. What is counted follows from the Ledger's rows
 * alone, so that a restart, which reads them, comes to the same counts.
 */
import { dayMs, hourMs, minuteMs } from "../time/durations.ts";
import { broadestNet, type CountedCall, type NetHashes, netsOf, phaseOf } from "./counted-call.ts";
import { NumberLocks } from "./number-locks.ts";
import { type Occurrence, SlidingWindow } from "./sliding-window.ts";
import { WaitingCalls } from "./waiting-calls.ts";

/** One call at one time. A call for later occurs twice: asked for, and dialled. */
export interface Counted extends Occurrence {
  readonly id: string;
  readonly number: string;
  readonly button: string;
  kopecks: number;
}

/** A dial of a series that another one has followed. */
export interface EarlierCount {
  call: string;
  turn: number;
  dialledMs: number;
  kopecks: number;
}

/** Attempts of one address at one button within a day, from which on it must leave room for others. */
const attemptsOfQuiet = 3;
/** A clock that steps back an hour finds what it counted. */
const slackMs = hourMs;
const ticketKeptMs = 30 * minuteMs + slackMs;
const prefixKeptMs = hourMs + slackMs;
/** What counts for an hour is forgotten so often while calls come: of a busy day it would be most of the memory. */
const tidyEveryMs = 10 * minuteMs;

export class CallCounts {
  readonly ticket = new SlidingWindow<Counted>();
  readonly number = new SlidingWindow<Counted>();
  readonly prefix = new SlidingWindow<Counted>();
  readonly net = new SlidingWindow<Counted>();
  readonly button = new SlidingWindow<Counted>();
  /** Attempts at a button whose address had asked often that day. */
  readonly frequent = new SlidingWindow<Counted>();
  /** Under one key. */
  readonly account = new SlidingWindow<Counted>();
  readonly locks = new NumberLocks();
  readonly waiting = new WaitingCalls();
  #tidiedMs = 0;
  /** While a former life is counted anew: when that is. */
  #restoredMs = -Infinity;

  /** Whether its address has asked at this button often within a day: most of the button's calls are then for others. */
  isFrequent(button: string, nets: NetHashes, nowMs: number): boolean {
    const mine = broadestNet(nets).flatMap((net) => this.net.since(net, nowMs - dayMs));
    return mine.filter((each) => each.button === button).length >= attemptsOfQuiet;
  }

  /** Takes over what became of a call; the one way into the counts. `before` is null where it is new. */
  follow(before: CountedCall | null, after: CountedCall): void {
    const [was, is] = [before && phaseOf(before), phaseOf(after)];
    const attempt = before === null ? this.#countAttempt(after) : undefined;
    if (was === "waiting" && is !== "waiting") this.waiting.remove(after.id);
    if (was === "dialled" && is !== "dialled") this.#takeBack(after);
    if (was !== "waiting" && is === "waiting") this.waiting.add(after);
    if (was !== "dialled" && is === "dialled") this.#countDialled(after, attempt);
    if (before !== null && was === "dialled" && is === "dialled") {
      if (timeOf(before) !== timeOf(after)) this.#countAnew(before, after);
      else if (before.kopecks !== after.kopecks) this.#charge(after);
    }
    this.locks.follow(after);
  }

  /** What a former life of the object has counted. Of calls long ago, what counts for an hour is left out at once. */
  restore(calls: Iterable<CountedCall>, nowMs: number): void {
    [this.#tidiedMs, this.#restoredMs] = [nowMs, nowMs];
    for (const call of calls) this.follow(null, call);
    this.#restoredMs = -Infinity;
  }

  /** Takes a call out as if it had never been asked for: for what could not be written down. */
  drop(call: CountedCall): void {
    if (phaseOf(call) === "dialled") this.#takeBack(call);
    this.waiting.remove(call.id);
    this.button.remove(call.button, timeOf(call), isCall(call));
    this.frequent.remove(call.button, call.createdMs, isCall(call));
    if (call.ticket !== null) this.ticket.remove(call.ticket, call.createdMs, isCall(call));
    for (const net of netsOf(call).today) this.net.remove(net, call.createdMs, isCall(call));
    this.locks.follow({ ...call, lockedUntilMs: 0 });
  }

  /** Works without a promised call: neither the attempt that it was nor the promise that it is stands in its way. */
  without<Result>(call: CountedCall, work: () => Result): Result {
    const wasThere = this.button.remove(call.button, call.createdMs, isCall(call));
    this.waiting.remove(call.id);
    try {
      return work();
    } finally {
      if (wasThere) this.button.add(call.button, countedAt(call, call.createdMs));
      this.waiting.add(call);
    }
  }

  /** A dial of a series before its present one: of all that counts, it is one for the account and the money. */
  countEarlier({ call, turn, dialledMs, kopecks }: EarlierCount): void {
    this.account.add("", { atMs: dialledMs, id: `${call} ${turn}`, number: "", button: "", kopecks });
  }

  dropEarlier({ call, turn, dialledMs }: EarlierCount): void {
    this.account.remove("", dialledMs, ({ id }) => id === `${call} ${turn}`);
  }

  forget(nowMs: number): void {
    this.#forgetHours(nowMs);
    for (const window of [this.number, this.net, this.button, this.frequent, this.account])
      window.forgetBefore(nowMs - dayMs - slackMs);
    this.locks.forget(nowMs - slackMs);
  }

  #tidy(nowMs: number): void {
    if (nowMs - this.#tidiedMs < tidyEveryMs) return;
    this.#tidiedMs = nowMs;
    this.#forgetHours(nowMs);
  }

  #forgetHours(nowMs: number): void {
    this.ticket.forgetBefore(nowMs - ticketKeptMs);
    this.prefix.forgetBefore(nowMs - prefixKeptMs);
  }

  /** An attempt counts for ticket, address and button, whatever becomes of it. */
  #countAttempt(call: CountedCall): Counted {
    const item = countedAt(call, call.createdMs);
    if (call.ticket !== null && item.atMs > this.#restoredMs - ticketKeptMs) this.ticket.add(call.ticket, item);
    this.#tidy(item.atMs);
    for (const net of netsOf(call).today) this.net.add(net, item);
    if (call.frequent) this.frequent.add(call.button, item);
    // A call for later that was dialled counts for its button when it was.
    this.button.add(call.button, timeOf(call) === item.atMs ? item : countedAt(call, timeOf(call)));
    return item;
  }

  /** @param attempt as it was counted a moment ago, where the call is new: one occurrence then serves for both */
  #countDialled(call: CountedCall, attempt?: Counted): void {
    const item = attempt?.atMs === timeOf(call) ? attempt : countedAt(call, timeOf(call));
    this.number.add(call.number, item);
    if (item.atMs > this.#restoredMs - prefixKeptMs) this.prefix.add(call.prefix, item);
    this.account.add("", item);
    if (attempt !== undefined || call.dialledMs === null) return;
    this.button.remove(call.button, call.createdMs, isCall(call));
    this.button.add(call.button, item);
  }

  /** Another dial of the same series: number, prefix and button count it once, as of the dial that was last. */
  #countAnew(before: CountedCall, after: CountedCall): void {
    this.#takeBack(before);
    this.button.remove(before.button, timeOf(before), isCall(before));
    const item = countedAt(after, timeOf(after));
    this.number.add(after.number, item);
    this.prefix.add(after.prefix, item);
    this.account.add("", item);
    this.button.add(after.button, item);
  }

  #takeBack(call: CountedCall): void {
    const [atMs, isIt] = [timeOf(call), isCall(call)];
    this.number.remove(call.number, atMs, isIt);
    this.prefix.remove(call.prefix, atMs, isIt);
    this.account.remove("", atMs, isIt);
  }

  #charge(call: CountedCall): void {
    const item = this.account.find("", timeOf(call), isCall(call));
    if (item) item.kopecks = call.kopecks;
  }
}

function timeOf({ dialledMs, createdMs }: CountedCall): number {
  return dialledMs ?? createdMs;
}

function countedAt({ id, number, button, kopecks }: CountedCall, atMs: number): Counted {
  return { atMs, id, number, button, kopecks };
}

function isCall({ id }: CountedCall): (item: Counted) => boolean {
  return (item) => item.id === id;
}
