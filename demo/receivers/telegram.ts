/**
 * As much of Telegram's Bot API as a bot needs here, with one person who has a phone: what the bot says lands in
 * their chat, and what they write or press is an update for the bot.
 */
export interface ChatLine {
  from: "bot" | "person";
  text: string;
  /** Below a message of the bot's; each says to the bot what `data` is. */
  buttons: { text: string; data: string }[];
  at: string;
  /** What the bot said when a button was pressed. */
  toast?: string;
}

type Params = Record<string, unknown>;

/** What the API answers: a result, or an error of its own. */
export type BotReply = { status: number; body: object };

const person = { id: 1_001, is_bot: false, first_name: "Анна" };
const chat = { id: person.id, type: "private", first_name: person.first_name };
const longestWaitMs = 10_000;
const mostLines = 100;

export class ToyTelegram {
  readonly lines: ChatLine[] = [];
  /** The bot that the person has written to last, by its token. */
  #updates: { update_id: number }[] = [];
  #nextId = 1;
  #waiting = new Set<() => void>();
  readonly #now: () => number;
  readonly #changed: () => void;

  constructor(now: () => number, changed: () => void) {
    this.#now = now;
    this.#changed = changed;
  }

  /** One request of a bot. Any token with `:demo-` in it is one. */
  async ask(token: string, method: string, params: Params): Promise<BotReply> {
    if (!token.includes(":demo-")) return refused(401, "Unauthorized");
    switch (method) {
      case "getMe":
        return done({ id: Number.parseInt(token), is_bot: true, first_name: "Звонки", username: "demo_calls_bot" });
      case "sendMessage":
        return this.#say(params);
      case "answerCallbackQuery":
        return this.#toast(String(params.text ?? ""));
      case "setWebhook":
        return done(true);
      case "getUpdates":
        return done(await this.#news(Number(params.offset ?? 0), Number(params.timeout ?? 0)));
      default:
        return refused(404, "Not Found: method not found");
    }
  }

  /** The person writes to the bot. */
  write(text: string): void {
    this.#add({ from: "person", text, buttons: [], at: this.#time() });
    this.#tell({ message: { message_id: this.#id(), from: person, chat, date: 0, text } });
  }

  /** The person presses a button below a message. */
  press(data: string): boolean {
    const line = this.lines.find(({ buttons }) => buttons.some((each) => each.data === data));
    if (line === undefined) return false;
    const message = { message_id: this.#id(), chat, date: 0 };
    this.#tell({ callback_query: { id: String(this.#id()), from: person, message, data } });
    return true;
  }

  /** Whoever waits for updates is answered with none. */
  close(): void {
    for (const wake of this.#waiting) wake();
  }

  #say({ chat_id: to, text, reply_markup: markup }: Params): BotReply {
    if (Number(to) !== chat.id) return refused(400, "Bad Request: chat not found");
    if (typeof text !== "string" || text === "") return refused(400, "Bad Request: message text is empty");
    this.#add({ from: "bot", text, buttons: buttonsIn(markup), at: this.#time() });
    return done({ message_id: this.#id(), chat, date: 0, text });
  }

  #toast(text: string): BotReply {
    const last = this.lines.at(-1);
    if (last !== undefined && text !== "") last.toast = text;
    this.#changed();
    return done(true);
  }

  async #news(offset: number, timeoutS: number): Promise<object[]> {
    this.#updates = this.#updates.filter(({ update_id: id }) => id >= offset);
    if (this.#updates.length === 0 && timeoutS > 0) await this.#wait(Math.min(timeoutS * 1_000, longestWaitMs));
    return this.#updates;
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.#waiting.add(wake);
    });
  }

  #tell(update: object): void {
    this.#updates.push({ update_id: this.#id(), ...update });
    for (const wake of this.#waiting) wake();
  }

  #add(line: ChatLine): void {
    this.lines.push(line);
    if (this.lines.length > mostLines) this.lines.shift();
    this.#changed();
  }

  #id(): number {
    return (this.#nextId += 1);
  }

  #time(): string {
    return new Date(this.#now()).toISOString();
  }
}

function buttonsIn(markup: unknown): ChatLine["buttons"] {
  const rows = (markup as { inline_keyboard?: { text: string; callback_data: string }[][] } | undefined)
    ?.inline_keyboard;
  return (rows ?? []).flat().map(({ text, callback_data: data }) => ({ text, data }));
}

function done(result: unknown): BotReply {
  return { status: 200, body: { ok: true, result } };
}

function refused(code: number, description: string): BotReply {
  return { status: code, body: { ok: false, error_code: code, description } };
}
