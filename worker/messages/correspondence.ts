/**
 * The desk's correspondence: who is told of what, and what became of it. What it must not forget rests in the owner's
 * object, whose alarm sends what is due.
 */
import { RpcTarget } from "cloudflare:workers";
import type { ButtonsRecord } from "../buttons/buttons-record.ts";
import type { Delivery, Pairing, ReceiversReply } from "../contract/owner-messages.ts";
import type { Language } from "../contract/visitor.ts";
import { deriveKeys, type Keys } from "../crypto.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { ToldCall } from "../ledger/told/told-call.ts";
import { WakeUp } from "../ledger/upkeep/wake-up.ts";
import { log, nameOf as errorName } from "../log.ts";
import { hashNumber } from "../numbers/number-hash.ts";
import { remote } from "../remote.ts";
import type { Vars } from "../settings.ts";
import { StoredValues } from "../storage.ts";
import { now } from "../time/clock.ts";
import { minuteMs } from "../time/durations.ts";
import type { Failure } from "./failure.ts";
import { testBody } from "./test-letter.ts";
import { openOffice, type OpenOffice } from "./open-office.ts";
import type { ReceiverChange, Saved } from "./receiver-store.ts";
import { viewOf } from "./receiver-store.ts";
import type { Update } from "./telegram/bot.ts";

export interface DeskBindings extends Vars {
  LEDGER: DurableObjectNamespace<Ledger>;
  BUTTONS: DurableObjectNamespace<ButtonsRecord>;
}

/** A bot whose updates no webhook brings is asked for them, also when nobody has woken this object. */
const listenEveryMs = minuteMs;

/** What the correspondence asks of the desk that it belongs to. */
export interface DeskSide {
  values: StoredValues;
  /** This Worker's own address, where anybody knows it. */
  publicUrl(): string | null;
  /** Whether a person may still answer missed calls. */
  mayAnswer(person: string): boolean;
  /** Writes down what somebody did. */
  note(act: string, subject?: string, who?: string): void;
  /** What is written in the log of a person's acts. */
  nameOf(person: string): string | undefined;
}

export class Correspondence extends RpcTarget {
  readonly #ctx: DurableObjectState;
  readonly #env: DeskBindings;
  readonly #desk: DeskSide;
  readonly #wakeUp: WakeUp;
  #opened: OpenOffice | undefined;
  #keys: Promise<Keys> | undefined;
  #listening = false;

  constructor(ctx: DurableObjectState, env: DeskBindings, desk: DeskSide) {
    super();
    this.#ctx = ctx;
    this.#env = env;
    this.#desk = desk;
    this.#wakeUp = new WakeUp(ctx.storage, () => this.#work());
  }

  /** The Ledger tells of calls that were booked or are over. */
  async hear(calls: ToldCall[]): Promise<void> {
    await this.#office.office.take(calls);
    await this.#arm();
    this.#ctx.waitUntil(this.#send());
  }

  receivers(): ReceiversReply {
    const { office, switchboard } = this.#office;
    const receivers = office.receivers.all().map((each) => ({ ...viewOf(each), ...switchboard.chatsOf(each) }));
    return { version: office.receivers.version(), receivers };
  }

  /** Puts these in the place of all that `version` had. `ownHost` is one under which this Worker was just asked. */
  async putReceivers(
    changes: ReceiverChange[],
    ownHost: string,
    version: number | null,
  ): Promise<Saved | { refused: Failure }> {
    const hosts = this.#desk.values.get<string[]>("ownHosts", []);
    if (!hosts.includes(ownHost)) this.#desk.values.set("ownHosts", [...hosts, ownHost].slice(-10));
    const saved = await this.#office.save(changes, version);
    await this.#arm();
    return saved;
  }

  /** By what browsers let this installation push to them; made for the first who asks. */
  async pushKey(): Promise<string> {
    return (await this.#office.push.open()).shown;
  }

  /** Sends one message now. Null where there is no such receiver. */
  async testReceiver(id: string): Promise<{ failure: Failure | null } | null> {
    const { office } = this.#office;
    const receiver = office.receivers.find(id);
    return receiver && { failure: await office.dispatch.tryOut(receiver, testBody(receiver, now())) };
  }

  deliveries(lang: Language): Delivery[] {
    return this.#office.office.outbox.list(lang);
  }

  async replayDelivery(id: string): Promise<boolean> {
    const found = this.#office.office.outbox.replay(id, now());
    await this.#arm();
    this.#ctx.waitUntil(this.#send());
    return found;
  }

  /** A code that pairs a chat with a person and, where it is given, the phone that "call back" rings. */
  async offerPairing(receiver: string, person: string, phone: string | null): Promise<Pairing | null> {
    const { office, switchboard } = this.#office;
    const known = office.receivers.find(receiver);
    if (known?.kind !== "telegram") return null;
    const pairing = await switchboard.offer(known, person, phone);
    await this.#arm();
    return pairing;
  }

  unpairChat(receiver: string, chat: string): boolean {
    return this.#office.chats.unpair(receiver, chat);
  }

  /** Telegram's webhook: false where the header is no bot's of ours. */
  async hearTelegram(header: string, update: Update): Promise<boolean> {
    const isKnown = await this.#office.switchboard.hear(header, update);
    await this.#arm();
    return isKnown;
  }

  /** Nothing is kept of a number any more. */
  async forgetMessages(phone: string): Promise<void> {
    const { number } = hashNumber((await this.#keysOf()).number, phone);
    this.#office.office.outbox.forgetNumber(number, now());
  }

  /** This Worker's address is another, or known at last. */
  async moved(): Promise<void> {
    await this.#office.switchboard.subscribe();
    await this.#arm();
  }

  /** The watchdog: sets the alarm whatever this object believes of it. */
  async wake(): Promise<void> {
    await this.#work(true);
  }

  async alarm(): Promise<void> {
    this.#wakeUp.rang(now());
    // Set before the work: what is killed in the middle of it is looked after again.
    await this.#arm();
    await this.#work();
  }

  /** A person or their chats are gone. */
  dropChatsOf(person: string): void {
    this.#office.chats.drop("person", person);
  }

  /** Opened when it is first needed: whoever signs in does not wait for its tables. */
  get #office(): OpenOffice {
    return (this.#opened ??= openOffice({
      env: this.#env,
      sql: this.#ctx.storage.sql,
      values: this.#desk.values,
      keys: () => this.#keysOf(),
      ledger: () => remote(this.#env.LEDGER, "ledger"),
      buttons: () => remote(this.#env.BUTTONS, "buttons"),
      publicUrl: () => this.#desk.publicUrl(),
      mayAnswer: (person) => this.#desk.mayAnswer(person),
      note: (person, act) => this.#desk.note(act, undefined, this.#desk.nameOf(person)),
    }));
  }

  #keysOf(): Promise<Keys> {
    return (this.#keys ??= deriveKeys(this.#env.APP_SECRET ?? ""));
  }

  async #work(always = false): Promise<void> {
    try {
      await this.#office.office.look();
      await this.#send();
      this.#listen();
      await this.#office.switchboard.subscribe();
    } catch (error) {
      log({ event: "desk-work-failed", because: errorName(error) });
    } finally {
      await this.#arm(always);
    }
  }

  async #send(): Promise<void> {
    try {
      await this.#office.office.dispatch.due();
    } catch (error) {
      log({ event: "desk-work-failed", because: errorName(error) });
    } finally {
      await this.#arm();
    }
  }

  /** Asks bots for news; one request at a time, beside everything else. */
  #listen(): void {
    if (this.#listening || !this.#office.switchboard.mustListen()) return;
    this.#listening = true;
    const listening = this.#office.switchboard
      .listen()
      .catch((error: unknown) => log({ event: "desk-work-failed", because: errorName(error) }))
      .finally(() => {
        this.#listening = false;
        return this.#arm();
      });
    this.#ctx.waitUntil(listening);
  }

  async #arm(always = false): Promise<void> {
    const { office, switchboard } = this.#office;
    const listens = switchboard.mustListen();
    const nextMs = office.nextMs();
    const soon = listens && !this.#listening ? now() : Infinity;
    this.#wakeUp.byTimer(Math.min(nextMs, soon));
    const alarmMs = Math.min(nextMs, listens ? now() + listenEveryMs : Infinity);
    if (alarmMs < Infinity) await this.#wakeUp.byAlarm(alarmMs, always);
  }
}
