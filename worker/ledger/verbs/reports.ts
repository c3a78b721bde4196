/** What the owner is told: calls that were, who was missed, what was refused. Nothing here dials. */
import { RpcTarget } from "cloudflare:workers";
import type { HeardHook } from "../../contract/owner-health.ts";
import type { CallSummary } from "../../contract/owner-calls.ts";
import type { Blocked } from "../../contract/owner-safety.ts";
import { unseal } from "../../crypto.ts";
import type { FunnelSum } from "../../funnel/funnel-batch.ts";
import type { RefusalHour, RefusalNote, RefusalSum } from "../../safety/refusal-counts.ts";
import { Doubts, type KeptDoubt } from "../../sipnet/doubts.ts";
import type { Doubt } from "../../sipnet/row.ts";
import { now } from "../../time/clock.ts";
import { summaryOf } from "../call-view.ts";
import type { LedgerState } from "../ledger-state.ts";
import { type LedgerCall, ledgerCall } from "../missed-calls.ts";
import type { FirstStepsView } from "../owner-side/first-steps.ts";
import { isFinal } from "../progress.ts";
import type { Care } from "../told/missed-care.ts";
import { stillWaits, type Waiting } from "../told/still-waits.ts";
import { type ToldCall, toldOf } from "../told/told-call.ts";

const latestCalls = 500;

export class Reports extends RpcTarget {
  readonly #state: LedgerState;

  constructor(state: LedgerState) {
    super();
    this.#state = state;
  }

  /** The latest calls as the owner may see them: masked. */
  calls(): CallSummary[] {
    return this.#state.book.past.latest(latestCalls).map(summaryOf);
  }

  /**
   * A page of calls asked for within a span, oldest first, with what joins them to the provider's lists. The next
   * page begins at the time of the last call read, `after` that call; behind the last one there is an empty page.
   */
  callsBetween(fromMs: number, toMs: number, after = ""): LedgerCall[] {
    return this.#state.book.past.between(fromMs, toMs, after).map(ledgerCall);
  }

  /** Every change of every call, for the owner; the open ones first. */
  live(): ReadableStream<Uint8Array> {
    const { streams, book } = this.#state;
    return streams.watchAll(book.open());
  }

  /** Hashes of numbers that the owner has called back or dealt with, and when. */
  missedDone(): Record<string, number> {
    return this.#state.missed.all();
  }

  /** The owner has dealt with whoever asked for this call; false where there is no such call. */
  settleMissed(id: string): boolean {
    const { book, missed, care } = this.#state;
    const row = book.byId(id);
    if (!row) return false;
    care.drop(row.number);
    // A call that is over and seems to be still to come was asked for before the clock was set back.
    const wantedMs = isFinal(row.state) ? (row.atMs ?? row.createdMs) : 0;
    missed.put(row.number, Math.max(now(), wantedMs));
    book.past.dropSealed(row.number);
    return true;
  }

  /** Who looks after whom, and what they wrote down, by the number's hash. */
  missedCare(): Record<string, Care> {
    return this.#state.care.all();
  }

  /** Somebody takes it, or writes something down; false where there is no such call. */
  careForMissed(id: string, change: Partial<Care>): boolean {
    const row = this.#state.book.byId(id);
    if (row) this.#state.care.put(row.number, change, now());
    return row !== null;
  }

  /** Somebody tried to call them and reached nobody; false where there is no such call. */
  noteUnreached(id: string): boolean {
    const row = this.#state.book.byId(id);
    if (row) this.#state.care.noteUnreached(row, now());
    return row !== null;
  }

  /** Promised calls that were not kept, however long ago they were asked for. */
  overdueCalls(): LedgerCall[] {
    return this.#state.book.past.overdue().map(ledgerCall);
  }

  /** Their numbers, E.164, by their hash: for the owner to see and to call, and to be kept nowhere. */
  async overduePhones(): Promise<Record<string, string>> {
    const { schedule } = await this.#state.keys;
    const rows = this.#state.book.past.overdue();
    const phones = await Promise.all(rows.map(async (row) => [row.number, await unseal(schedule, row.sealed ?? "")]));
    return Object.fromEntries(phones.filter(([, phone]) => phone !== null)) as Record<string, string>;
  }

  /** Calls that were booked or came to their end after that moment, and until when that is all of them. */
  toldSince(sinceMs: number): { calls: ToldCall[]; readToMs: number } {
    const { rows, readToMs } = this.#state.book.past.toldSince(sinceMs, now());
    return { calls: rows.flatMap((row) => toldOf(row) ?? []), readToMs };
  }

  /** Of those who were to be tried again since that moment and wait still: the call they were missed at. */
  remindersSince(sinceMs: number): ToldCall[] {
    const { book, missed, care } = this.#state;
    return care.due(sinceMs, now()).flatMap(({ call, unreached }) => {
      const row = call === null ? null : book.byId(call);
      const told = row && stillWaits(book, missed, row.id) === "waits" ? toldOf(row) : null;
      return told ? [{ ...told, reminder: unreached }] : [];
    });
  }

  /** Whether whoever asked for this call waits for an answer still. */
  stillWaits(id: string): Waiting {
    return stillWaits(this.#state.book, this.#state.missed, id);
  }

  /** The owner's own first call, to their own phones. */
  noteTestCall(id: string): void {
    this.#state.firstSteps.noteTestCall(id);
  }

  /** The owner's test call, and the first visitor who talked. */
  firstSteps(): FirstStepsView {
    return this.#state.firstSteps.view();
  }

  /** What the webhook said lately: names and states. */
  heardHooks(): HeardHook[] {
    return this.#state.heardHooks.list();
  }

  /** What of SIPNET's answers could not be understood. */
  noteDoubts(operation: string, doubts: readonly Doubt[]): void {
    new Doubts(this.#state.values).note(operation, doubts, now());
  }

  doubts(): KeptDoubt[] {
    return new Doubts(this.#state.values).list(now());
  }

  /** Adds an isolate's gathered refusals to the owner's count. */
  noteRefusals(sums: RefusalSum[], notes: RefusalNote[]): void {
    this.#state.refusals.note(sums, notes);
  }

  refusalsBetween(fromMs: number, toMs: number): RefusalHour[] {
    return this.#state.refusals.between(fromMs, toMs);
  }

  /** Adds what an isolate gathered of buttons that were shown and opened. */
  noteFunnel(sums: FunnelSum[]): void {
    this.#state.funnel.note(sums);
  }

  funnelBetween(fromMs: number, toMs: number): FunnelSum[] {
    return this.#state.funnel.between(fromMs, toMs);
  }

  /** Every refusal by the rule that fired. */
  blocked(): Blocked {
    return this.#state.refusals.list();
  }
}
