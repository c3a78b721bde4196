/**
 * The post office of the owner's desk: takes in what happened, puts a delivery for each receiver that wants to
 * know into the outbox, and sends what is due. It is nobody's way to a call: calls are over when it hears of them.
 */
import { type MacKey, seal } from "../crypto.ts";
import type { ToldCall } from "../ledger/told/told-call.ts";
import { log, nameOf } from "../log.ts";
import { now } from "../time/clock.ts";
import { hourMs, minuteMs } from "../time/durations.ts";
import { bodyOf, messageIdOf } from "./call-letters.ts";
import { Dispatch, type DispatchNeeds } from "./dispatch.ts";
import type { LetterBody } from "./letter.ts";
import { Outbox } from "./outbox.ts";
import { type ReceiverChange, ReceiverStore, type Saved } from "./receiver-store.ts";
import { dueAt, wants } from "./rules.ts";
import type { ChatStore } from "./telegram/chat-store.ts";
import type { Watch } from "./watch.ts";
import type { Sql, StoredValues } from "../storage.ts";

/** Troubles are looked for, and the Ledger is read on, this often while there is anybody to tell. */
const lookEveryMs = 5 * minuteMs;
/** What the Ledger told at about that time may have been on its way. */
const overlapMs = 5 * minuteMs;

export interface OfficeKeys {
  /** AES-GCM, for receivers' secrets and for numbers on their way. */
  message: CryptoKey;
  /** HMAC, for ids that open nothing. */
  letter: MacKey;
}

export interface OfficeNeeds extends Omit<DispatchNeeds, "outbox" | "receivers"> {
  sql: Sql;
  values: StoredValues;
  chats: ChatStore;
  keys(): Promise<OfficeKeys>;
  watch: Watch;
  toldSince(ms: number): Promise<{ calls: ToldCall[]; readToMs: number }>;
  remindersSince(ms: number): Promise<ToldCall[]>;
  /** A button's text; empty where nobody knows it. */
  textOf(button: string): Promise<string>;
}

export class Office {
  readonly outbox: Outbox;
  readonly receivers: ReceiverStore;
  readonly dispatch: Dispatch;
  readonly #needs: OfficeNeeds;
  #lookedMs = -Infinity;

  constructor(needs: OfficeNeeds) {
    this.#needs = needs;
    this.outbox = new Outbox(needs.sql);
    this.receivers = new ReceiverStore(needs.sql, async () => (await needs.keys()).message);
    this.dispatch = new Dispatch({ ...needs, outbox: this.outbox, receivers: this.receivers });
  }

  /** Puts these in the place of all; whoever is the first is told of what happens from now on. */
  async replaceReceivers(
    changes: readonly ReceiverChange[],
    newId: () => string,
    version: number | null,
  ): Promise<Saved> {
    const before = this.receivers.all();
    const saved = await this.receivers.put(changes, newId, now(), version);
    if (!("receivers" in saved)) return saved;
    if (before.length === 0) this.#needs.values.set("toldToMs", now());
    for (const { id } of before) if (!this.receivers.find(id)?.on) this.outbox.dropOf(id, now());
    return saved;
  }

  async take(calls: readonly ToldCall[]): Promise<void> {
    if (this.receivers.all().length === 0) return;
    for (const call of calls) await this.#takeCall(call);
  }

  /** Reads on in the Ledger and looks for troubles, if it is time to. */
  async look(): Promise<void> {
    if (this.receivers.all().length === 0 || now() - this.#lookedMs < lookEveryMs) return;
    this.#lookedMs = now();
    const looks = [this.#readOn(), this.#remind(), this.#lookForTroubles(), this.#compileDigest()];
    for (const each of await Promise.allSettled(looks))
      if (each.status === "rejected") log({ event: "desk-work-failed", because: nameOf(each.reason) });
    this.outbox.forget(now());
  }

  /** When there will be something to do again. */
  nextMs(): number {
    const lookMs = this.receivers.all().length === 0 ? Infinity : Math.max(this.#lookedMs, 0) + lookEveryMs;
    return Math.min(this.dispatch.nextDueMs(), lookMs);
  }

  async #readOn(): Promise<void> {
    const cursor = this.#needs.values.get("toldToMs", now());
    const { calls, readToMs } = await this.#needs.toldSince(cursor);
    await this.take(calls);
    // A full page is read on from its end; else what is on its way now is read again.
    const isAll = readToMs >= now() - overlapMs;
    this.#needs.values.set("toldToMs", isAll ? Math.max(cursor, readToMs - overlapMs) : readToMs);
    if (!isAll) this.#lookedMs = -Infinity;
  }

  /** Who was not reached is to be tried again; whom nobody could be told of for an hour is on the list all the same. */
  async #remind(): Promise<void> {
    await this.take(await this.#needs.remindersSince(now() - hourMs));
  }

  async #takeCall(call: ToldCall): Promise<void> {
    const { letter, message: sealKey } = await this.#needs.keys();
    const message = messageIdOf(letter, call);
    const text = await this.#needs.textOf(call.button);
    const body = bodyOf(letter, call, text);
    // Only what will be sent whole rests sealed till then.
    const isWhole = this.receivers.all().some(({ number }) => number === "whole");
    const sealed = isWhole && call.phone !== undefined ? await seal(sealKey, call.phone) : null;
    this.#put(message, body, call.button, { call: call.id, number: call.number, sealed });
  }

  async #lookForTroubles(): Promise<void> {
    const isWanted = this.receivers.all().some(({ events }) => events.some((each) => each.startsWith("trouble.")));
    if (!isWanted) return;
    for (const news of await this.#needs.watch.troubles(now())) await this.#putNews(news.topic, news.body);
  }

  async #compileDigest(): Promise<void> {
    if (!this.receivers.all().some(({ events }) => events.includes("digest.daily"))) return;
    const news = await this.#needs.watch.digest(now());
    if (news) await this.#putNews(news.topic, news.body);
  }

  async #putNews(topic: string, body: LetterBody): Promise<void> {
    const message = `msg_${(await this.#needs.keys()).letter.hash(`message ${topic}`)}`;
    this.#put(message, body, undefined, { call: null, number: null, sealed: null });
  }

  #put(
    message: string,
    body: LetterBody,
    button: string | undefined,
    of: { call: string | null; number: string | null; sealed: string | null },
  ): void {
    const nowMs = now();
    for (const receiver of this.receivers.all()) {
      if (!wants(receiver, body.type, button)) continue;
      const sealed = receiver.number === "whole" ? of.sealed : null;
      const dueMs = dueAt(receiver, body.type, nowMs);
      this.outbox.put({
        ...of,
        sealed,
        message,
        type: body.type,
        receiver: receiver.id,
        createdMs: nowMs,
        dueMs,
        body,
      });
    }
  }
}
