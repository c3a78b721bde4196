/**
 * Calls for later: histories of booking, taking back, refusing, holidays, panic, crashes and clocks, with alarm,
 * timer and watchdog at once, against what each visitor and owner was told.
 */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { hand, startOver } from "../stand-ins/hand-clock.ts";
import { NodeWorker, secrets, settle } from "../stand-ins/node-worker.ts";
import { addressOf } from "../stand-ins/paper-people.ts";
import { cid, type Fault, PaperProvider, type PlacedCall } from "../stand-ins/paper-provider.ts";
import { askForCall } from "../stand-ins/paper-visitor.ts";

const minute = 60_000;
const hour = 60 * minute;

type Step =
  | { kind: "book"; who: number; inMs: number }
  | { kind: "cancel"; which: number }
  | { kind: "wait"; ms: number }
  | { kind: "wake"; times: number }
  | { kind: "panic"; on: boolean }
  | { kind: "holiday"; on: boolean }
  | { kind: "fault"; fault: number }
  | { kind: "sleep"; ms: number }
  | { kind: "crash" };

const faults: readonly Fault[] = [
  {
    name: "refused",
    placed: false,
    answer: () => Response.json({ status: "error", errorCode: "1", errorMessage: "no" }),
  },
  { name: "silence", placed: true, answer: null },
  { name: "broken", placed: true, answer: () => new Response("", { status: 502 }) },
];

const slot = (n: number) => n * 30 * minute;
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("book"),
      who: fc.nat({ max: 30 }),
      inMs: fc.constantFrom(slot(1), slot(1), slot(2), slot(2) + 1, slot(3), slot(50), slot(100)),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("cancel"), which: fc.nat({ max: 20 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("wait"),
      ms: fc.constantFrom(minute, 12 * minute, slot(1) - 1, slot(1), slot(2), slot(40)),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("wake"), times: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("panic"), on: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("holiday"), on: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("fault"), fault: fc.nat({ max: 2 }) }) },
  // Nothing of the machine runs for a while: it is started again later.
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("sleep"), ms: fc.constantFrom(10 * minute, slot(3)) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("crash") }) },
);

export interface Promises {
  histories: number;
  promised: number;
  kept: number;
  takenBack: number;
  /** Not kept, and shown as such to the visitor and to the owner. */
  shown: number;
}

interface Promised {
  id: string;
  phone: string;
  dueMs: number;
  cancelled: boolean;
}

/** Runs so many histories; throws with the shortest one in which somebody was told what is not so. */
export async function keepPromises(runs: number, seed: number): Promise<Promises> {
  const sum: Promises = { histories: 0, promised: 0, kept: 0, takenBack: 0, shown: 0 };
  const holds = fc.asyncProperty(fc.array(steps, { minLength: 4, maxLength: 25, size: "max" }), async (story) => {
    const shop = await PromisingShop.open();
    for (const step of story) await shop.take(step);
    await shop.close(sum);
  });
  await fc.assert(holds, { numRuns: runs, seed });
  return sum;
}

/** One shop whose visitors book, and everything that anybody was told. */
export class PromisingShop {
  readonly provider = new PaperProvider();
  readonly worker: NodeWorker;
  readonly promised: Promised[] = [];
  #booked = 0;

  private constructor() {
    startOver();
    const limits = { ipv4: { per10Min: 1_000, perDay: 1_000 }, breaker: { window: 0 } };
    this.worker = new NodeWorker({ provider: this.provider, vars: { LIMITS: JSON.stringify(limits) } });
  }

  static async open(): Promise<PromisingShop> {
    const shop = new PromisingShop();
    await shop.own("PUT", `/v1/owner/buttons/${cid}`, { hours: "always" });
    return shop;
  }

  async take(step: Step): Promise<void> {
    switch (step.kind) {
      case "book":
        return this.#book(step.who, step.inMs);
      case "cancel":
        return this.#cancel(step.which);
      case "wait":
        return this.#passBy(hand.nowMs + step.ms);
      case "wake":
        return this.wakeAtOnce(step.times);
      case "panic":
        return void (await this.own("PUT", "/v1/owner/settings", { panic: step.on }));
      case "holiday":
        return this.#setHours(step.on);
      case "fault":
        return void this.provider.faults.push(...faults.slice(step.fault, step.fault + 1));
      case "sleep":
        this.worker.crash();
        hand.nowMs += step.ms;
        return this.wakeAtOnce(1);
      case "crash":
        this.worker.crash();
        return this.wakeAtOnce(1);
    }
  }

  /** The watchdog and the alarm, so often at the same moment. */
  async wakeAtOnce(times: number): Promise<void> {
    const { ledger } = this.worker;
    const woken = Array.from({ length: times }, (_, i) => ledger[i % 2 === 0 ? "wake" : "alarm"]?.());
    await this.worker.untilDone(Promise.all(woken));
  }

  /** Everything comes to its end; then each promise was kept once, taken back, or is shown to both sides. */
  async close(sum: Promises): Promise<void> {
    await this.own("PUT", "/v1/owner/settings", { panic: false });
    this.provider.faults.length = 0;
    await this.#passBy(Math.max(hand.nowMs, ...this.promised.map(({ dueMs }) => dueMs)) + hour);
    await settle();
    const missed = (await this.#ask("GET", "/v1/owner/missed")) as { missed: { id: string; phone?: string }[] };
    for (const each of this.promised) await this.#judge(each, missed.missed, sum);
    this.#judgeLimits();
    this.worker.end();
    sum.histories += 1;
  }

  /** Lives through the minutes around each promise, and leaps over the hours in which nothing is due. */
  async #passBy(untilMs: number): Promise<void> {
    while (hand.nowMs < untilMs) {
      const dues = this.promised.map(({ dueMs }) => dueMs).filter((dueMs) => dueMs + 20 * minute > hand.nowMs);
      const next = Math.min(untilMs, ...dues.map((dueMs) => dueMs - 1_000));
      if (next > hand.nowMs + minute) hand.nowMs = next;
      else await this.worker.passTime(Math.min(5 * minute, untilMs - hand.nowMs));
    }
    await this.worker.passTime(0);
  }

  async #judge({ id, phone, dueMs, cancelled }: Promised, missed: { id: string; phone?: string }[], sum: Promises) {
    const { state, reason } = (await this.#ask("GET", `/v1/calls/${id}`)) as { state: string; reason?: string };
    const isTheirs = ({ dst, atMs }: PlacedCall) => dst === phone.slice(1) && atMs >= dueMs;
    const rung = this.provider.asked.filter(isTheirs);
    const mine = rung.filter(({ atMs }) => atMs <= dueMs + 15 * minute + 1_000);
    const others = this.promised.filter((each) => each.phone === phone && each.id !== id && !each.cancelled);
    sum.promised += 1;
    if (cancelled) {
      sum.takenBack += 1;
      assert.equal(state, "cancelled", "taken back, and so it stays");
      if (others.length === 0) assert.equal(rung.length, 0, "rang though it had been taken back");
      return;
    }
    if (others.length === 0) assert.ok(rung.length <= 1, `${rung.length} calls for one promise`);
    assert.ok(!["scheduled", "dialling", "ringing"].includes(state), `still ${state} days later`);
    if (reason === "overdue") {
      sum.shown += 1;
      // It may have been tried: a dial that is refused rings nobody, and leaves the promise to the owner.
      const called = this.provider.placed.filter(isTheirs);
      if (others.length === 0) assert.equal(called.length, 0, "said not to have been called, and was");
      const shown = missed.some((each) => each.phone === phone);
      if (hand.nowMs - dueMs < 6 * 24 * hour && others.length === 0)
        assert.ok(shown, "lost and the owner can't call back");
    } else {
      sum.kept += Number(mine.length > 0);
      assert.ok(mine.length > 0 || others.length > 0, `${state} ${reason}, and nobody was called within 15 minutes`);
    }
  }

  #judgeLimits(): void {
    const times = this.provider.asked.map(({ atMs }) => atMs);
    const most = (windowMs: number) =>
      Math.max(0, ...times.map((from) => times.filter((each) => each >= from && each - from < windowMs).length));
    assert.ok(most(minute) <= 10, `${most(minute)} dials within a minute`);
    assert.ok(most(hour) <= 30, `${most(hour)} dials of one button within an hour`);
  }

  async #book(who: number, inMs: number): Promise<void> {
    const phone = `+7916111${String(1_000 + who)}`;
    const at = new Date(Math.ceil((hand.nowMs + 2 * minute) / slot(1)) * slot(1) + inMs).toISOString();
    this.#booked += 1;
    const key = `key-of-a-promise-${this.#booked}-0000`;
    const answer = await askForCall(this.worker, { phone, at, key, address: addressOf(this.#booked) });
    if (answer.status !== 202) return assert.ok([400, 409, 422, 429, 503].includes(answer.status), `${answer.status}`);
    const { id } = (await answer.json()) as { id: string };
    this.promised.push({ id, phone, dueMs: Date.parse(at), cancelled: false });
  }

  async #cancel(which: number): Promise<void> {
    const one = this.promised[which % Math.max(1, this.promised.length)];
    if (!one) return;
    const { status } = await this.worker.request(`/v1/calls/${one.id}`, {
      method: "DELETE",
      headers: { "cf-connecting-ip": "192.0.2.9" },
    });
    if (status === 204) one.cancelled = true;
    else assert.equal(status, 409);
  }

  async #setHours(isHoliday: boolean): Promise<void> {
    const nowhere = { zone: "Europe/Moscow", week: { mon: [["03:00", "03:30"]] }, holidays: [] };
    await this.own("PUT", `/v1/owner/buttons/${cid}`, { hours: isHoliday ? nowhere : "always" });
  }

  async own(method: string, path: string, body: object): Promise<void> {
    const answer = await this.worker.request(path, { method, headers: ownerHeaders, body: JSON.stringify(body) });
    assert.ok(answer.ok, `${path} ${answer.status}`);
  }

  async #ask(method: string, path: string): Promise<unknown> {
    const answer = await this.worker.request(path, { method, headers: ownerHeaders });
    assert.ok(answer.ok, `${path} ${answer.status}`);
    return answer.json();
  }
}

const ownerHeaders = {
  authorization: `Bearer ${secrets.ownerToken}`,
  "content-type": "application/json",
  "cf-connecting-ip": "203.0.113.9",
};
