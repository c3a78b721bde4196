/** The few methods of Telegram's Bot API that are needed, by their documentation. */
import { demoReceivers } from "../channels/demo-receivers.ts";
import type { Failure } from "../failure.ts";
import { judged, send } from "../channels/send.ts";

export interface BotUser {
  id: number;
  username?: string;
}

export interface BotChat {
  id: number;
  type: string;
}

/** Of an update, what is read here. */
export interface Update {
  update_id: number;
  message?: { from?: BotUser; chat: BotChat; text?: string };
  callback_query?: { id: string; from: BotUser; message?: { chat: BotChat; message_id: number }; data?: string };
}

export type Buttons = readonly { text: string; callback_data: string }[];

/** What `getUpdates` may wait for news: less than a request may take. */
const newsWaitS = 5;
/** Telegram takes no longer message, and the whole of it would be lost. */
const mostCharacters = 4_096;

export class Bot {
  readonly #token: string;

  constructor(token: string) {
    this.#token = token;
  }

  whoAmI(): Promise<BotUser | Failure> {
    return this.#ask<BotUser>("getMe", {});
  }

  async say(chat: string, text: string, rows: readonly Buttons[] = []): Promise<Failure | null> {
    const keyboard = rows.length > 0 ? { reply_markup: { inline_keyboard: rows } } : {};
    const link = { link_preview_options: { is_disabled: true } };
    const short = [...text].slice(0, mostCharacters).join("");
    const said = await this.#ask<object>("sendMessage", { chat_id: chat, text: short, ...link, ...keyboard });
    return "why" in said ? (said as Failure) : null;
  }

  /** Ends the wait that a pressed button shows. */
  async heard(callbackId: string, text = ""): Promise<void> {
    await this.#ask("answerCallbackQuery", { callback_query_id: callbackId, text });
  }

  /** Telegram sends updates there from now on, each with this secret in a header; to no url: it keeps them for `news`. */
  async listenAt(url: string, secret: string): Promise<boolean> {
    const updates = { allowed_updates: ["message", "callback_query"], max_connections: 4 };
    const set = await this.#ask<unknown>("setWebhook", { url, secret_token: secret, ...updates });
    return !(typeof set === "object" && set !== null && "why" in set);
  }

  async news(offset: number): Promise<Update[] | Failure> {
    const updates = { allowed_updates: ["message", "callback_query"] };
    return this.#ask<Update[]>("getUpdates", { offset, timeout: newsWaitS, limit: 20, ...updates });
  }

  async #ask<Result>(method: string, params: object): Promise<Result | Failure> {
    const base = this.#token.includes(":demo-")
      ? demoReceivers && `${demoReceivers}/telegram`
      : "https://api.telegram.org";
    if (base === null) return { why: "credentials", final: true };
    const url = `${base}/bot${this.#token}/${method}`;
    const headers = { "content-type": "application/json" };
    const answer = await send({ url, headers, body: JSON.stringify(params), reads: true }, []);
    return "why" in answer ? answer : readResult<Result>(answer.text, answer.status);
  }
}

interface Reply<Result> {
  ok?: boolean;
  result?: Result;
  error_code?: number;
  parameters?: { retry_after?: number };
}

function readResult<Result>(text: string, status: number): Result | Failure {
  const reply = parsed<Result>(text);
  if (reply?.ok === true && reply.result !== undefined) return reply.result;
  const code = reply?.error_code ?? status;
  const wait = reply?.parameters?.retry_after;
  const waiting = typeof wait === "number" ? { retryAfterS: wait } : {};
  if (reply === null) return { why: "unreadable", code: String(status) };
  if (code === 401 || code === 404) return { why: "credentials", code: String(code) };
  if (code === 403) return { why: "blocked", code: "403", final: true };
  return { ...judged(code), code: String(code), ...waiting };
}

function parsed<Result>(text: string): Reply<Result> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Reply<Result>) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
