/**
 * The mirror of the account's web buttons, so that a visitor's click never waits for the
 * provider's list. SIPNET's record is the truth for its fields; the rest lives here.
 */
import { DurableObject } from "cloudflare:workers";
import { minuteMs } from "./admission.ts";
import { type Button, type ButtonExtras, type ButtonRecord, defaultExtras } from "./button.ts";
import { alarmTime, now } from "./clock.ts";
import { Facts } from "./facts.ts";
import { log, nameOf } from "./log.ts";
import { type Env, readSettings } from "./settings.ts";
import { createSipnet, type Sipnet } from "./sipnet/client.ts";

const pullEveryMs = 5 * minuteMs;
/** Visitors' look-ups of a mirror that was never filled may not hammer the provider. */
const retryMs = 10_000;

/** A button with the number its calls come from. */
export interface Known {
  button: Button;
  callerId: string | null;
}

interface Row {
  cid: string;
  record: string;
  extras: string;
}

export class ButtonsRecord extends DurableObject<Env> {
  readonly #sipnet: Sipnet;
  readonly #facts: Facts;
  #pulling: Promise<number> | null = null;
  #triedMs = 0;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const { sipnetUrl: url, credentials } = readSettings(env);
    this.#sipnet = createSipnet({ url, credentials, fetch: (input, init) => fetch(input, init) });
    this.#facts = new Facts(ctx.storage.sql);
    ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS buttons (cid TEXT PRIMARY KEY, record TEXT, extras TEXT)");
  }

  /** One button, for a visitor; null where the account has none of that id. */
  async find(cid: string): Promise<Known | null> {
    if (this.#facts.get("pulledMs", 0) === 0 && now() - this.#triedMs > retryMs) await this.pull();
    const button = this.#read(cid);
    return button && { button, callerId: this.#facts.get<string | null>("callerId", null) };
  }

  /** Every button; a mirror that was never filled is filled first. */
  async list(): Promise<Button[]> {
    if (this.#facts.get("pulledMs", 0) === 0) await this.pull();
    return this.#rows().map(buttonOf);
  }

  /** Changes what this system adds to a button; null where there is no such button. */
  async save(cid: string, change: Partial<ButtonExtras>): Promise<Button | null> {
    const button = (await this.list()).find((each) => each.cid === cid);
    if (!button) return null;
    const changed = { ...button, ...change };
    this.#write(changed);
    return changed;
  }

  /** Reads the provider's list into the mirror; says how many records it had. Throws what the client throws. */
  pull(): Promise<number> {
    this.#pulling ??= this.#pull().finally(() => (this.#pulling = null));
    return this.#pulling;
  }

  override async alarm(): Promise<void> {
    try {
      await this.pull();
    } catch (error) {
      log({ event: "pull-failed", because: nameOf(error) });
    } finally {
      await this.ctx.storage.setAlarm(alarmTime(now() + pullEveryMs));
    }
  }

  async #pull(): Promise<number> {
    this.#triedMs = now();
    const { buttons } = await this.#sipnet.call("webbuttons", { action: "list" });
    const { phones } = await this.#sipnet.call("aninnumbers", { action: "list" });
    const caller = phones.find(({ isDefault }) => isDefault) ?? phones[0];
    for (const { raw: _, ...record } of buttons)
      this.#write({ ...(this.#read(record.cid) ?? defaultExtras), ...record });
    this.#facts.set("callerId", caller ? `+${caller.phone.replace(/\D/g, "")}` : null);
    this.#facts.set("pulledMs", now());
    await this.ctx.storage.setAlarm(alarmTime(now() + pullEveryMs));
    return buttons.length;
  }

  #read(cid: string): Button | null {
    const [row] = this.#rows("WHERE cid = ?", cid);
    return row ? buttonOf(row) : null;
  }

  #rows(where = "", ...bindings: string[]): Row[] {
    const query = `SELECT cid, record, extras FROM buttons ${where}`;
    return this.ctx.storage.sql.exec<Row & Record<string, string>>(query, ...bindings).toArray();
  }

  #write(button: Button): void {
    const { agents, rings, hours, origins, lang, consent, account, ...record } = button;
    const extras: ButtonExtras = { agents, rings, hours, origins, lang, consent, account };
    const values = [record.cid, JSON.stringify(record), JSON.stringify(extras)];
    this.ctx.storage.sql.exec("INSERT OR REPLACE INTO buttons (cid, record, extras) VALUES (?, ?, ?)", ...values);
  }
}

function buttonOf({ record, extras }: Row): Button {
  return { ...defaultExtras, ...(JSON.parse(extras) as ButtonExtras), ...(JSON.parse(record) as ButtonRecord) };
}
