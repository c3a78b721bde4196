/** The book against the full list: random visitors, ends, losses, crashes and pauses. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import { CallBook } from "../../worker/ledger/call-book.ts";
import { type CallRow, CallTable } from "../../worker/ledger/call-table.ts";
import { type CallLimits, limitsOf } from "../../worker/contract/limits.ts";
import { end } from "../../worker/ledger/progress.ts";
import { memorySql } from "../support/sqlite.ts";
import { noon, wishRow } from "../worker/wishes.ts";
import { attemptOf } from "./limiter.ts";
import { type Admitted, day, forbids, hour, minute, second } from "./oracle.ts";

type Step =
  | { kind: "ask"; number: number; ticket: number; net: number; button: number }
  | { kind: "wait"; ms: number }
  | { kind: "end" | "refuse" | "lose" | "giveUp"; which: number; kopecks: number }
  | { kind: "crash" | "forget" };

/** Tight, so that every rule binds within a few steps. */
const tight = limitsOf({
  ipv4: { per10Min: 3, perDay: 6 },
  ipv6_64: { per10Min: 2, perDay: 4 },
  ipv6_56: { perHour: 3 },
  ipv6_48: { perHour: 4 },
  button: { perHour: 6, perDay: 9 },
  account: { perMinute: 3, perDay: 12, moneyPerDay: 200, pricePerMinute: 1, reservedMinutes: 10 },
});

const pick = (max: number) => fc.nat({ max });
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant("ask"), number: pick(4), ticket: pick(5), net: pick(5), button: pick(1) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("wait"),
      ms: fc.constantFrom(1, second, 30 * second, minute, 2 * minute - 1, 2 * minute, 10 * minute, hour, 9 * hour, day),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom("end", "refuse", "lose", "giveUp"),
      which: pick(9),
      kopecks: pick(3_000),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("crash", "forget") }) },
);

/** Runs the model so often; throws with the shortest story on which book and oracle disagree. */
export function runModel(runs: number, seed: number): void {
  const agrees = fc.property(fc.array(steps, { minLength: 5, maxLength: 45, size: "max" }), (story) => {
    const world = new World(tight);
    for (const each of story) world.take(each);
  });
  fc.assert(agrees, { numRuns: runs, seed });
}

/** The book and the list beside it, at one clock. */
class World {
  readonly #limits: CallLimits;
  readonly #journal = new CallTable(memorySql());
  readonly #listed = new Map<string, Admitted>();
  #nowMs = noon;
  #book: CallBook;

  constructor(limits: CallLimits) {
    this.#limits = limits;
    this.#book = new CallBook(this.#journal, this.#nowMs);
  }

  take(step: Step): void {
    switch (step.kind) {
      case "ask":
        return this.#ask(step);
      case "wait":
        this.#nowMs += step.ms;
        return;
      case "crash":
        return this.#crash();
      case "forget":
        return this.#book.forget(this.#nowMs);
      default:
        return this.#settle(step);
    }
  }

  #ask({ number, ticket, net, button }: Extract<Step, { kind: "ask" }>): void {
    // A ticket lives for half an hour; no older one comes this far.
    const fresh = `t${ticket} of ${Math.floor(this.#nowMs / (30 * minute))}`;
    const who = { number: `n${number}`, prefix: `p${number % 2}`, ticket: fresh, button: `b${button}` };
    const { row } = wishRow(this.#nowMs, who, this.#limits);
    const { kopecks, lockedUntilMs } = row;
    const call: Admitted = { ...who, atMs: this.#nowMs, nets: netsOf(net), lockedUntilMs, kopecks };
    const attempt = attemptOf(call);
    const { kind, today } = attempt.nets;
    const asked = this.#book.grant(
      { ...row, nets: JSON.stringify({ kind, today }) },
      attempt,
      this.#limits,
      () => null,
    );
    const expected = forbids(this.#limits, [...this.#listed.values()], call);
    if (this.#unknowns() >= 3) expected.push("provider.unknown");
    if ("refused" in asked) {
      assert.ok(expected.includes(asked.refused.rule), `${asked.refused.rule} refused, the list says ${expected}`);
      assert.ok(asked.refused.retryAfterS > 0, "a refusal without a time to come back");
    } else assert.deepEqual(expected, [], "admitted against the list");
    if ("reserved" in asked) this.#listed.set(row.id, call);
  }

  #settle({ kind, which, kopecks }: Extract<Step, { which: number }>): void {
    const open = this.#book.open();
    const row = open[which % Math.max(1, open.length)];
    if (!row) return;
    if (kind === "refuse") this.#book.neverDialled(row, "refused", this.#nowMs);
    if (kind === "lose") this.#book.lose(row, this.#nowMs);
    if (kind === "giveUp") this.#book.giveUp(row, this.#nowMs);
    if (kind === "end") this.#end(row, kopecks);
    this.#note(row, kind, kopecks);
  }

  #end(row: CallRow, kopecks: number): void {
    this.#book.move(row, (seen) => end(seen, "ended", this.#nowMs, undefined, 9), { dial: "started", kopecks });
  }

  #note(row: CallRow, kind: string, kopecks: number): void {
    const call = this.#listed.get(row.id);
    assert.ok(call, "a call nobody asked for");
    if (kind === "refuse") this.#listed.delete(row.id);
    if (kind === "giveUp") call.lockedUntilMs = this.#nowMs + day;
    if (kind === "end") Object.assign(call, { lockedUntilMs: 0, kopecks });
  }

  /** What was reserved had not been dialled; the rest is known again from its rows. */
  #crash(): void {
    this.#book = new CallBook(this.#journal, this.#nowMs);
    for (const row of this.#book.recover(this.#nowMs)) this.#listed.delete(row.id);
  }

  #unknowns(): number {
    return this.#book.open().filter(({ dial }) => dial === "unknown").length;
  }
}

/** Three IPv4 addresses and three IPv6 ones of the same /48. */
function netsOf(net: number): string[] {
  return net < 3 ? [`203.0.113.${net}`] : [`2001:db8::${net}/64`, `2001:db8::${net >> 1}/56`, "2001:db8::/48"];
}
