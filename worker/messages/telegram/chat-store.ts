/** Which Telegram chats are paired with whom, codes that pair one, and the buttons below messages. */
import { migrate, type Step } from "../../migrations.ts";
import type { Sql } from "../../storage.ts";
import { dayMs, minuteMs } from "../../time/durations.ts";

export const codeForMs = 10 * minuteMs;
const mostTries = 5;
const tapForMs = dayMs;
const mostTaps = 2_000;

export interface ChatRow {
  id: string;
  receiver: string;
  /** Telegram's id of the private chat, and so of its one person. */
  chat: string;
  person: string;
  /** E.164; what "call back" rings first. Null: this chat can't call. */
  phone: string | null;
  pairedMs: number;
}

export type Act = "call" | "yes" | "no" | "done";

/** What a button below a message does, good once. */
export interface TapRow {
  id: string;
  receiver: string;
  chat: string;
  act: Act;
  call: string;
  number: string;
  button: string;
  shown: string;
}

const steps: readonly (readonly Step[])[] = [
  [
    "CREATE TABLE IF NOT EXISTS chats (id TEXT PRIMARY KEY, receiver TEXT, chat TEXT, person TEXT, phone TEXT, pairedMs INTEGER)",
    "CREATE TABLE IF NOT EXISTS chatCodes (code TEXT PRIMARY KEY, receiver TEXT, person TEXT, phone TEXT, expiresMs INTEGER, tries INTEGER)",
    "CREATE TABLE IF NOT EXISTS chatTaps (id TEXT PRIMARY KEY, receiver TEXT, chat TEXT, act TEXT, call TEXT, number TEXT, button TEXT, shown TEXT, expiresMs INTEGER)",
    "CREATE TABLE IF NOT EXISTS chatCalls (person TEXT, atMs INTEGER)",
  ],
];

export class ChatStore {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    migrate(sql, "chats", steps);
  }

  of(receiver: string): ChatRow[] {
    return this.#sql
      .exec("SELECT * FROM chats WHERE receiver = ? ORDER BY pairedMs", receiver)
      .toArray() as unknown[] as ChatRow[];
  }

  find(receiver: string, chat: string): ChatRow | null {
    return this.of(receiver).find((each) => each.chat === chat) ?? null;
  }

  /** Somebody has paired a chat there, or is about to. */
  isAwaited(receiver: string, nowMs: number): boolean {
    const query =
      "SELECT 1 AS yes FROM chats WHERE receiver = ? UNION SELECT 1 FROM chatCodes WHERE receiver = ? AND expiresMs > ?";
    return this.#sql.exec(query, receiver, receiver, nowMs).toArray().length > 0;
  }

  /** One code a receiver and person; the one before is worth nothing. `code` is a hash. */
  offer(
    code: string,
    { receiver, person, phone }: Pick<ChatRow, "receiver" | "person" | "phone">,
    nowMs: number,
  ): void {
    this.#sql.exec(
      "DELETE FROM chatCodes WHERE (receiver = ? AND person = ?) OR expiresMs <= ?",
      receiver,
      person,
      nowMs,
    );
    const columns = "code, receiver, person, phone, expiresMs, tries";
    const values = [code, receiver, person, phone, nowMs + codeForMs];
    this.#sql.exec(`INSERT OR REPLACE INTO chatCodes (${columns}) VALUES (?, ?, ?, ?, ?, 0)`, ...values);
  }

  /** Pairs a chat with whom this code was made for; a wrong one is a try of every code that is open there. */
  pair(receiver: string, code: string, chat: string, id: string, nowMs: number): ChatRow | null {
    this.#sql.exec("DELETE FROM chatCodes WHERE expiresMs <= ?", nowMs);
    const take = "DELETE FROM chatCodes WHERE receiver = ? AND code = ? RETURNING person, phone";
    const [found] = this.#sql.exec(take, receiver, code).toArray();
    if (!found) {
      this.#sql.exec("UPDATE chatCodes SET tries = tries + 1 WHERE receiver = ?", receiver);
      this.#sql.exec("DELETE FROM chatCodes WHERE tries >= ?", mostTries);
      return null;
    }
    const { person, phone } = found as Pick<ChatRow, "person" | "phone">;
    const row: ChatRow = { id, receiver, chat, person, phone, pairedMs: nowMs };
    this.#sql.exec("DELETE FROM chats WHERE receiver = ? AND (chat = ? OR person = ?)", receiver, chat, person);
    const columns = "id, receiver, chat, person, phone, pairedMs";
    this.#sql.exec(`INSERT INTO chats (${columns}) VALUES (?, ?, ?, ?, ?, ?)`, ...Object.values(row));
    return row;
  }

  unpair(receiver: string, id: string): boolean {
    const query = "DELETE FROM chats WHERE receiver = ? AND id = ? RETURNING id";
    return this.#sql.exec(query, receiver, id).toArray().length > 0;
  }

  /** Chats, codes and buttons go with their receiver, or with their person. */
  drop(by: "receiver" | "person", id: string): void {
    this.#sql.exec(`DELETE FROM chats WHERE ${by} = ?`, id);
    this.#sql.exec(`DELETE FROM chatCodes WHERE ${by} = ?`, id);
    if (by === "receiver") this.#sql.exec("DELETE FROM chatTaps WHERE receiver = ?", id);
  }

  addTap({ id, receiver, chat, act, call, number, button, shown }: TapRow, nowMs: number): void {
    this.#sql.exec("DELETE FROM chatTaps WHERE expiresMs <= ?", nowMs);
    const columns = "id, receiver, chat, act, call, number, button, shown, expiresMs";
    const values = [id, receiver, chat, act, call, number, button, shown, nowMs + tapForMs];
    this.#sql.exec(`INSERT INTO chatTaps (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, ...values);
    this.#sql.exec(`DELETE FROM chatTaps WHERE rowid <= (SELECT MAX(rowid) FROM chatTaps) - ${mostTaps}`);
  }

  /** The one time that this button is good for, and only in the chat below whose message it stands. */
  takeTap(receiver: string, chat: string, id: string, nowMs: number): TapRow | null {
    const query = "DELETE FROM chatTaps WHERE id = ? AND receiver = ? AND chat = ? AND expiresMs > ? RETURNING *";
    const [row] = this.#sql.exec(query, id, receiver, chat, nowMs).toArray();
    return row ? (row as unknown as TapRow) : null;
  }

  /** Counts one call back of a person; false once there were too many within the hour. */
  countCall(person: string, most: number, sinceMs: number, nowMs: number): boolean {
    this.#sql.exec("DELETE FROM chatCalls WHERE atMs <= ?", sinceMs);
    const made = this.#sql.exec("SELECT atMs FROM chatCalls WHERE person = ?", person).toArray();
    if (made.length >= most) return false;
    this.#sql.exec("INSERT INTO chatCalls (person, atMs) VALUES (?, ?)", person, nowMs);
    return true;
  }
}
