/**
 * The Ledger: one object per API key, through which every dial must pass. It writes first
 * and dials after; what it does not know it looks up, and it never dials by itself again.
 */
import type { Verdict } from "../contract/owner-safety.ts";
import { dayMs } from "../time/durations.ts";
import { alarmTime, now } from "../time/clock.ts";
import { numbersOf } from "./group-call.ts";
import type { DialPlan } from "../buttons/dial-plan.ts";
import { FollowUp } from "./follow-up.ts";
import { attemptOf, type CallRow } from "./call-table.ts";
import { base64url, seal } from "../crypto.ts";
import { LedgerReports } from "./ledger-reports.ts";
import { tightened } from "../contract/limits.ts";
import { log, nameOf } from "../log.ts";
import { isHashOf } from "../numbers/number-hash.ts";
import { CallPlacer } from "./place-calls.ts";
import { type OwnerCallAnswer, OwnerCalls, type OwnerCallRequest } from "./owner-calls.ts";
import { isFinal } from "./progress.ts";
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
}

const sweepMs = 60 * 60_000;

export class Ledger extends LedgerReports {
  readonly #sipnet: Sipnet;
  readonly #followUp: FollowUp;
  readonly #placer: CallPlacer;
  readonly #ownerCalls: OwnerCalls;
  #sweptMs = 0;

  constructor(ctx: DurableObjectState, env: LedgerBindings) {
    super(ctx, env);
    const { sipnetUrl: url, credentials, countries } = this.installation;
    this.#sipnet = createSipnet({ url, credentials, fetch: (input, init) => fetch(input, init) });
    const tell = (row: CallRow) => this.#tell(row);
    const isNumberOf = async (row: CallRow, phone: string) => {
      const key = (await this.keys).number;
      const fits = await Promise.all(numbersOf(row).map((hash) => isHashOf(hash, key, phone, countries)));
      return fits.includes(true);
    };
    this.#placer = new CallPlacer({
      book: this.book,
      switches: this.switches,
      sipnet: this.#sipnet,
      countries,
      sealKey: this.keys.then(({ schedule }) => schedule),
      findButton: (cid) => remote(env.BUTTONS, "buttons").find(cid),
      durable: () => ctx.storage.sync(),
      tell,
    });
    this.#ownerCalls = new OwnerCalls({
      book: this.book,
      switches: this.switches,
      placer: this.#placer,
      hash: (phone) => this.hashes(phone),
      arm: () => this.#arm(),
      tell,
    });
    this.#followUp = new FollowUp({ book: this.book, sipnet: this.#sipnet, tell, isNumberOf });
    for (const row of this.book.recover(now())) log({ event: "recovered", call: row.id, dial: row.dial });
    void ctx.blockConcurrencyWhile(() => this.#arm());
  }

  /** Grants or refuses a call; a granted one is durable when this answers, and dialled right after. */
  async requestCall(request: CallRequest): Promise<CallAnswer> {
    const hashes = await this.hashes(request.phone);
    const nets = await this.addressHash.hash(request.address, now());
    const atMs = Date.parse(request.at ?? "");
    const sealed = request.at === null ? null : await seal((await this.keys).schedule, request.phone);
    // No await from here to the end of `ask`: the limits hold because this is one turn.
    const nowMs = now();
    const limits = tightened(this.switches.limits, request.buttonLimits);
    const asap = rowFor(request, hashes, nets, base64url(crypto.getRandomValues(new Uint8Array(18))), limits, nowMs);
    const row = sealed === null ? asap : scheduledRow(asap, atMs, sealed);
    const check = () => this.switches.judge({ ...request, ...hashes }, sealed === null ? nowMs : atMs);
    const attempt = { ...attemptOf(row), nets };
    const asked = this.book.grant(row, attempt, limits, check);
    const buckets = this.book.buckets(attempt, limits);
    if (!("reserved" in asked)) return "known" in asked ? answerOf(asked.known) : { ...asked, buckets };
    await this.#secure(asked.reserved);
    this.streams.tell(asked.reserved);
    if (sealed === null) this.ctx.waitUntil(this.#place(asked.reserved, request.plan));
    const waitS = this.book.medianWaitS();
    return { ...answerOf(row), buckets, ...(waitS === null || sealed !== null ? {} : { waitS }) };
  }

  /** Without a durable row and an alarm nobody would look after the call: then it is not dialled. */
  async #secure(row: CallRow): Promise<void> {
    try {
      await this.#arm(row.pollMs);
      await this.ctx.storage.sync();
    } catch (error) {
      this.book.neverDialled(row, "not-placed", now());
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

  /** How the visitor liked the call: once, and only one that took place. */
  rate(id: string, score: number): "rated" | "again" | "not-talked" | null {
    const row = this.book.byId(id);
    if (!row) return null;
    if (row.state !== "ended") return "not-talked";
    if (row.rating !== null) return row.rating === score ? "rated" : "again";
    this.book.change(row, { rating: score });
    return "rated";
  }

  /** A webhook's hint: shows a leg of the one call it fits, and has the provider asked at once. */
  async hearWebhook(event: HookEvent): Promise<void> {
    await this.#followUp.hear(event, (await this.hashes(`+${event.calleeId}`)).number);
    await this.#arm();
  }

  /** Wakes the Ledger, in case its alarm was lost. */
  async wake(): Promise<void> {
    await this.alarm();
  }

  override async alarm(): Promise<void> {
    try {
      await Promise.all([this.#followUp.due(), this.#placer.placeDueCalls()]);
      if (now() - this.#sweptMs > sweepMs) this.#sweep((this.#sweptMs = now()));
    } catch (error) {
      log({ event: "alarm-failed", because: nameOf(error) });
    } finally {
      await this.#arm();
    }
  }

  #sweep(nowMs: number): void {
    this.book.forget(nowMs);
    this.suppressed.forget(nowMs);
    this.addressHash.forget(nowMs);
    this.refusals.forgetBefore(nowMs - 30 * dayMs);
  }

  async #place(row: CallRow, plan: DialPlan): Promise<void> {
    await this.#placer.placeReserved([row], plan);
    await this.#arm(this.book.byId(row.id)?.pollMs ?? null);
  }

  #tell(row: CallRow): void {
    this.streams.tell(row);
    if (!isFinal(row.state)) return;
    const { window } = this.switches.limits.breaker;
    this.switches.review(this.book.finishedSince(this.switches.countsSinceMs(), window), now());
  }

  /** One alarm for whatever is due next, set anew only when it must ring earlier. */
  async #arm(pollMs = this.book.nextPollMs()): Promise<void> {
    const due = Math.min(pollMs ?? Infinity, now() + sweepMs);
    const next = alarmTime(Math.max(due, now() + 50));
    const armed = await this.ctx.storage.getAlarm();
    if (armed === null || armed > next) await this.ctx.storage.setAlarm(next);
  }
}

function answerOf({ id, state }: CallRow): { id: string; scheduled: boolean } {
  return { id, scheduled: state === "scheduled" };
}
