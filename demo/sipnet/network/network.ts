/**
 * The telephone network: which phone rings when, for how long, and what it does by itself.
 * Calls are immutable values in a map; each step replaces one and tells whoever listens.
 */
import { actOn, beginCall, type Call, isLive, type Leg, type PhoneAct } from "./call.ts";
import type { Clock } from "./clock.ts";
import type { Range } from "../dates.ts";

/** What a phone does by itself at every later ring; nothing at all when empty. */
export interface PhoneHabits {
  answerAfterMs?: number;
  /** Hangs up so long after both sides talk. */
  talkMs?: number;
  busy?: boolean;
  noAnswer?: boolean;
}

export interface Patience {
  /** The provider answers first, then phones ring. */
  beforeRingMs: number;
  /** How long the network lets a phone ring. */
  ringMs: number;
  /** The same for a phone told not to answer: nobody likes to wait for what is known. */
  noAnswerMs: number;
}

/** Hears of every step. The answer is the call as it should be kept (ended calls get their price). */
export type Listener = (before: Call | undefined, after: Call) => Call;

export class Network {
  readonly #clock: Clock;
  readonly #patience: Patience;
  readonly #listener: Listener;
  readonly #calls = new Map<string, Call>();
  readonly #past = new Map<string, Call>();
  /** Both kinds by the time they were placed, oldest first: a list of a day need not look at a year. */
  readonly #byTime: { id: string; atMs: number }[] = [];
  readonly #live = new Set<string>();
  readonly #habits = new Map<string, PhoneHabits>();
  readonly #timers = new Map<string, () => void>();

  constructor(clock: Clock, patience: Patience, listener: Listener) {
    this.#clock = clock;
    this.#patience = patience;
    this.#listener = listener;
  }

  /** All of them, oldest first. */
  get calls(): Call[] {
    return [...this.#past.values(), ...this.#calls.values()];
  }

  /** Those placed within the dates, oldest first. */
  placedWithin({ fromMs, toMs }: Range): Call[] {
    const found = this.#byTime.slice(this.#firstFrom(fromMs), this.#firstFrom(toMs + 1));
    return found.flatMap(({ id }) => this.find(id) ?? []);
  }

  /** Those placed since the start. */
  get placed(): Call[] {
    return [...this.#calls.values()];
  }

  get live(): Call[] {
    return [...this.#live].map((id) => this.#calls.get(id)).filter((call) => call !== undefined);
  }

  /** Every phone that rang or was spoken of, in that order. */
  get phones(): ReadonlyMap<string, PhoneHabits> {
    return this.#habits;
  }

  find(id: string): Call | undefined {
    return this.#calls.get(id) ?? this.#past.get(id);
  }

  /** The call exists when this returns; its first phone rings a moment later. */
  place(call: Call): void {
    this.#live.add(call.id);
    this.#index(call);
    this.#keep(undefined, call);
    this.#later(call.id, this.#patience.beforeRingMs, () => this.#keep(call, beginCall(call, this.#clock.now())));
  }

  /** A call of long ago. */
  remember(call: Call): void {
    this.#past.set(call.id, call);
    this.#index(call);
  }

  setHabits(number: string, habits: PhoneHabits): void {
    this.#habits.set(number, habits);
  }

  /** The live legs of one phone, oldest first. */
  legsOf(number: string): { call: Call; leg: Leg }[] {
    return this.live.flatMap((call) =>
      call.legs.filter((leg) => leg.number === number && isLive(leg)).map((leg) => ({ call, leg })),
    );
  }

  act(call: Call, leg: Leg, act: PhoneAct): void {
    const before = this.#calls.get(call.id);
    if (before === undefined) return;
    const after = actOn(before, leg.uuid, act, this.#clock.now());
    if (after !== before) this.#keep(before, after);
  }

  #index({ id, placedAt: atMs }: Call): void {
    this.#byTime.splice(this.#firstFrom(atMs + 1), 0, { id, atMs });
  }

  /** Where the first call stands that was placed at this time or later. */
  #firstFrom(ms: number): number {
    let [low, high] = [0, this.#byTime.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#byTime[middle]?.atMs ?? Infinity) < ms) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #keep(before: Call | undefined, after: Call): void {
    // Settled here first: what the listener starts (a webhook, a page) must find it when it looks back.
    this.#calls.set(after.id, after);
    const kept = this.#listener(before, after);
    this.#calls.set(kept.id, kept);
    for (const [index, leg] of kept.legs.entries()) {
      if (leg.state !== before?.legs[index]?.state) this.#schedule(kept, leg);
    }
    if (kept.state === "connected" && before?.state !== "connected") this.#scheduleGoodbye(kept);
    if (kept.state === "completed") this.#live.delete(kept.id);
  }

  #schedule(call: Call, leg: Leg): void {
    this.#cancel(leg.uuid);
    if (leg.state !== "ringing") return;
    const habits = this.#habits.get(leg.number) ?? {};
    this.#habits.set(leg.number, habits);
    const [delayMs, act] = this.#reaction(habits);
    this.#later(leg.uuid, delayMs, () => this.act(call, leg, act));
  }

  #reaction({ busy, noAnswer, answerAfterMs }: PhoneHabits): [delayMs: number, act: PhoneAct] {
    const { ringMs, noAnswerMs } = this.#patience;
    if (busy) return [0, "busy"];
    if (noAnswer) return [noAnswerMs, "timeout"];
    return answerAfterMs === undefined || answerAfterMs >= ringMs ? [ringMs, "timeout"] : [answerAfterMs, "answer"];
  }

  #scheduleGoodbye(call: Call): void {
    for (const leg of call.legs.filter((one) => one.state === "answered")) {
      const { talkMs } = this.#habits.get(leg.number) ?? {};
      if (talkMs !== undefined) this.#later(leg.uuid, talkMs, () => this.act(call, leg, "hangup"));
    }
  }

  #later(key: string, delayMs: number, run: () => void): void {
    this.#cancel(key);
    const cancel = this.#clock.after(delayMs, () => {
      this.#timers.delete(key);
      run();
    });
    this.#timers.set(key, cancel);
  }

  #cancel(key: string): void {
    this.#timers.get(key)?.();
    this.#timers.delete(key);
  }
}
