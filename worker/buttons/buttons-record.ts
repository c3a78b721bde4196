/**
 * The mirror of the account's web buttons, so that a visitor's click never waits for the
 * provider's list. SIPNET's record is the truth for its fields; the rest lives here.
 */
import { DurableObject } from "cloudflare:workers";
import { minuteMs } from "../time/durations.ts";
import { ButtonChanges } from "./changes.ts";
import type { KnownButton } from "./button.ts";
import { OwnNumbers, type OwnPhones } from "./own-numbers.ts";
import { readingsOf, targetOf, type UnreadablePhone, unreadableOf } from "./reach.ts";
import type { ButtonLookUp } from "./look-up.ts";
import type { SaveOutcome } from "./outcome.ts";
import { sipnetButtons } from "./sipnet-buttons.ts";
import { type ListedSite, type Sighting, SiteStore } from "./site-store.ts";
import type { Fields } from "../versions.ts";
import type { SitesReply } from "../contract/owner-sites.ts";
import { buttonStore } from "./store.ts";
import type { SyncResult } from "./sync.ts";
import type { ButtonChange } from "./plans.ts";
import { alarmTime, now } from "../time/clock.ts";
import { isFresh } from "../time/freshness.ts";
import { StoredValues } from "../storage.ts";
import { log, nameOf } from "../log.ts";
import type { StatusReply } from "../contract/owner.ts";
import type { SyncReply, ButtonsReply } from "../contract/owner-buttons.ts";
import { type ProviderFault, providerFault } from "../sipnet/provider-fault.ts";
import { readSettings, type Vars } from "../settings.ts";
import { createSipnet, type Sipnet } from "../sipnet/client.ts";
import { Doubts, type KeptDoubt } from "../sipnet/doubts.ts";

const pullEveryMs = 5 * minuteMs;
/** How soon a change that SIPNET did not answer is looked at again. */
const retryPlansMs = 30_000;
/** Visitors' look-ups of a mirror that was never filled may not hammer the provider. */
const retryMs = 10_000;
/** Thousands of buttons. */
const mostBytes = 1_048_576;

export class ButtonsRecord extends DurableObject<Vars> {
  readonly #sipnet: Sipnet;
  readonly #values: StoredValues;
  readonly #sites: SiteStore;
  readonly #numbers: OwnNumbers;
  readonly #book: ButtonChanges;
  readonly #countries: readonly string[];
  #triedMs = 0;
  #filling: Promise<unknown> | null = null;

  constructor(ctx: DurableObjectState, env: Vars) {
    super(ctx, env);
    const { sipnetUrl: url, credentials, countries, allowedOrigins } = readSettings(env);
    this.#countries = countries;
    const transport = (input: string, init: RequestInit) => fetch(input, init);
    this.#sipnet = createSipnet({
      url,
      credentials,
      fetch: transport,
      maxBytes: mostBytes,
      onDoubts: (operation, doubts) => new Doubts(this.#values).note(operation, doubts, now()),
    });
    this.#values = new StoredValues(ctx.storage.sql);
    const store = buttonStore(ctx.storage.sql, () => ctx.storage.sync());
    this.#sites = new SiteStore(ctx.storage.sql, this.#values, store.versions, allowedOrigins);
    this.#book = new ButtonChanges({
      store,
      provider: sipnetButtons(this.#sipnet),
      now,
      newId: () => crypto.randomUUID(),
    });
    const phones = () => this.#ownPhones();
    this.#numbers = new OwnNumbers({ sipnet: this.#sipnet, values: this.#values, countries, phones });
  }

  /** One button, for a visitor; null where the account has none of that id. */
  async find(cid: string): Promise<KnownButton | null> {
    if (this.#neverPulled()) await this.#firstPull();
    const entry = this.#book.live(cid);
    const [country = ""] = this.#countries;
    if (!entry) return null;
    const { button } = entry;
    const [callerId, own] = [this.#numbers.callerId(), this.#numbers.all()];
    return { button, callerId, country, target: targetOf(button, this.#countries), own };
  }

  /** One button, for a visitor, and the ids of all: null where SIPNET's list was never had. */
  async lookUp(cid: string): Promise<ButtonLookUp> {
    const known = await this.find(cid);
    return { known, cids: this.#neverPulled() ? null : this.#book.cids() };
  }

  /** Every button; a mirror that was never filled is filled first. */
  async list(): Promise<ButtonsReply> {
    if (this.#neverPulled()) await this.pull();
    return this.#book.reply();
  }

  /** What the owner may ring as often as they like: numbers of buttons, agents and caller ids, and addresses of SIPNET. */
  async phones(): Promise<OwnPhones> {
    const { buttons } = await this.list();
    const addresses = buttons.flatMap((button) => readingsOf(button, this.#countries)).filter(({ number }) => !number);
    return {
      buttons: buttons.length,
      numbers: this.#numbers.all(),
      addresses: addresses.flatMap(({ dials }) => dials ?? []),
      callerId: this.#numbers.callerId(),
    };
  }

  unreadablePhones(): UnreadablePhone[] {
    return unreadableOf(this.#book.reply().buttons, this.#countries);
  }

  /** A button as it was shown under this version; null where nobody remembers. */
  seenAt(cid: string, version: number): Fields | null {
    return this.#book.seenAt(cid, version);
  }

  /** Changes a button: its settings here, its record at SIPNET. @param version - of the record that was edited, if known */
  save(cid: string, change: ButtonChange, version: number | null = null): Promise<SaveOutcome> {
    return this.#thenArm(this.#book.save(cid, change, version));
  }

  /** An agent goes, or is back; at how many buttons. */
  setAway(phone: string, away: string | true | null): Promise<number> {
    return this.#thenArm(this.#book.setAway(phone, away));
  }

  /** Adds a button; where it `restores` a tombstone, with its settings and under a new id. */
  add(change: ButtonChange, restores: string | null): Promise<SaveOutcome> {
    return this.#thenArm(this.#book.add(change, restores));
  }

  /** The owner's word on an addition whose answer was lost; false where there is no such one. */
  resolveAddition(id: string, resolve: string): Promise<boolean> {
    return this.#thenArm(this.#book.resolveAddition(id, resolve));
  }

  /** Deletes a button at SIPNET; here it stays as a tombstone. */
  remove(cid: string): Promise<SaveOutcome> {
    return this.#thenArm(this.#book.remove(cid));
  }

  /** Sites that the owner listed, beside those of the settings. */
  siteOrigins(): string[] {
    return this.#sites.origins();
  }

  sites(): SitesReply {
    return this.#sites.reply();
  }

  /** @param version - of the list that the owner saw; null: this is to be the whole list */
  replaceSites(wanted: ListedSite[], version: number | null): SitesReply {
    return this.#sites.replace(wanted, version, now());
  }

  /** Pages that asked for a record, as an isolate has gathered them. */
  seeSites(sightings: Sighting[]): void {
    this.#sites.see(sightings);
  }

  /** Reads SIPNET's list and caller number, and moves every open change on. @throws what the client throws */
  async pull(): Promise<SyncReply> {
    this.#triedMs = now();
    try {
      const { outcomes: _, ...reply } = await this.#thenArm<SyncResult>(this.#book.synchronize());
      this.#values.set("pulledMs", now());
      await this.#numbers.pull();
      this.#values.set("failingMs", 0);
      return reply;
    } catch (error) {
      if (this.#values.get("failingMs", 0) === 0) this.#values.set("failingMs", now());
      throw error;
    }
  }

  /** The same for a caller who wants an answer either way. */
  async sync(): Promise<SyncReply | ProviderFault> {
    try {
      return await this.pull();
    } catch (error) {
      return providerFault(error);
    }
  }

  /** What of SIPNET's answers could not be understood. */
  doubts(): KeptDoubt[] {
    return new Doubts(this.#values).list(now());
  }

  /** How it stands between the two books. */
  state(): StatusReply["sync"] {
    const [pulledMs, failingMs] = [this.#values.get("pulledMs", 0), this.#values.get("failingMs", 0)];
    return {
      ...(pulledMs > 0 ? { pulledAt: new Date(pulledMs).toISOString() } : {}),
      ...(failingMs > 0 ? { failingSince: new Date(failingMs).toISOString() } : {}),
      ...this.#book.waiting(),
    };
  }

  /** An object that can't be made, for its tables are broken, answers nothing. */
  health(): true {
    return true;
  }

  /** The watchdog: sets the alarm anew where it was lost or the clock set back, and leaves one that is to ring as it is. */
  async wake(): Promise<void> {
    const armedMs = await this.ctx.storage.getAlarm();
    if (armedMs === null || !isFresh(armedMs, pullEveryMs, alarmTime(now()))) await this.#arm();
  }

  override async alarm(): Promise<void> {
    try {
      await this.pull();
    } catch (error) {
      log({ event: "pull-failed", because: nameOf(error) });
    } finally {
      await this.#arm();
    }
  }

  /** Whoever comes while the mirror is first filled waits for that, and is not told that there is no button. */
  async #firstPull(): Promise<void> {
    if (this.#filling === null && isFresh(this.#triedMs + retryMs, retryMs, now())) return;
    this.#filling ??= this.pull().finally(() => (this.#filling = null));
    await this.#filling;
  }

  #ownPhones(): string[] {
    return this.#book.reply().buttons.flatMap(({ phone, agents }) => [phone, ...agents.map((agent) => agent.phone)]);
  }

  #neverPulled(): boolean {
    return this.#values.get("pulledMs", 0) === 0;
  }

  async #thenArm<Result>(work: Promise<Result>): Promise<Result> {
    try {
      return await work;
    } finally {
      this.#numbers.forget();
      await this.#arm();
    }
  }

  async #arm(): Promise<void> {
    const waitMs = this.#book.waiting().pending > 0 ? retryPlansMs : pullEveryMs;
    await this.ctx.storage.setAlarm(alarmTime(now() + waitMs));
  }
}
