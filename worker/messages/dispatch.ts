/**
 * Sends what is due, each receiver's messages one after the other and no receiver in another's way. An outcome is
 * written down after the try: what a crash cuts off is sent again under the same id.
 */
import { log, nameOf } from "../log.ts";
import { now } from "../time/clock.ts";
import { minuteMs } from "../time/durations.ts";
import type { Failure } from "./failure.ts";
import type { Letter, LetterBody } from "./letter.ts";
import type { DeliveryRow, Outbox } from "./outbox.ts";
import type { KeptReceiver, ReceiverStore } from "./receiver-store.ts";
import type { Secrets } from "./secrets.ts";
import type { Waiting } from "../ledger/told/still-waits.ts";

export interface DispatchNeeds {
  outbox: Outbox;
  receivers: ReceiverStore;
  /** By the receiver's own channel. */
  post(letter: Letter, receiver: KeptReceiver, secrets: Secrets, row: DeliveryRow | null): Promise<Failure | null>;
  stillWaits(call: string): Promise<Waiting>;
  /** The number of a call, E.164: unsealed, or from the provider's rows; null where nobody has it. */
  phoneOf(row: DeliveryRow): Promise<string | null>;
  /** By which times are written. */
  zone(): Promise<string>;
  /** The console's page of missed calls; null while this Worker's address is not known. */
  link(): string | null;
}

export class Dispatch {
  readonly #needs: DispatchNeeds;
  /** Receivers that are being sent to. */
  readonly #busy = new Set<string>();

  constructor(needs: DispatchNeeds) {
    this.#needs = needs;
  }

  async due(): Promise<void> {
    const byReceiver = Map.groupBy(this.#needs.outbox.due(now()), ({ receiver }) => receiver);
    await Promise.all([...byReceiver].map(([receiver, rows]) => this.#inTurn(receiver, rows)));
  }

  /** When there will be something to send; what a busy receiver waits for is not to be hurried. */
  nextDueMs(): number {
    const nextMs = this.#needs.outbox.nextDueMs();
    return this.#busy.size > 0 ? Math.max(nextMs, now() + 1_000) : nextMs;
  }

  /** One message now, beside the outbox: for the owner who tries a receiver. */
  async tryOut(receiver: KeptReceiver, body: LetterBody): Promise<Failure | null> {
    const secrets = await this.#needs.receivers.secretsOf(receiver);
    if (secrets === null) return { why: "secret", final: true };
    const message = `msg_test_${now()}`;
    const letter = await this.#letter(receiver, message, body, body.data.phone ?? null);
    const failure = await this.#needs.post(letter, receiver, secrets, null);
    if (failure?.ends) this.#needs.receivers.end(receiver);
    return failure;
  }

  async #inTurn(id: string, rows: readonly DeliveryRow[]): Promise<void> {
    if (this.#busy.has(id)) return;
    this.#busy.add(id);
    try {
      for (const { id: delivery } of rows) if (!(await this.#one(delivery))) break;
    } catch (error) {
      log({ event: "desk-work-failed", because: nameOf(error) });
      for (const row of rows.slice(0, 1)) this.#needs.outbox.failed(row, { why: "broken" }, now());
    } finally {
      this.#busy.delete(id);
    }
  }

  /** False where the receiver failed: the others of its messages wait for another time. */
  async #one(id: string): Promise<boolean> {
    const { outbox, receivers, post, phoneOf } = this.#needs;
    const row = outbox.find(id);
    const receiver = row && receivers.find(row.receiver);
    if (row?.state !== "waiting") return true;
    if (!receiver?.on) return this.#drop(row, "removed");
    const waiting = await this.#waits(row, receiver);
    if (waiting === "settled") return this.#drop(row, "called-back");
    if (waiting === "calling") return (outbox.putOff(id, now() + minuteMs), true);
    const secrets = await receivers.secretsOf(receiver);
    const body = JSON.parse(row.body) as LetterBody;
    const whole = receiver.number === "whole" && row.call !== null ? await phoneOf(row) : null;
    const phone = whole ?? body.data.phone ?? null;
    const failure: Failure | null =
      secrets === null
        ? { why: "secret", final: true }
        : await post(await this.#letter(receiver, row.message, body, phone), receiver, secrets, row);
    if (failure?.ends) receivers.end(receiver);
    const latest = outbox.find(id);
    if (latest?.state !== "waiting") return true;
    log({
      event: failure ? "not-delivered" : "delivered",
      type: row.type,
      ...(failure ? { because: failure.why } : {}),
    });
    if (failure) outbox.failed(latest, failure, now());
    else outbox.done(id, "delivered", now());
    return failure === null;
  }

  async #waits(row: DeliveryRow, { waitS }: KeptReceiver): Promise<Waiting> {
    const isAsked = row.type === "call.missed" && waitS > 0 && row.tries === 0 && row.call !== null;
    return isAsked ? this.#needs.stillWaits(row.call ?? "") : "waits";
  }

  #drop(row: DeliveryRow, why: "removed" | "called-back"): true {
    this.#needs.outbox.done(row.id, "dropped", now(), why);
    return true;
  }

  async #letter(receiver: KeptReceiver, message: string, body: LetterBody, phone: string | null): Promise<Letter> {
    const { phone: _, ...data } = body.data;
    const link = this.#needs.link();
    const number = phone === null || receiver.number === "link" ? {} : { phone };
    const shown = { ...data, ...number, ...(link === null ? {} : { link }) };
    // Few letters tell of a time to come: the others go out whether the Ledger answers or not.
    const zone = data.bookedFor === undefined ? "UTC" : await this.#needs.zone();
    return { message, body: { ...body, data: shown }, nowMs: now(), lang: receiver.lang, zone };
  }
}
