/** The owner's desk: who may come in, who is signed in, and a log of what they did. */
import { DurableObject } from "cloudflare:workers";
import type { AuditEntry, Caller, Passkey, Person, Role, Session } from "../contract/owner-access.ts";
import { base64url } from "../crypto.ts";
import { Correspondence, type DeskBindings } from "../messages/correspondence.ts";
import { StoredValues } from "../storage.ts";
import { now } from "../time/clock.ts";
import { dayMs, minuteMs } from "../time/durations.ts";
import { owner, type PasskeyOf, PasskeyStore } from "./passkey-store.ts";
import { PeopleStore } from "./people-store.ts";
import { PhoneProofs } from "./phone-proofs.ts";
import { digest, type SessionRow, SessionStore } from "./session-store.ts";

/** How long a token or passkey that was just shown opens what costs money or lets somebody in. */
export const provedForMs = 5 * minuteMs;
/** The first run's checklist asks once for all its steps. */
export const setupForMs = 30 * minuteMs;
const triesPer15Min = 5;

/** A session as a route needs it: who, and how to name it. */
export interface OpenSession extends Caller {
  session: string;
}

export class Desk extends DurableObject<DeskBindings> {
  readonly #sql: SqlStorage;
  readonly #passkeys: PasskeyStore;
  readonly #people: PeopleStore;
  readonly #sessions: SessionStore;
  readonly #values: StoredValues;
  readonly #messages: Correspondence;
  readonly #proofs: PhoneProofs;
  readonly #ownerToken: string;

  constructor(ctx: DurableObjectState, env: DeskBindings) {
    super(ctx, env);
    this.#sql = ctx.storage.sql;
    this.#ownerToken = env.OWNER_TOKEN ?? "";
    this.#passkeys = new PasskeyStore(this.#sql);
    this.#people = new PeopleStore(this.#sql);
    this.#values = new StoredValues(this.#sql);
    this.#proofs = new PhoneProofs(this.#values);
    this.#sessions = new SessionStore(this.#sql, this.#values);
    this.#messages = new Correspondence(ctx, env, {
      values: this.#values,
      publicUrl: () => this.publicUrl(),
      mayAnswer: (person) => this.mayAnswer(person),
      note: (act, subject, who) => this.note(act, subject, who),
      nameOf: (person) => this.nameOf(person),
    });
    this.#sql.exec("CREATE TABLE IF NOT EXISTS audit (n INTEGER PRIMARY KEY AUTOINCREMENT, atMs INTEGER, entry TEXT)");
    this.#sql.exec("CREATE TABLE IF NOT EXISTS signInTries (net TEXT, atMs INTEGER)");
  }

  /** Who is told of what. Only what a prototype has can be reached from outside: hence a getter. */
  get messages(): Correspondence {
    return this.#messages;
  }

  /** Agents' phones that were proved by a code. */
  get proofs(): PhoneProofs {
    return this.#proofs;
  }

  /** The watchdog: sets the alarm whatever this object believes of it. */
  wake(): Promise<void> {
    return this.#messages.wake();
  }

  override alarm(): Promise<void> {
    return this.#messages.alarm();
  }

  /** An object that can't be made, for its tables are broken, answers nothing. */
  health(): true {
    return true;
  }

  /**
   * Counts one try to sign in from a network (its keyed hash). Kept in rows, so that a restart forgives none.
   * @returns seconds to wait; 0 when this try is allowed
   */
  trySignIn(net: string): number {
    const sinceMs = now() - 15 * minuteMs;
    this.#sql.exec("DELETE FROM signInTries WHERE atMs <= ?", sinceMs);
    const tries = this.#sql.exec("SELECT atMs FROM signInTries WHERE net = ? ORDER BY atMs", net).toArray();
    const oldest = tries.at(-triesPer15Min);
    if (oldest) return Math.max(1, Math.ceil((Number(oldest.atMs) - sinceMs) / 1000));
    this.#sql.exec("INSERT INTO signInTries (net, atMs) VALUES (?, ?)", net, now());
    return 0;
  }

  /** A new session's token, for whoever has just shown the token (`passkey` null) or a passkey. */
  open(person: string, passkey: string | null, provedMs: number = provedForMs): Promise<string> {
    return this.#sessions.open({ person, passkey, provedUntilMs: now() + provedMs }, this.#ownerToken, now());
  }

  /** Whose session this is; null where it is none (any more), or its person is gone. */
  async use(token: string): Promise<OpenSession | null> {
    const row = await this.#sessions.use(token, this.#ownerToken, now());
    const person = row && this.#person(row.person);
    if (!row || !person) return null;
    return { session: row.id, person: row.person, ...person, proved: row.provedUntilMs > now() };
  }

  /** Whether a session goes on; asking does not count as using it. */
  isOpen(token: string): Promise<boolean> {
    return this.#sessions.isOpen(token, this.#ownerToken, now());
  }

  /** The same person has shown token or passkey again. */
  prove(session: string, forMs: number = provedForMs): void {
    this.#sessions.prove(session, now() + forMs);
  }

  async sessions(current: string): Promise<Session[]> {
    const rows = await this.#sessions.list(this.#ownerToken, now());
    return rows.flatMap((row) => this.#sessionView(row, current));
  }

  closeSession(id: string): boolean {
    return this.#sessions.close(id);
  }

  closeAllSessions(): void {
    this.#sessions.closeAll();
  }

  /** Writes down what somebody did. */
  note(act: string, subject?: string, who?: string): void {
    const entry = JSON.stringify({ act, ...(subject === undefined ? {} : { subject }), ...(who ? { who } : {}) });
    this.#sql.exec("INSERT INTO audit (atMs, entry) VALUES (?, ?)", now(), entry);
    this.#sql.exec("DELETE FROM audit WHERE atMs < ?", now() - 90 * dayMs);
  }

  /** This Worker's address by the setting, or as the owner confirmed it. */
  publicUrl(): string | null {
    const set = URL.parse(this.env.PUBLIC_URL ?? "");
    return set ? set.origin : this.#values.get<string | null>("publicUrl", null);
  }

  /** Whether a person may still call back and settle missed calls. */
  mayAnswer(person: string): boolean {
    return (this.#person(person)?.role ?? "viewer") !== "viewer";
  }

  nameOf(person: string): string | undefined {
    return person === owner ? undefined : this.#person(person)?.name;
  }

  confirmPublicUrl(url: string): Promise<void> {
    this.#values.set("publicUrl", url);
    this.note("confirmed the address", url);
    return this.#messages.moved();
  }

  /** Newest first. */
  audit(): AuditEntry[] {
    const rows = this.#sql.exec("SELECT atMs, entry FROM audit ORDER BY n DESC LIMIT 1000").toArray();
    return rows.map(({ atMs, entry }) => ({
      at: new Date(Number(atMs)).toISOString(),
      ...(JSON.parse(String(entry)) as Omit<AuditEntry, "at">),
    }));
  }

  /** Whether this is the first answer to a challenge. */
  spendChallenge(challenge: string): boolean {
    return this.#passkeys.spend(challenge, now());
  }

  passkeys(): Passkey[] {
    return this.#passkeys.list();
  }

  passkey(id: string): PasskeyOf | null {
    return this.#passkeys.find(id);
  }

  /** Null where there are too many or this one is known. */
  addPasskey(passkey: PasskeyOf, name: string): Passkey | null {
    if (!this.#passkeys.add(passkey, name, now())) return null;
    return this.#passkeys.list().at(-1) ?? null;
  }

  usedPasskey(id: string, counter: number): void {
    this.#passkeys.used(id, counter, now());
  }

  /** Its sessions end with it. */
  removePasskey(id: string): boolean {
    this.#sessions.closeOfPasskey(id);
    return this.#passkeys.remove(id);
  }

  people(): Person[] {
    return this.#people.list(now());
  }

  /** The person and the one writing of the invitation; null where there are too many people. */
  async invite(name: string, role: Role): Promise<{ person: Person; invitation: string } | null> {
    const random = (length: number) => base64url(crypto.getRandomValues(new Uint8Array(length)));
    const [id, invitation] = [random(16), random(32)];
    if (!this.#people.invite({ id, name, role, invitation: await digest(invitation) }, now())) return null;
    const person = this.#people.find(id, now());
    return person && { person, invitation };
  }

  async invited(invitation: string): Promise<Person | null> {
    return this.#people.invited(await digest(invitation), now());
  }

  /** Takes the invitation and the passkey in one turn: whoever comes second has neither. */
  async accept(invitation: string, passkey: PasskeyOf, name: string): Promise<boolean> {
    const hash = await digest(invitation);
    return this.#people.accept(hash, now()) && this.#passkeys.add(passkey, name, now());
  }

  /** Passkeys and sessions go with the person. */
  removePerson(id: string): boolean {
    this.#passkeys.removeOf(id);
    this.#sessions.closeOfPerson(id);
    this.#messages.dropChatsOf(id);
    return this.#people.remove(id);
  }

  #person(id: string): Pick<Caller, "name" | "role"> | null {
    if (id === owner) return { name: "", role: "owner" };
    const person = this.#people.find(id, now());
    return person && { name: person.name, role: person.role };
  }

  #sessionView(row: SessionRow, current: string): Session[] {
    const person = this.#person(row.person);
    const [openedAt, usedAt] = [row.openedMs, row.usedMs].map((ms) => new Date(ms).toISOString());
    if (!person || !openedAt || !usedAt) return [];
    return [{ id: row.id, ...person, openedAt, usedAt, current: row.id === current }];
  }
}
