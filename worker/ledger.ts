/**
 * The Ledger: one object per API key, through which every dial must pass. It writes first
 * and dials after; what it does not know it looks up, and it never dials by itself again.
 */
import { DurableObject } from "cloudflare:workers";
import type { Address } from "./address.ts";
import { dayMs, type Verdict } from "./admission.ts";
import { Book } from "./book.ts";
import { alarmTime, now } from "./clock.ts";
import type { DialPlan } from "./dialler.ts";
import { Facts } from "./facts.ts";
import { FollowUp } from "./follow-up.ts";
import { Gate } from "./gate.ts";
import {
  type CallSummary,
  type Explanation,
  type Question,
  type SettingsChange,
  type SettingsView,
  settingsView,
  summaryOf,
} from "./owner-views.ts";
import { attemptOf, type CallRow, Journal } from "./journal.ts";
import { base64url, deriveKeys, type Keys } from "./keys.ts";
import { numbersOf } from "./companions.ts";
import { callView } from "./call-view.ts";
import { tightened } from "./limits.ts";
import { log, nameOf } from "./log.ts";
import { hashNumber, isHashOf, type NumberHashes } from "./number-hash.ts";
import { Operator } from "./operator.ts";
import { type OwnerDialled, OwnerDials, type OwnerWish } from "./owner-dials.ts";
import { isFinal } from "./progress.ts";
import type { Call } from "./protocol.ts";
import type { Bucket } from "./rate-limit.ts";
import { type Blocked, type RefusalHour, type RefusalNote, Refusals } from "./refusals.ts";
import { type LedgerCall, ledgerCall, MissedDone } from "./review.ts";
import { Salts } from "./salts.ts";
import { scheduledRow, seal } from "./schedule.ts";
import { remote } from "./services.ts";
import { type Env, readSettings, type Settings } from "./settings.ts";
import { createSipnet, type Sipnet } from "./sipnet/client.ts";
import type { HookEvent } from "./sipnet/hook-event.ts";
import { type Suppression, Suppressions } from "./suppressions.ts";
import { Watchers } from "./watchers.ts";
import { intentOf, rowFor, type Wish } from "./wish.ts";

/** What became of a wish: a call (new or already known), another use of its key, or a refusal. */
export type Answer =
  | { id: string; scheduled: boolean; /** The median wait of the latest calls. */ waitS?: number; buckets?: Bucket[] }
  | { reused: true }
  | { refused: Verdict; buckets: Bucket[] };

const sweepMs = 60 * 60_000;

export class Ledger extends DurableObject<Env> {
  readonly #settings: Settings;
  readonly #sipnet: Sipnet;
  readonly #book: Book;
  readonly #salts: Salts;
  readonly #refusals: Refusals;
  readonly #missedDone: MissedDone;
  readonly #suppressions: Suppressions;
  readonly #gate: Gate;
  readonly #watchers = new Watchers();
  readonly #followUp: FollowUp;
  readonly #operator: Operator;
  readonly #ownerDials: OwnerDials;
  readonly #keys: Promise<Keys>;
  #sweptMs = 0;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#settings = readSettings(env);
    const { sipnetUrl: url, credentials, appSecret } = this.#settings;
    this.#sipnet = createSipnet({ url, credentials, fetch: (input, init) => fetch(input, init) });
    this.#keys = deriveKeys(appSecret);
    const facts = new Facts(ctx.storage.sql);
    this.#salts = new Salts(facts);
    this.#suppressions = new Suppressions(ctx.storage.sql);
    this.#gate = new Gate(facts, this.#suppressions, this.#settings.limitsOverride);
    this.#book = new Book(new Journal(ctx.storage.sql), now());
    this.#refusals = new Refusals(ctx.storage.sql);
    this.#missedDone = new MissedDone(ctx.storage.sql);
    const tell = (row: CallRow) => this.#tell(row);
    const { countries } = this.#settings;
    const isNumberOf = async (row: CallRow, phone: string) => {
      const key = (await this.#keys).number;
      const fits = await Promise.all(numbersOf(row).map((hash) => isHashOf(hash, key, phone, countries)));
      return fits.includes(true);
    };
    this.#operator = new Operator({
      book: this.#book,
      gate: this.#gate,
      sipnet: this.#sipnet,
      countries,
      sealKey: this.#keys.then(({ schedule }) => schedule),
      findButton: (cid) => remote(env.BUTTONS, "buttons").find(cid),
      durable: () => ctx.storage.sync(),
      tell,
    });
    this.#ownerDials = new OwnerDials({
      book: this.#book,
      gate: this.#gate,
      operator: this.#operator,
      hash: (phone) => this.#hashes(phone),
      arm: () => this.#arm(),
      tell,
    });
    this.#followUp = new FollowUp({ book: this.#book, sipnet: this.#sipnet, tell, isNumberOf });
    for (const row of this.#book.recover(now())) log({ event: "recovered", call: row.id, dial: row.dial });
    void ctx.blockConcurrencyWhile(() => this.#arm());
  }

  /** Grants or refuses a call; a granted one is durable when this answers, and dialled right after. */
  async ask(wish: Wish): Promise<Answer> {
    const hashes = await this.#hashes(wish.phone);
    const nets = await this.#salts.hash(wish.address, now());
    const atMs = Date.parse(wish.at ?? "");
    const sealed = wish.at === null ? null : await seal((await this.#keys).schedule, wish.phone);
    // No await from here to the end of `ask`: the limits hold because this is one turn.
    const nowMs = now();
    const limits = tightened(this.#gate.limits, wish.buttonLimits);
    const asap = rowFor(wish, hashes, nets, base64url(crypto.getRandomValues(new Uint8Array(18))), limits, nowMs);
    const row = sealed === null ? asap : scheduledRow(asap, atMs, sealed);
    const gate = () => this.#gate.judge({ ...wish, ...hashes }, sealed === null ? nowMs : atMs);
    const attempt = { ...attemptOf(row), nets };
    const asked = this.#book.ask(row, attempt, limits, gate);
    const buckets = this.#book.buckets(attempt, limits);
    if (!("reserved" in asked)) return "known" in asked ? answerOf(asked.known) : { ...asked, buckets };
    await this.#secure(asked.reserved);
    this.#watchers.tell(asked.reserved);
    if (sealed === null) this.ctx.waitUntil(this.#place(asked.reserved, wish.plan));
    const waitS = this.#book.medianWaitS();
    return { ...answerOf(row), buckets, ...(waitS === null || sealed !== null ? {} : { waitS }) };
  }

  /** Without a durable row and an alarm nobody would look after the call: then it is not dialled. */
  async #secure(row: CallRow): Promise<void> {
    try {
      await this.#arm(row.pollMs);
      await this.ctx.storage.sync();
    } catch (error) {
      this.#book.neverDialled(row, "not-placed", now());
      throw error;
    }
  }

  /** Dials for the owner; answers once the provider has. */
  dialForOwner(wish: OwnerWish): Promise<OwnerDialled> {
    return this.#ownerDials.dial(wish);
  }

  /** The answer an `Idempotency-Key` already has, so that a late retry is not refused for its age. */
  async recall(idem: string, button: string, phone: string, at: string | null): Promise<Answer | null> {
    const intent = intentOf(button, (await this.#hashes(phone)).number, at);
    const known = this.#book.recall(idem, intent);
    if (known === null) return null;
    return "known" in known ? answerOf(known.known) : { reused: true };
  }

  /** A call as its visitor may see it. */
  look(id: string): Call | null {
    const row = this.#book.byId(id);
    return row && callView(row);
  }

  /** A call's changes as server-sent events, the present state first. */
  events(id: string): ReadableStream<Uint8Array> | null {
    const row = this.#book.byId(id);
    return row && this.#watchers.watch(row);
  }

  /** Takes a call back that has not been dialled; false once it has. */
  cancel(id: string): boolean | null {
    const row = this.#book.byId(id);
    if (!row) return null;
    if (row.dial !== "scheduled" && row.dial !== "reserved") return row.dial === "cancelled";
    this.#tell(this.#book.neverDialled(row, "cancelled", now()));
    return true;
  }

  /** How the visitor liked the call: once, and only one that took place. */
  rate(id: string, score: number): "rated" | "again" | "not-talked" | null {
    const row = this.#book.byId(id);
    if (!row) return null;
    if (row.state !== "ended") return "not-talked";
    if (row.rating !== null) return row.rating === score ? "rated" : "again";
    this.#book.change(row, { rating: score });
    return "rated";
  }

  /** A webhook's hint: shows a leg of the one call it fits, and has the provider asked at once. */
  async hear(event: HookEvent): Promise<void> {
    await this.#followUp.hear(event, (await this.#hashes(`+${event.calleeId}`)).number);
    await this.#arm();
  }

  /** A number asks to be left alone by every button. */
  async optOut(phone: string, address: Address): Promise<void> {
    const { number } = await this.#hashes(phone);
    const { today, yesterday } = await this.#salts.hash(address, now());
    this.#suppressions.optOut(number, [...today.slice(0, 1), ...yesterday.slice(0, 1)], now());
  }

  /** The owner blocks a number or lets it be called again; true if that changed anything. */
  async suppress(phone: string, kind: "opt-out" | "block" | null): Promise<boolean> {
    const { number } = await this.#hashes(phone);
    return kind === null ? this.#suppressions.lift(number) : this.#suppressions.put(number, kind, now());
  }

  /** Numbers that no button rings, as hashes. */
  suppressions(): Suppression[] {
    return this.#suppressions.list();
  }

  /** What the owner set, the limits that follow from it, and what has stopped by itself. */
  settings(): SettingsView {
    return settingsView(this.#gate, this.#settings.limits, now());
  }

  changeSettings({ breaker, ...change }: SettingsChange): SettingsView {
    if (breaker === "closed") this.#gate.closeBreaker(now());
    this.#gate.change(change);
    return this.settings();
  }

  /** The latest calls as the owner may see them: masked. */
  calls(): CallSummary[] {
    return this.#book.latest(500).map(summaryOf);
  }

  /** Calls asked for within a span, oldest first, with what joins them to the provider's lists. */
  callsBetween(fromMs: number, toMs: number): LedgerCall[] {
    return this.#book.between(fromMs, toMs).map(ledgerCall);
  }

  refusalsBetween(fromMs: number, toMs: number): RefusalHour[] {
    return this.#refusals.between(fromMs, toMs);
  }

  /** Every change of every call, for the owner; the open ones first. */
  live(): ReadableStream<Uint8Array> {
    return this.#watchers.watchAll(this.#book.open());
  }

  /** Hashes of numbers that the owner has called back or dealt with, and when. */
  missedDone(): Record<string, number> {
    return this.#missedDone.all();
  }

  /** The owner has dealt with whoever asked for this call; false where there is no such call. */
  settleMissed(id: string): boolean {
    const row = this.#book.byId(id);
    if (row) this.#missedDone.put(row.number, now());
    return row !== null;
  }

  /** Deletes what is kept of a number's past calls; says how many there were. */
  async forgetNumber(phone: string): Promise<number> {
    return this.#book.forgetNumber((await this.#hashes(phone)).number);
  }

  /** What would happen if this number were asked for now. Counts nothing, dials nothing. */
  async explain({ phone, button, address, zone, hours, buttonLimits }: Question): Promise<Explanation> {
    const hashes = await this.#hashes(phone);
    const nets = await this.#salts.hash(address, now());
    const nowMs = now();
    const attempt = { ...hashes, atMs: nowMs, ticket: "", button, nets, lockedUntilMs: 0, kopecks: 0 };
    const gate = () => this.#gate.judge({ ...hashes, zone, hours }, nowMs);
    const verdict = this.#book.judge(attempt, tightened(this.#gate.limits, buttonLimits), gate);
    return verdict ? { verdict: "refuse", ...verdict } : { verdict: "call" };
  }

  /** Adds an isolate's gathered refusals to the owner's count. */
  noteRefusals(counts: Record<string, number>, notes: RefusalNote[]): void {
    this.#refusals.note(counts, notes);
  }

  /** Every refusal by the rule that fired. */
  blocked(): Blocked {
    return this.#refusals.list();
  }

  /** Wakes the Ledger, in case its alarm was lost. */
  async wake(): Promise<void> {
    await this.alarm();
  }

  override async alarm(): Promise<void> {
    try {
      await Promise.all([this.#followUp.due(), this.#operator.placeDue()]);
      if (now() - this.#sweptMs > sweepMs) this.#sweep((this.#sweptMs = now()));
    } catch (error) {
      log({ event: "alarm-failed", because: nameOf(error) });
    } finally {
      await this.#arm();
    }
  }

  #sweep(nowMs: number): void {
    this.#book.forget(nowMs);
    this.#suppressions.forget(nowMs);
    this.#salts.forget(nowMs);
    this.#refusals.forgetBefore(nowMs - 30 * dayMs);
  }

  async #place(row: CallRow, plan: DialPlan): Promise<void> {
    await this.#operator.place([row], plan);
    await this.#arm(this.#book.byId(row.id)?.pollMs ?? null);
  }

  #tell(row: CallRow): void {
    this.#watchers.tell(row);
    if (!isFinal(row.state)) return;
    const { window } = this.#gate.limits.breaker;
    this.#gate.review(this.#book.finishedSince(this.#gate.countsSinceMs(), window), now());
  }

  async #hashes(phone: string): Promise<NumberHashes> {
    return hashNumber((await this.#keys).number, phone);
  }

  /** One alarm for whatever is due next, set anew only when it must ring earlier. */
  async #arm(pollMs = this.#book.nextPollMs()): Promise<void> {
    const due = Math.min(pollMs ?? Infinity, now() + sweepMs);
    const next = alarmTime(Math.max(due, now() + 50));
    const armed = await this.ctx.storage.getAlarm();
    if (armed === null || armed > next) await this.ctx.storage.setAlarm(next);
  }
}

function answerOf({ id, state }: CallRow): { id: string; scheduled: boolean } {
  return { id, scheduled: state === "scheduled" };
}
