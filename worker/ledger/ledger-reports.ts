/**
 * What the Ledger keeps and tells: calls as visitors and the owner may see them, settings, refusals.
 * Nothing here dials.
 */
import { Doubts, type KeptDoubt } from "../sipnet/doubts.ts";
import type { Doubt } from "../sipnet/row.ts";
import type { Address } from "../http/client-address.ts";
import { CallBook } from "./call-book.ts";
import { callView, summaryOf } from "./call-view.ts";
import { now } from "../time/clock.ts";
import { CallTable } from "./call-table.ts";
import { unseal } from "../crypto.ts";
import type { ButtonExtras } from "../contract/button.ts";
import { timesWithRoom } from "../safety/call-limits.ts";
import { nobodysCall } from "../safety/counted-call.ts";
import { dayMs } from "../time/durations.ts";
import { tightened } from "../contract/limits.ts";
import { type Question, settingsView } from "./owner-side/settings-view.ts";
import type { CallSummary } from "../contract/owner-calls.ts";
import { FirstSteps, type FirstStepsView } from "./owner-side/first-steps.ts";
import { fitSettings, settingsVersion } from "./owner-side/settings-merge.ts";
import { Versions } from "../versions.ts";
import type {
  Explanation,
  SettingsChange,
  SettingsConflict,
  SettingsView,
  Blocked,
  Stoppage,
} from "../contract/owner-safety.ts";
import type { Call } from "../contract/visitor.ts";
import { type RefusalHour, type RefusalNote, RefusalCounts, type RefusalSum } from "../safety/refusal-counts.ts";
import { type LedgerCall, ledgerCall, MissedDone } from "./missed-calls.ts";
import { stillWaits, type Waiting } from "./told/still-waits.ts";
import { type ToldCall, toldOf } from "./told/told-call.ts";
import type { Vars } from "../settings.ts";
import { LedgerNumbers } from "./ledger-numbers.ts";
import { isFinal } from "./progress.ts";
import { EventStreams, type StreamsFull } from "./event-streams.ts";

export abstract class LedgerReports extends LedgerNumbers {
  /** Read when first asked for. */
  #sweptMs: number | undefined;
  readonly #firstSteps: FirstSteps;
  protected readonly book: CallBook;
  protected readonly refusals: RefusalCounts;
  protected readonly missed: MissedDone;
  protected readonly versions: Versions;
  protected readonly streams = new EventStreams();

  constructor(ctx: DurableObjectState, env: Vars) {
    super(ctx, env);
    const { sql } = ctx.storage;
    this.book = new CallBook(new CallTable(sql, (work) => ctx.storage.transactionSync(work)), now());
    this.#firstSteps = new FirstSteps(this.values, this.book);
    this.refusals = new RefusalCounts(sql);
    this.versions = new Versions(sql);
    this.missed = new MissedDone(sql);
  }

  /** An object that can't be made, for its tables are broken, answers nothing. */
  health(): true {
    return true;
  }

  /** The owner's own first call, to their own phones. */
  noteTestCall(id: string): void {
    this.#firstSteps.noteTestCall(id);
  }

  /** The owner's test call, and the first visitor who talked. */
  firstSteps(): FirstStepsView {
    return this.#firstSteps.view();
  }

  /** What of SIPNET's answers could not be understood. */
  noteDoubts(operation: string, doubts: readonly Doubt[]): void {
    new Doubts(this.values).note(operation, doubts, now());
  }

  doubts(): KeptDoubt[] {
    return new Doubts(this.values).list(now());
  }

  /** A call as its visitor may see it. */
  call(id: string): Call | null {
    const row = this.book.byId(id);
    return row && callView(row);
  }

  /** A call's changes as server-sent events, after the one that was `seen`; NaN for none. */
  events(id: string, seen: number, net: string): Promise<ReadableStream<Uint8Array> | StreamsFull | null> {
    return this.streams.open(() => this.book.byId(id), seen, net);
  }

  /** What the owner set, the limits that follow from it, and what has stopped by itself. */
  settings(): SettingsView {
    const version = settingsVersion(this.versions, this.switches.settings);
    return { ...settingsView(this.switches, this.installation.limits, now()), version };
  }

  /** What stops every call at present. */
  stoppage(): Stoppage | null {
    return this.switches.stoppageAt(now());
  }

  /** Settings as they are then; or where this change and another one since were of the same field, and nothing changes. */
  changeSettings(change: SettingsChange): SettingsView | { conflict: SettingsConflict } {
    const fitted = fitSettings(this.versions, this.switches.settings, change);
    if ("conflict" in fitted) return fitted;
    if (change.breaker === "closed") this.switches.closeBreaker(now());
    this.switches.change(fitted);
    return this.settings();
  }

  /** The latest calls as the owner may see them: masked. */
  calls(): CallSummary[] {
    return this.book.past.latest(500).map(summaryOf);
  }

  /**
   * A page of calls asked for within a span, oldest first, with what joins them to the provider's lists. The next
   * page begins at the time of the last call read, `after` that call; behind the last one there is an empty page.
   */
  callsBetween(fromMs: number, toMs: number, after = ""): LedgerCall[] {
    return this.book.past.between(fromMs, toMs, after).map(ledgerCall);
  }

  refusalsBetween(fromMs: number, toMs: number): RefusalHour[] {
    return this.refusals.between(fromMs, toMs);
  }

  /** Every change of every call, for the owner; the open ones first. */
  live(): ReadableStream<Uint8Array> {
    return this.streams.watchAll(this.book.open());
  }

  /** How the visitor liked the call: once, and only one that took place. */
  rate(id: string, score: number): "rated" | "again" | "not-talked" | null {
    const row = this.book.byId(id);
    if (!row) return null;
    if (row.state !== "ended") return "not-talked";
    if (row.rating !== null) return row.rating === score ? "rated" : "again";
    this.book.change(row, { rating: score });
    return "rated";
  }

  /** Hashes of numbers that the owner has called back or dealt with, and when. */
  missedDone(): Record<string, number> {
    return this.missed.all();
  }

  /** The owner has dealt with whoever asked for this call; false where there is no such call. */
  settleMissed(id: string): boolean {
    const row = this.book.byId(id);
    if (!row) return false;
    // A call that is over and seems to be still to come was asked for before the clock was set back.
    const wantedMs = isFinal(row.state) ? (row.atMs ?? row.createdMs) : 0;
    this.missed.put(row.number, Math.max(now(), wantedMs));
    this.book.past.dropSealed(row.number);
    return true;
  }

  /** Promised calls that were not kept, however long ago they were asked for. */
  overdueCalls(): LedgerCall[] {
    return this.book.past.overdue().map(ledgerCall);
  }

  /** Their numbers, E.164, by their hash: for the owner to see and to call, and to be kept nowhere. */
  async overduePhones(): Promise<Record<string, string>> {
    const { schedule } = await this.keys;
    const rows = this.book.past.overdue();
    const phones = await Promise.all(rows.map(async (row) => [row.number, await unseal(schedule, row.sealed ?? "")]));
    return Object.fromEntries(phones.filter(([, phone]) => phone !== null)) as Record<string, string>;
  }

  /** Those of the times at which this button can promise one more call to whoever asks from there. */
  async timesWithRoom(
    button: string,
    address: Address,
    times: number[],
    own: ButtonExtras["limits"],
  ): Promise<number[]> {
    const nets = await this.addressHash.hash(address, now());
    return timesWithRoom(tightened(this.switches.limits, own), this.book.counts, { button, nets, times }, now());
  }

  /** Deletes what is kept of a number's past calls; says how many there were. */
  async forgetNumber(phone: string): Promise<number> {
    const { number } = await this.hashes(phone);
    // What waits for its time would ring somebody who is not to be known here any more.
    for (const row of this.book.promised().filter((each) => each.number === number))
      this.streams.tell(this.book.neverDialled(row, "cancelled", now()));
    return this.book.past.forgetNumber(number, now());
  }

  /** What would happen if this number were asked for now. Counts nothing, dials nothing. */
  async explain({ phone, button, address, zone, hours, forbidden, buttonLimits }: Question): Promise<Explanation> {
    const hashes = await this.hashes(phone);
    const nets = await this.addressHash.hash(address, now());
    const nowMs = now();
    const call = { ...nobodysCall, ...hashes, button, createdMs: nowMs, dialledMs: nowMs };
    const check = () => this.switches.judge({ ...hashes, zone, hours, forbidden }, nowMs);
    const verdict = this.book.explain(call, nets, tightened(this.switches.limits, buttonLimits), check);
    return verdict ? { verdict: "refuse", ...verdict } : { verdict: "call" };
  }

  /** Calls that were booked or came to their end after that moment, and until when that is all of them. */
  toldSince(sinceMs: number): { calls: ToldCall[]; readToMs: number } {
    const { rows, readToMs } = this.book.past.toldSince(sinceMs, now());
    return { calls: rows.flatMap((row) => toldOf(row) ?? []), readToMs };
  }

  /** Whether whoever asked for this call waits for an answer still. */
  stillWaits(id: string): Waiting {
    return stillWaits(this.book, this.missed, id);
  }

  /** Adds an isolate's gathered refusals to the owner's count. */
  noteRefusals(sums: RefusalSum[], notes: RefusalNote[]): void {
    this.refusals.note(sums, notes);
  }

  /** Every refusal by the rule that fired. */
  blocked(): Blocked {
    return this.refusals.list();
  }

  /** What has been kept long enough goes, once in so long. */
  protected sweep(nowMs: number, everyMs: number): void {
    this.#sweptMs ??= this.values.get("sweptMs", 0);
    // A clock that ran far ahead has swept what it took for old; all is looked through again.
    const sweptMs = this.#sweptMs > nowMs + everyMs ? 0 : this.#sweptMs;
    if (nowMs - sweptMs <= everyMs) return;
    this.book.forget(nowMs, sweptMs);
    this.optOuts.forget(nowMs);
    this.refusedNumbers.forget(nowMs);
    this.addressHash.forget(nowMs);
    this.refusals.forgetBefore(nowMs - 30 * dayMs);
    this.values.set("sweptMs", (this.#sweptMs = nowMs));
  }
}
