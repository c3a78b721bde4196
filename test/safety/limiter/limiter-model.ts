/** The book against the full list: random visitors, promises, ends, refusals, losses, crashes and pauses. */
import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { CallLimits } from "../../../worker/contract/limits.ts";
import type { Address } from "../../../worker/http/client-address.ts";
import { CallBook } from "../../../worker/ledger/call-book.ts";
import type { CallRow } from "../../../worker/ledger/call-row.ts";
import { CallTable } from "../../../worker/ledger/call-table.ts";
import { end } from "../../../worker/ledger/progress.ts";
import { begun, scheduledRow } from "../../../worker/ledger/scheduled-call.ts";
import { nextTurn } from "../../../worker/ledger/series/series-row.ts";
import { memoryStore } from "../../support/sqlite.ts";
import { netsOf, type Step, steps, tight } from "./limiter-steps.ts";
import { noon, planOf, requestRow } from "../../worker/wishes.ts";
import { AddressHash } from "../../../worker/safety/address-hash.ts";
import { StoredValues } from "../../../worker/storage.ts";
import {
  day,
  earlierDialOf,
  forbids,
  forbidsDue,
  forbidsNext,
  forbidsPromise,
  type Granted,
  hour,
  isFrequent,
  minute,
} from "./oracle.ts";

/** How often each rule refused: a rule that never fired was not tested. */
export type Fired = Map<string, number>;

/** Runs the model so often; throws with the shortest story on which book and oracle disagree. */
export function runModel(runs: number, seed: number): Fired {
  const fired: Fired = new Map();
  const stories = fc.array(steps, { minLength: 5, maxLength: 45, size: "max" });
  const agrees = fc.property(stories, fc.constantFrom(...tight), (story, limits) => {
    const world = new World(limits, fired);
    for (const each of story) world.take(each);
  });
  fc.assert(agrees, { numRuns: runs, seed });
  return fired;
}

/** The book and the list beside it, at one clock. */
class World {
  readonly #limits: CallLimits;
  readonly #fired: Fired;
  readonly #table: CallTable;
  readonly #listed = new Map<string, Granted>();
  readonly #values: StoredValues;
  #nowMs = noon;
  /** The latest that its clock ever showed. */
  #latestMs = noon;
  /** The latest day on which anybody asked: its salt is in use until the next one. */
  #day = 0;
  #book: CallBook;
  #addresses: AddressHash;

  constructor(limits: CallLimits, fired: Fired) {
    const { sql, atomically } = memoryStore();
    this.#limits = limits;
    this.#fired = fired;
    this.#table = new CallTable(sql, atomically);
    this.#values = new StoredValues(sql);
    this.#book = new CallBook(this.#table, this.#nowMs);
    this.#addresses = new AddressHash(this.#values);
  }

  take(step: Step): void {
    switch (step.kind) {
      case "ask":
        return this.#ask(step);
      case "wait":
        this.#nowMs += step.ms;
        this.#latestMs = Math.max(this.#latestMs, this.#nowMs);
        return;
      case "back":
        // A clock that is set is an hour wrong, not days.
        this.#nowMs = Math.max(this.#nowMs - step.ms, this.#latestMs - hour);
        return;
      case "crash":
        return this.#crash();
      case "forget":
        this.#addresses.forget(this.#nowMs);
        return this.#book.forget(this.#nowMs, 0);
      case "due":
        return this.#comeDue(step.which);
      case "next":
        return this.#tryNext(step.which, step.kopecks);
      default:
        return this.#settle(step);
    }
  }

  #ask({ number, ticket, net, button, laterMs }: Extract<Step, { kind: "ask" }>): void {
    // A ticket lives for half an hour; no older one comes this far.
    const fresh = `t${ticket} of ${Math.floor(this.#nowMs / (30 * minute))}`;
    const who = { number: `n${number}`, prefix: `p${number % 2}`, ticket: fresh, button: `b${button}` };
    this.#day = Math.max(this.#day, Math.floor(this.#nowMs / day));
    const nets = this.#addresses.hash(addressOf(netsOf(net)), this.#nowMs);
    const asap = requestRow(this.#nowMs, { ...who, nets }, this.#limits);
    const row = laterMs === null ? asap : scheduledRow(asap, this.#nowMs + laterMs, "sealed");
    const call: Granted = {
      ...who,
      nets: netsOf(net),
      askedMs: this.#nowMs,
      day: this.#day,
      dialledMs: row.dialledMs,
      dueMs: row.atMs,
      became: laterMs === null ? "dialled" : "waiting",
      lockedUntilMs: row.lockedUntilMs,
      kopecks: row.kopecks,
      frequent: false,
    };
    call.frequent = isFrequent(this.#past(), call);
    const grant = this.#book.grant(row, nets, this.#limits, () => null);
    const expected = (laterMs === null ? forbids : forbidsPromise)(this.#limits, this.#past(), call);
    if (this.#unknowns() >= 3) expected.push("provider.unknown");
    this.#compare(grant, expected);
    if ("granted" in grant) this.#listed.set(row.id, call);
  }

  #comeDue(which: number): void {
    const waiting = this.#book.promised();
    const row = waiting[which % Math.max(1, waiting.length)];
    const call = row && this.#listed.get(row.id);
    if (!row || !call) return;
    const change = begun(planOf(), this.#limits, this.#nowMs);
    const due: Granted = { ...call, kopecks: change.kopecks ?? 0 };
    const expected = forbidsDue(
      this.#limits,
      this.#past().filter((each) => each !== call),
      due,
      this.#nowMs,
    );
    if (this.#unknowns() >= 3) expected.push("provider.unknown");
    const grant = this.#book.begin(row.id, change, this.#limits, () => null, this.#nowMs);
    assert.ok(grant, "a call that waits can be begun");
    this.#compare(grant, expected);
    if (!("granted" in grant)) return;
    const { lockedUntilMs, kopecks, dialledMs } = grant.granted;
    Object.assign(call, { became: "dialled", dialledMs, lockedUntilMs, kopecks });
  }

  /** The agent who is rung does not answer: the next one of the series is to be. */
  #tryNext(which: number, kopecks: number): void {
    const rung = this.#book.dialled().filter(({ dial }) => dial === "dialling" || dial === "started");
    const row = rung[which % Math.max(1, rung.length)];
    const call = row && this.#listed.get(row.id);
    // A series is over within two minutes.
    if (!row || !call || this.#nowMs - (row.dialledMs ?? 0) > 2 * minute) return;
    const change = nextTurn(row, planOf(), this.#limits, this.#nowMs);
    const [before, reserved] = [call.kopecks, change.kopecks ?? 0];
    call.kopecks = kopecks;
    const expected = forbidsNext(this.#limits, this.#past(), { ...call, kopecks: reserved }, this.#nowMs);
    if (this.#unknowns() >= 3) expected.push("provider.unknown");
    const ended = { state: "no-answer", reason: "owner-no-answer", kopecks } as const;
    const grant = this.#book.tryNext(row, ended, change, this.#limits, () => null);
    this.#compare(grant, expected);
    call.kopecks = before;
    if (!("granted" in grant)) return;
    const name = `${row.id} in turn ${row.turn ?? 1}`;
    this.#listed.set(name, earlierDialOf(call, kopecks, name));
    Object.assign(call, { dialledMs: this.#nowMs, kopecks: reserved });
  }

  #compare(grant: object, expected: readonly string[]): void {
    if ("refused" in grant) {
      const { rule, retryAfterS } = grant.refused as { rule: string; retryAfterS: number };
      this.#fired.set(rule, (this.#fired.get(rule) ?? 0) + 1);
      assert.ok(expected.includes(rule), `${rule} refused, the list says ${expected}`);
      assert.ok(retryAfterS > 0, "a refusal without a time to come back");
    } else assert.deepEqual(expected, [], "granted against the list");
  }

  #settle({ kind, which, kopecks }: Extract<Step, { which: number }>): void {
    const open = kind === "cancel" ? this.#book.promised() : this.#book.dialled();
    const row = open[which % Math.max(1, open.length)];
    if (!row) return;
    if (kind === "refuse") this.#book.neverDialled(row, "refused", this.#nowMs);
    if (kind === "cancel") this.#book.neverDialled(row, "cancelled", this.#nowMs);
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
    const earlier = `${row.id} in turn ${(row.turn ?? 0) - 1}`;
    const stands = this.#listed.get(earlier);
    if (stands && kind === "refuse") {
      // That dial never left: the call is what it was before it.
      this.#listed.delete(earlier);
      Object.assign(call, { dialledMs: stands.dialledMs, kopecks: stands.kopecks, lockedUntilMs: 0 });
      return;
    }
    if (kind === "refuse" || kind === "cancel") Object.assign(call, { became: "never", lockedUntilMs: 0, kopecks: 0 });
    if (kind === "giveUp") call.lockedUntilMs = this.#nowMs + day;
    if (kind === "end") Object.assign(call, { lockedUntilMs: 0, kopecks });
  }

  /** What was on its way may have rung; everything is known again from its rows. */
  #crash(): void {
    this.#book = new CallBook(this.#table, this.#nowMs);
    this.#addresses = new AddressHash(this.#values);
    this.#book.recover(this.#nowMs);
  }

  #past(): Granted[] {
    return [...this.#listed.values()];
  }

  #unknowns(): number {
    return this.#book.open().filter(({ dial }) => dial === "unknown").length;
  }
}

function addressOf(nets: readonly string[]): Address {
  const [first = "", net56 = "", net48 = ""] = nets;
  if (nets.length === 1) return { kind: "ipv4", net: first, full: first };
  return { kind: "ipv6", net: net56, net64: first, net56, net48 };
}
