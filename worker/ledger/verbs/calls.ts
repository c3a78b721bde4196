/** One call from the asking to the rating, as visitors and the owner ask for it. */
import { RpcTarget } from "cloudflare:workers";
import { tightened } from "../../contract/limits.ts";
import type { Verdict } from "../../contract/owner-safety.ts";
import type { Call } from "../../contract/visitor.ts";
import { seal } from "../../crypto.ts";
import type { Bucket } from "../../http/rate-limit-headers.ts";
import { addressBuckets } from "../../safety/call-limits.ts";
import { asTold } from "../../safety/refused-numbers.ts";
import type { HookEvent, HookForm } from "../../sipnet/hook-event.ts";
import { now } from "../../time/clock.ts";
import { type CallRequest, intentOf, rowFor } from "../call-request.ts";
import type { CallRow } from "../call-row.ts";
import { callView } from "../call-view.ts";
import type { Dialling } from "../dialling.ts";
import type { StreamsFull } from "../event-streams.ts";
import type { LedgerState } from "../ledger-state.ts";
import type { OwnerCallAnswer, OwnerCallRequest } from "../owner-calls.ts";
import { scheduledRow } from "../scheduled-call.ts";

/** What became of a request: a call (new or already known), another use of its key, or a refusal. */
export type CallAnswer =
  | { id: string; scheduled: boolean; /** The median wait of the latest calls. */ waitS?: number; buckets?: Bucket[] }
  | { reused: true }
  | { refused: Verdict; buckets: Bucket[] };

export class Calls extends RpcTarget {
  readonly #state: LedgerState;
  readonly #dialling: Dialling;

  constructor(state: LedgerState, dialling: Dialling) {
    super();
    this.#state = state;
    this.#dialling = dialling;
  }

  /** Grants or refuses a call; a granted one is durable when this answers, and dialled right after. */
  async requestCall(request: CallRequest): Promise<CallAnswer> {
    const { book, switches, refusedNumbers, streams } = this.#state;
    const hashes = await this.#state.hashes(request.phone);
    const nets = this.#state.addressHash.hash(request.address, now());
    const atMs = Date.parse(request.at ?? "");
    const id = await this.#dialling.newId();
    const sealed = request.at === null ? null : await seal((await this.#state.keys).schedule, request.phone);
    // No await from here to the end of `grant`: the limits hold because this is one turn.
    const nowMs = now();
    const limits = tightened(switches.limits, request.buttonLimits);
    const plan = this.#dialling.inOrder(request.button, request.plan);
    const asap = rowFor({ ...request, plan }, hashes, nets, id, limits, nowMs);
    const row = sealed === null ? asap : scheduledRow(asap, atMs, sealed);
    const check = () =>
      refusedNumbers.judge(nets, limits, nowMs) ??
      switches.judge({ ...request, ...hashes }, sealed === null ? nowMs : atMs, nowMs);
    const grant = book.grant(row, nets, limits, check);
    const bucketsNow = () => addressBuckets(limits, book.counts, nets, nowMs);
    if ("refused" in grant) {
      refusedNumbers.note(grant.refused, nets, nowMs);
      return { refused: asTold(grant.refused), buckets: bucketsNow() };
    }
    if (!("granted" in grant)) return "known" in grant ? this.#answerAgain(grant.known) : grant;
    const { granted } = grant;
    this.#dialling.news.remember(id, request.phone);
    if (sealed === null) this.#dialling.begins(granted, plan, request.phone);
    const dial = () => (sealed === null ? this.#dialling.place(granted, plan) : undefined);
    await this.#dialling.secure([granted], () => book.withdraw(granted), dial);
    streams.tell(granted);
    if (sealed !== null) this.#dialling.news.tell(granted);
    return { ...this.#answerOf(row), buckets: bucketsNow() };
  }

  /** Dials for the owner; answers once the provider has. */
  placeOwnerCall(request: OwnerCallRequest): Promise<OwnerCallAnswer> {
    return this.#dialling.placeOwnerCall(request);
  }

  /** The answer an `Idempotency-Key` already has, so that a late retry is not refused for its age. */
  async recallAnswer(idem: string, button: string, phone: string, at: string | null): Promise<CallAnswer | null> {
    const intent = intentOf(button, (await this.#state.hashes(phone)).number, at);
    const known = this.#state.book.recall(idem, intent);
    if (known === null) return null;
    return "known" in known ? this.#answerAgain(known.known) : { reused: true };
  }

  /** A call as its visitor may see it. */
  call(id: string): Call | null {
    const row = this.#state.book.byId(id);
    return row && callView(row);
  }

  /** A call's changes as server-sent events, after the one that was `seen`; NaN for none. */
  events(id: string, seen: number, net: string): Promise<ReadableStream<Uint8Array> | StreamsFull | null> {
    return this.#state.streams.open(() => this.#state.book.byId(id), seen, net);
  }

  /** Takes a call back that has not been dialled; false once it has. */
  cancel(id: string): boolean | null {
    const row = this.#state.book.byId(id);
    if (!row) return null;
    if (!this.#dialling.stop(row)) return row.state === "cancelled";
    this.#dialling.tell(this.#state.book.neverDialled(row, "cancelled", now()));
    return true;
  }

  /** How the visitor liked the call: once, and only one that took place. */
  rate(id: string, score: number): "rated" | "again" | "not-talked" | null {
    const row = this.#state.book.byId(id);
    if (!row) return null;
    if (row.state !== "ended") return "not-talked";
    if (row.rating !== null) return row.rating === score ? "rated" : "again";
    this.#state.book.change(row, { rating: score });
    return "rated";
  }

  /** A webhook's hint; null where it can't be read, which only the doctor is told. Shows a leg of the one call it fits, and has the provider asked at once. */
  hearWebhook(event: HookEvent | null, form: HookForm): Promise<void> {
    return this.#dialling.hearWebhook(event, form);
  }

  async #answerAgain(known: CallRow): Promise<CallAnswer> {
    await this.#dialling.secured(known);
    return this.#answerOf(known);
  }

  /** The same whenever its key is shown again, whatever has become of the call. */
  #answerOf({ id, atMs, createdMs }: CallRow): CallAnswer {
    const waitS = atMs === null ? this.#state.book.past.medianWaitS(createdMs) : null;
    return { id, scheduled: atMs !== null, ...(waitS === null ? {} : { waitS }) };
  }
}
