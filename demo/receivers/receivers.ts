/**
 * Everybody whom the demo's owner may have told of calls, without an account anywhere: a Telegram with one person, a
 * browser, a mailbox, a CRM that takes leads, and a program that takes signed webhooks. `/receivers` shows them all.
 */
import { type PushNote, type PushSubscriber, ToyBrowser } from "./push.ts";
import { type ChatLine, ToyTelegram } from "./telegram.ts";

export interface Lead {
  title: string;
  phone?: string;
  comments: string;
  at: string;
}

export interface SeenHook {
  id: string;
  type: string;
  body: unknown;
  signature: string;
  at: string;
}

export interface SeenMail {
  to: string;
  subject: string;
  text: string;
  id: string;
  at: string;
}

export interface SeenPush extends PushNote {
  at: string;
}

/** What a receiver may do wrong from now on, for whoever wants to see it. */
export type Habit = "well" | "hangs" | "500" | "redirects" | "streams" | "410";
export const habits: readonly Habit[] = ["well", "hangs", "500", "redirects", "streams", "410"];

export interface ReceiversView {
  chat: readonly ChatLine[];
  leads: readonly Lead[];
  hooks: readonly SeenHook[];
  mails: readonly SeenMail[];
  pushes: readonly SeenPush[];
  /** What the browser subscribed with; it is pushed to at `/receivers/push/browser`. */
  subscriber: PushSubscriber;
  /** Where the mailbox listens. */
  mailPort: number;
  habit: Habit;
}

const mostKept = 50;

export class DemoReceivers {
  readonly telegram: ToyTelegram;
  readonly #leads: Lead[] = [];
  readonly #hooks: SeenHook[] = [];
  readonly #mails: SeenMail[] = [];
  readonly #pushes: SeenPush[] = [];
  readonly #browser = new ToyBrowser();
  readonly #mailPort: () => number;
  readonly #now: () => number;
  readonly #changed: () => void;
  habit: Habit = "well";

  constructor(now: () => number, changed: () => void, mailPort: () => number) {
    this.#mailPort = mailPort;
    this.#now = now;
    this.#changed = changed;
    this.telegram = new ToyTelegram(now, changed);
  }

  view(): ReceiversView {
    const seen = { leads: this.#leads, hooks: this.#hooks, mails: this.#mails, pushes: this.#pushes };
    return {
      chat: this.telegram.lines,
      ...seen,
      subscriber: this.#browser.keys,
      mailPort: this.#mailPort(),
      habit: this.habit,
    };
  }

  /** `crm.lead.add`, as Bitrix24 answers it. */
  addLead(body: string): object {
    const { fields = {} } = JSON.parse(body) as { fields?: Record<string, unknown> };
    const [phone] = (fields.PHONE ?? []) as { VALUE?: string }[];
    const known = phone?.VALUE === undefined ? {} : { phone: phone.VALUE };
    const lead = {
      title: String(fields.TITLE ?? ""),
      comments: String(fields.COMMENTS ?? ""),
      at: this.#time(),
      ...known,
    };
    keep(this.#leads, lead);
    this.#changed();
    return { result: this.#leads.length, time: {} };
  }

  takeHook(headers: Record<string, unknown>, body: string): void {
    const parsed = JSON.parse(body) as { type?: string };
    keep(this.#hooks, {
      id: String(headers["webhook-id"] ?? ""),
      type: parsed.type ?? "",
      body: parsed,
      signature: String(headers["webhook-signature"] ?? ""),
      at: this.#time(),
    });
    this.#changed();
  }

  /** Head and body as our Worker writes them: encoded words, text in base64. */
  takeMail(mail: string): void {
    const end = mail.indexOf("\n\n");
    const head = mail.slice(0, end).replace(/\n[ \t]+/g, "");
    const decoded = (text: string) =>
      text.replace(/=\?utf-8\?B\?(.*?)\?=/gi, (_all, piece: string) => Buffer.from(piece, "base64").toString());
    const named = (name: string) => decoded(new RegExp(`^${name}: (.*)$`, "im").exec(head)?.[1] ?? "");
    const text = Buffer.from(mail.slice(end), "base64").toString();
    keep(this.#mails, { to: named("To"), subject: named("Subject"), text, id: named("Message-ID"), at: this.#time() });
    this.#changed();
  }

  /** False where it is sealed for another browser. */
  takePush(body: Buffer): boolean {
    try {
      keep(this.#pushes, { ...(JSON.parse(this.#browser.open(body)) as PushNote), at: this.#time() });
    } catch (error) {
      if (error instanceof Error) return false;
      throw error;
    }
    this.#changed();
    return true;
  }

  #time(): string {
    return new Date(this.#now()).toISOString();
  }
}

function keep<Item>(list: Item[], item: Item): void {
  list.push(item);
  if (list.length > mostKept) list.shift();
}
