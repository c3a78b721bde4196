/** Bots and their people: pairing a chat by a code, and hearing what is written and pressed, pushed or fetched. */
import type { PairedChat, Pairing } from "../../contract/owner-messages.ts";
import { base64url, equalMacs, type MacKey, telegramSecret } from "../../crypto.ts";
import { maskNumber } from "../../numbers/phone.ts";
import type { StoredValues } from "../../storage.ts";
import { now } from "../../time/clock.ts";
import type { Failure } from "../failure.ts";
import type { KeptReceiver, ReceiverStore } from "../receiver-store.ts";
import { Bot, type Update } from "./bot.ts";
import { type ChatStore, codeForMs } from "./chat-store.ts";
import type { Conversation } from "./conversation.ts";

/** No letter or digit that can be taken for another one. */
const alphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
const codeLength = 8;

export interface SwitchboardNeeds {
  values: StoredValues;
  chats: ChatStore;
  receivers: ReceiverStore;
  conversation: Conversation;
  /** HMAC, for ids that open nothing by themselves. */
  letterKey(): Promise<MacKey>;
  publicUrl(): string | null;
}

export class Switchboard {
  readonly #needs: SwitchboardNeeds;

  constructor(needs: SwitchboardNeeds) {
    this.#needs = needs;
  }

  /** The bot behind a token, as people know it; its updates come to this Worker from now on, where they can. */
  async meet(token: string): Promise<{ name: string } | Failure> {
    const bot = await new Bot(token).whoAmI();
    return "why" in bot ? bot : { name: `@${bot.username ?? bot.id}` };
  }

  /**
   * Tells Telegram where to send the updates of each bot of which it does not know that yet: one that is new, or any
   * once this Worker's address is another. Where no address is public it must push nowhere, or nothing can be fetched.
   */
  async subscribe(bots: readonly KeptReceiver[] = this.#bots().filter((each) => this.#isAstray(each))): Promise<void> {
    const url = this.#pushesTo();
    const path = telegramSecret({ letter: await this.#needs.letterKey() });
    const hook = url === null ? "" : `${url}/v1/hooks/telegram/${path}`;
    for (const receiver of bots) {
      const token = await this.#tokenOf(receiver);
      const isSet = token !== null && (await new Bot(token).listenAt(hook, await this.#headerFor(receiver.id)));
      if (isSet) this.#needs.values.set(hookOf(receiver), url ?? "");
    }
  }

  /** Every bot anew, whatever is known of it. */
  subscribeAll(): Promise<void> {
    return this.subscribe(this.#bots());
  }

  async offer(receiver: KeptReceiver, person: string, phone: string | null): Promise<Pairing> {
    const random = crypto.getRandomValues(new Uint8Array(codeLength));
    const code = [...random].map((byte) => alphabet[byte % alphabet.length]).join("");
    this.#needs.chats.offer(await this.hashCode(code), { receiver: receiver.id, person, phone }, now());
    const expiresAt = new Date(now() + codeForMs).toISOString();
    return { code, url: `https://t.me/${receiver.place.replace(/^@/, "")}?start=${code}`, expiresAt };
  }

  async hashCode(code: string): Promise<string> {
    return (await this.#needs.letterKey()).hash(`pairing ${code}`);
  }

  chatsOf(receiver: KeptReceiver): { chats?: PairedChat[] } {
    if (receiver.kind !== "telegram") return {};
    const chats = this.#needs.chats.of(receiver.id).map(({ id, person, phone, pairedMs }) => {
      const masked = phone === null ? {} : { phone: maskNumber(phone) };
      return { id, person, pairedAt: new Date(pairedMs).toISOString(), ...masked };
    });
    return { chats };
  }

  /** An update that Telegram has pushed; false where its header is of none of our bots. */
  async hear(header: string, update: Update): Promise<boolean> {
    for (const receiver of this.#bots()) {
      if (!equalMacs(header, await this.#headerFor(receiver.id))) continue;
      const token = await this.#tokenOf(receiver);
      if (token !== null) await this.#needs.conversation.hear(receiver, token, update);
      return true;
    }
    return false;
  }

  /** Whether there is anybody to hear whose updates nobody pushes. */
  mustListen(): boolean {
    return this.#pushesTo() === null && this.#bots().some(({ id }) => this.#needs.chats.isAwaited(id, now()));
  }

  /** Fetches what was written and pressed meanwhile; waits some seconds for it. */
  async listen(): Promise<void> {
    const awaited = this.#bots().filter(({ id }) => this.#needs.chats.isAwaited(id, now()));
    await Promise.all(awaited.map((receiver) => this.#listenTo(receiver)));
  }

  async #listenTo(receiver: KeptReceiver): Promise<void> {
    const token = await this.#tokenOf(receiver);
    const key = `botOffset ${receiver.id}`;
    const news = token === null ? [] : await new Bot(token).news(this.#needs.values.get(key, 0));
    if (token === null || "why" in news) return;
    for (const update of news) {
      // Moved on first: what fails half-way is not done twice.
      this.#needs.values.set(key, update.update_id + 1);
      await this.#needs.conversation.hear(receiver, token, update);
    }
  }

  #isAstray(receiver: KeptReceiver): boolean {
    return this.#needs.values.get<string | null>(hookOf(receiver), null) !== (this.#pushesTo() ?? "");
  }

  #bots(): KeptReceiver[] {
    return this.#needs.receivers.all().filter(({ kind, on }) => kind === "telegram" && on);
  }

  async #tokenOf(receiver: KeptReceiver): Promise<string | null> {
    return (await this.#needs.receivers.secretsOf(receiver))?.token ?? null;
  }

  /** Telegram pushes to public https addresses only. */
  #pushesTo(): string | null {
    const url = this.#needs.publicUrl();
    return url?.startsWith("https://") && !/^https:\/\/(?:localhost|[\d.]+|\[)/.test(url) ? url : null;
  }

  /** What Telegram repeats in the header of each update of this bot. */
  async #headerFor(receiver: string): Promise<string> {
    return (await this.#needs.letterKey()).hash(`telegram bot ${receiver}`);
  }
}

/** Where it is kept to what address Telegram was told to push this bot's updates. */
function hookOf({ id }: KeptReceiver): string {
  return `botHook ${id}`;
}

export function newId(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(12)));
}
