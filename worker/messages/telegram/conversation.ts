/**
 * What people write to the bot and press below its messages. Private chats only, and of these only the sender that
 * was paired; a button's row is gone before anything is done for it, so that nothing happens twice.
 */
import { hourMs } from "../../time/durations.ts";
import { now } from "../../time/clock.ts";
import type { Language } from "../../contract/visitor.ts";
import type { KeptReceiver } from "../receiver-store.ts";
import { Bot, type Update } from "./bot.ts";
import type { ChatRow, ChatStore, TapRow } from "./chat-store.ts";
import { askToCall, type ChatWord, chatWords } from "./chat-words.ts";
import { newButton } from "./telegram.ts";

const callsPerHour = 10;

export interface ConversationNeeds {
  chats: ChatStore;
  newId(): string;
  /** What rests of a pairing code. */
  hashCode(code: string): Promise<string>;
  /** Whether this person may still call back and settle missed calls. */
  mayAnswer(person: string): boolean;
  /** Dials; the number is found by its hash. */
  callBack(tap: TapRow, from: string): Promise<ChatWord>;
  settle(call: string): Promise<void>;
  /** Writes down what was done, under the person's name. */
  note(person: string, act: string): void;
}

export class Conversation {
  readonly #needs: ConversationNeeds;

  constructor(needs: ConversationNeeds) {
    this.#needs = needs;
  }

  async hear(receiver: KeptReceiver, token: string, update: Update): Promise<void> {
    const bot = new Bot(token);
    if (update.message) await this.#hearText(receiver, bot, update.message);
    if (update.callback_query) await this.#hearTap(receiver, bot, update.callback_query);
  }

  async #hearText(receiver: KeptReceiver, bot: Bot, { chat, from, text = "" }: NonNullable<Update["message"]>) {
    if (chat.type !== "private" || from?.id !== chat.id) return;
    const { chats, hashCode, newId, note } = this.#needs;
    const code = /^(?:\/start\s+)?([A-Za-z\d]{8})$/.exec(text.trim())?.[1]?.toUpperCase();
    const known = chats.find(receiver.id, String(chat.id)) !== null;
    // A paired chat's small talk is nobody's try.
    if (code === undefined) return void (known || (await bot.say(String(chat.id), chatWords.stranger[receiver.lang])));
    const hash = await hashCode(code);
    const paired = chats.pair(receiver.id, hash, String(chat.id), newId(), now());
    if (paired) note(paired.person, "paired a Telegram chat");
    await bot.say(String(chat.id), chatWords[paired ? "paired" : "wrongCode"][receiver.lang]);
  }

  async #hearTap(receiver: KeptReceiver, bot: Bot, query: NonNullable<Update["callback_query"]>): Promise<void> {
    const { message, from, data = "" } = query;
    const { chats, mayAnswer } = this.#needs;
    const mine = message?.chat.type === "private" && message.chat.id === from.id;
    const chat = mine ? chats.find(receiver.id, String(from.id)) : null;
    if (!chat) return bot.heard(query.id);
    const tap = chats.takeTap(receiver.id, chat.chat, data, now());
    const refused: ChatWord | null = tap === null ? "stale" : mayAnswer(chat.person) ? null : "notAllowed";
    await bot.heard(query.id, refused === null ? "" : chatWords[refused][receiver.lang]);
    if (tap && refused === null) await this.#do(tap, chat, bot, receiver.lang);
  }

  async #do(tap: TapRow, chat: ChatRow, bot: Bot, lang: Language): Promise<void> {
    const { chats, settle, note } = this.#needs;
    if (tap.act === "call") {
      const next = (act: "yes" | "no") => newButton(chats, { ...tap, act }, lang, now());
      return void (await bot.say(chat.chat, askToCall(tap.shown, lang), [[next("yes"), next("no")]]));
    }
    if (tap.act === "done") {
      await settle(tap.call);
      note(chat.person, "dealt with a missed call");
    }
    const word = tap.act === "yes" ? await this.#call(tap, chat) : tap.act === "done" ? "marked" : "kept";
    const again = word === "calling" ? [[newButton(chats, { ...tap, act: "done" }, lang, now())]] : [];
    await bot.say(chat.chat, chatWords[word][lang], again);
  }

  async #call(tap: TapRow, { person, phone }: ChatRow): Promise<ChatWord> {
    const { chats, callBack, note } = this.#needs;
    if (phone === null) return "notAllowed";
    if (!chats.countCall(person, callsPerHour, now() - hourMs, now())) return "tooMany";
    note(person, "called back from Telegram");
    return callBack(tap, phone);
  }
}
