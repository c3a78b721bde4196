/** Messages into paired Telegram chats, with buttons below those of calls that can be answered. */
import { base64url } from "../../crypto.ts";
import type { Language } from "../../contract/visitor.ts";
import type { Failure } from "../failure.ts";
import type { Letter } from "../letter.ts";
import { linesOf, titleOf } from "../channels/letter-words.ts";
import type { Secrets } from "../secrets.ts";
import { Bot, type Buttons } from "./bot.ts";
import { chatWords } from "./chat-words.ts";
import type { Act, ChatRow, ChatStore, TapRow } from "./chat-store.ts";

/** Calls whose message has buttons: somebody waits for an answer. */
const answerable: ReadonlySet<string> = new Set(["call.missed", "call.failed"]);

export interface LetterCall {
  call: string;
  number: string;
}

/** To every chat that is paired; it has failed where the first of them did not get it. */
export async function sendTelegram(
  letter: Letter,
  { receiver, secrets, chats, of }: { receiver: string; secrets: Secrets; chats: ChatStore; of: LetterCall | null },
): Promise<Failure | null> {
  const bot = new Bot(secrets.token ?? "");
  const paired = chats.of(receiver);
  if (paired.length === 0) return { why: "unpaired", final: true };
  const { body, lang, nowMs } = letter;
  const { link } = body.data;
  const text = [titleOf(body, lang), ...linesOf(letter), ...(link ? [link] : [])].join("\n");
  const failures: Failure[] = [];
  for (const chat of paired) {
    const shown = body.data.phone ?? "";
    const below = { chat, ...of, button: body.data.button ?? "", shown, receiver };
    const rows = of !== null && answerable.has(body.type) ? [callButtons(chats, { ...below, ...of }, lang, nowMs)] : [];
    const failure = await bot.say(chat.chat, text, rows);
    if (failure) failures.push(failure);
  }
  return failures.length < paired.length ? null : (failures[0] ?? null);
}

interface Below extends LetterCall {
  receiver: string;
  chat: ChatRow;
  button: string;
  shown: string;
}

function callButtons(chats: ChatStore, below: Below, lang: Language, nowMs: number): Buttons {
  const acts: Act[] = below.chat.phone === null ? ["done"] : ["call", "done"];
  const { receiver, call, number, button, shown } = below;
  const tap = { receiver, chat: below.chat.chat, call, number, button, shown };
  return acts.map((act) => newButton(chats, { ...tap, act }, lang, nowMs));
}

/** A button that does one thing once; what it says to Telegram is a random id and no more. */
export function newButton(chats: ChatStore, tap: Omit<TapRow, "id">, lang: Language, nowMs: number): Buttons[number] {
  const id = base64url(crypto.getRandomValues(new Uint8Array(18)));
  chats.addTap({ ...tap, id }, nowMs);
  return { text: chatWords[tap.act][lang], callback_data: id };
}
