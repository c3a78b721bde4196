/**
 * The Ledger: one object per API key, through which every dial must pass. It writes first
 * and dials after; what it does not know it looks up, and it never dials by itself again.
 */
import type { Verdict } from "../contract/owner-safety.ts";
import { hourMs, minuteMs } from "../time/durations.ts";
import { now } from "../time/clock.ts";
import { numbersOf } from "./group-call.ts";
import type { DialPlan } from "../buttons/dial-plan.ts";
import { FollowUp } from "./sightings/follow-up.ts";
import type { CallRow } from "./call-row.ts";
import { fingerprintOf, seal } from "../crypto.ts";
import { rememberSecret } from "../safety/secret-memory.ts";
import { Looks } from "./sightings/looks.ts";
import { newCallId } from "../safety/call-id.ts";
import { LedgerReports } from "./ledger-reports.ts";
import { tightened } from "../contract/limits.ts";
import { log, nameOf } from "../log.ts";
import { isHashOf } from "../numbers/number-hash.ts";
import { asTold } from "../safety/refused-numbers.ts";
import { CallPlacer } from "./place-calls.ts";
import { PollTimes } from "./poll-times.ts";
import { OwnerNews } from "./told/owner-news.ts";
import type { OwnersDesk } from "./told/told-call.ts";
import { WakeUp } from "./wake-up.ts";
import { type OwnerCallAnswer, OwnerCalls, type OwnerCallRequest } from "./owner-calls.ts";
import { isFinal } from "./progress.ts";
import { addressBuckets } from "../safety/call-limits.ts";
import type { Bucket } from "../http/rate-limit-headers.ts";
import { scheduledRow } from "./scheduled-call.ts";
import { remote } from "../remote.ts";
import type { ButtonsRecord } from "../buttons/buttons-record.ts";
import type { Vars } from "../settings.ts";
import { createSipnet, type Sipnet } from "../sipnet/client.ts";
import type { HookEvent } from "../sipnet/hook-event.ts";
import { intentOf, rowFor, type CallRequest } from "./call-request.ts";

/** What became of a request: a call (new or already known), another use of its key, or a refusal. */
export type CallAnswer =
  | { id: string; scheduled: boolean; /** The median wait of the latest calls. */ waitS?: number; buckets?: Bucket[] }
  | { reused: true }
  | { refused: Verdict; buckets: Bucket[] };

/** What the Ledger needs of the platform besides its settings. */
export interface LedgerBindings extends Vars {
  BUTTONS: DurableObjectNamespace<ButtonsRecord>;
  DESK: DurableObjectNamespace<OwnersDesk>;
}

const sweepMs = hourMs;
/** An open call is looked after by the alarm this soon, and then as often as its age doubles. */
const soonestAlarmMs = 30_000;
const latestAlarmMs = 30 * minuteMs;

export class Ledger extends LedgerReports {
  readonly #sipnet: Sipnet;
  readonly #times = new PollTimes();
  readonly #wakeUp: WakeUp;
  readonly #followUp: FollowUp;
  readonly #placer: CallPlacer;
  readonly #ownerCalls: OwnerCalls;
  readonly #news: OwnerNews;

  constructor(ctx: DurableObjectState, env: LedgerBindings) {
    super(ctx, env);
    const { sipnetUrl: url, credentials, countries } = this.installation;
    this.#sipnet = createSipnet({
      url,
      credentials,
      fetch: (input, init) => fetch(input, init),
      onDoubts: (operation, doubts) => this.noteDoubts(operation, doubts),
    });
    this.#news = new OwnerNews((calls) => remote(env.DESK, "desk").hear(calls));
    this.#wakeUp = new WakeUp(ctx.storage, () => this.#work().catch(failed));
    const tell = (row: CallRow) => this.#tell(row);
    const secure = (rows: readonly CallRow[]) => this.#secure(rows);
    const [times, sipnet] = [this.#times, this.#sipnet];
    const shared = { book: this.book, switches: this.switches, times, sipnet, tell, secure };
    const isNumberOf = async (row: CallRow, phone: string) => {
      const key = (await this.keys).number;
      const fits = await Promise.all(numbersOf(row).map((hash) => isHashOf(hash, key, phone, countries)));
      return fits.includes(true);
    };
    this.#placer = new CallPlacer({
      ...shared,
      countries,
      sealKey: this.keys.then(({ schedule }) => schedule),
      findButton: (cid) => remote(env.BUTTONS, "buttons").find(cid),
    });
    this.#ownerCalls = new OwnerCalls({
      newId: () => this.#newId(),
      ...shared,
      placer: this.#placer,
      hash: (phone) => this.hashes(phone),
    });
    this.#followUp = new FollowUp({ ...shared, isNumberOf, looks: new Looks(ctx.storage.sql) });
    for (const row of this.book.recover(now())) log({ event: "recovered", call: row.id, dial: row.dial });
    const booked = this.clearance.takeBookedBack() ? this.book.takeBookedBack(now()) : [];
    for (const row of booked) log({ event: "booked-before-restore", call: row.id, dial: row.dial });
    void ctx.blockConcurrencyWhile(async () => {
      rememberSecret(this.values, await fingerprintOf(await this.keys));
      await this.#wakeUp.recall();
      await this.#arm();
    });
  }

  /** Grants or refuses a call; a granted one is durable when this answers, and dialled right after. */
  async requestCall(request: CallRequest): Promise<CallAnswer> {
    const hashes = await this.hashes(request.phone);
    const nets = await this.addressHash.hash(request.address, now());
    const atMs = Date.parse(request.at ?? "");
    const id = await this.#newId();
    const sealed = request.at === null ? null : await seal((await this.keys).schedule, request.phone);
    // No await from here to the end of `grant`: the limits hold because this is one turn.
    const nowMs = now();
    const limits = tightened(this.switches.limits, request.buttonLimits);
    const asap = rowFor(request, hashes, nets, id, limits, nowMs);
    const row = sealed === null ? asap : scheduledRow(asap, atMs, sealed);
    const check = () =>
      this.refusedNumbers.judge(nets, limits, nowMs) ??
      this.switches.judge({ ...request, ...hashes }, sealed === null ? nowMs : atMs);
    const grant = this.book.grant(row, nets, limits, check);
    const buckets = addressBuckets(limits, this.book.counts, nets, nowMs);
    if ("refused" in grant) {
      this.refusedNumbers.note(grant.refused, nets, nowMs);
      return { refused: asTold(grant.refused), buckets };
    }
    if (!("granted" in grant)) return "known" in grant ? answerOf(grant.known) : grant;
    await this.#secure([grant.granted]);
    this.#news.remember(id, request.phone);
    this.streams.tell(grant.granted);
    if (sealed !== null) this.#news.tell(grant.granted);
    if (sealed === null) this.ctx.waitUntil(this.#place(grant.granted, request.plan));
    const waitS = this.book.past.medianWaitS();
    return { ...answerOf(row), buckets, ...(waitS === null || sealed !== null ? {} : { waitS }) };
  }

  async #newId(): Promise<string> {
    return newCallId((await this.keys).call);
  }

  /** Without a durable row and an alarm nobody would look after the call: then it is not dialled. */
  async #secure(rows: readonly CallRow[]): Promise<void> {
    try {
      for (const row of rows) await this.#lookAfter(row);
      await this.ctx.storage.sync();
    } catch (error) {
      for (const row of rows) this.book.neverDialled(row, "not-placed", now());
      throw error;
    }
  }

  /** Dials for the owner; answers once the provider has. */
  placeOwnerCall(request: OwnerCallRequest): Promise<OwnerCallAnswer> {
    return this.#ownerCalls.placeCall(request);
  }

  /** The answer an `Idempotency-Key` already has, so that a late retry is not refused for its age. */
  async recallAnswer(idem: string, button: string, phone: string, at: string | null): Promise<CallAnswer | null> {
    const intent = intentOf(button, (await this.hashes(phone)).number, at);
    const known = this.book.recall(idem, intent);
    if (known === null) return null;
    return "known" in known ? answerOf(known.known) : { reused: true };
  }

  /** Takes a call back that has not been dialled; false once it has. */
  cancel(id: string): boolean | null {
    const row = this.book.byId(id);
    if (!row) return null;
    if (row.dial !== "scheduled" && row.dial !== "reserved") return row.dial === "cancelled";
    this.#tell(this.book.neverDialled(row, "cancelled", now()));
    return true;
  }

  /** A webhook's hint: shows a leg of the one call it fits, and has the provider asked at once. */
  async hearWebhook(event: HookEvent): Promise<void> {
    await this.#followUp.hear(event, (await this.hashes(`+${event.calleeId}`)).number);
    await this.#arm();
  }

  /** The watchdog: sets the alarm whatever this object believes of it, and does what is due. */
  async wake(): Promise<void> {
    await this.#arm(true);
    await this.#work();
  }

  override async alarm(): Promise<void> {
    this.#wakeUp.rang(now());
    // Set before the work: what is killed in the middle of it is looked after again.
    await this.#arm();
    await this.#work();
  }

  /** Everything that is due; by alarm, timer and watchdog, also all at once. */
  async #work(): Promise<void> {
    try {
      await Promise.all([this.#followUp.due(), this.#placer.placeDueCalls()]);
      this.sweep(now(), sweepMs);
    } catch (error) {
      failed(error);
    } finally {
      await this.#arm();
    }
  }

  async #place(row: CallRow, plan: DialPlan): Promise<void> {
    await this.#placer.placeGranted([row], plan);
    const placed = this.book.byId(row.id);
    if (placed) await this.#lookAfter(placed);
  }

  #tell(row: CallRow): void {
    this.streams.tell(row);
    if (!isFinal(row.state)) return;
    this.#news.tell(row);
    if ((row.durationS ?? 0) > 0) this.book.past.dropSealed(row.number);
    this.switches.review((limit) => this.book.past.finishedSince(this.switches.countsSinceMs(), limit), now());
  }

  /** A timer for whatever is due next; an alarm for promised calls and for the case that the timer is lost. */
  async #arm(always = false): Promise<void> {
    const open = this.book.open();
    this.#wakeUp.byTimer(Math.min(Infinity, ...open.map((row) => this.#times.dueMs(row, now()))));
    await this.#wakeUp.byAlarm(Math.min(now() + sweepMs, ...open.map((row) => this.#alarmMs(row))), always);
  }

  /** The same for one more call, without a look at all the others. */
  async #lookAfter(row: CallRow): Promise<void> {
    if (row.pollMs === null) return;
    this.#wakeUp.byTimer(this.#times.dueMs(row, now()));
    await this.#wakeUp.byAlarm(this.#alarmMs(row));
  }

  #alarmMs(row: CallRow): number {
    if (row.dial === "scheduled") return this.#times.dueMs(row, now());
    const ageMs = now() - (row.dialledMs ?? row.createdMs);
    return now() + Math.min(Math.max(ageMs, soonestAlarmMs), latestAlarmMs);
  }
}

function failed(error: unknown): void {
  log({ event: "alarm-failed", because: nameOf(error) });
}

/** The same whenever its key is shown again, whatever has become of the call. */
function answerOf({ id, atMs }: CallRow): { id: string; scheduled: boolean } {
  return { id, scheduled: atMs !== null };
}
