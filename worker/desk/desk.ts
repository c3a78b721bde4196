/** The owner's desk: who is signed in, and a log of what the owner did. */
import { DurableObject } from "cloudflare:workers";
import type { Vars } from "../settings.ts";
import { dayMs, hourMs, minuteMs } from "../time/durations.ts";
import type { AuditEntry, Passkey } from "../contract/owner-access.ts";
import { now } from "../time/clock.ts";
import { base64url } from "../crypto.ts";
import { type PasskeyRecord, PasskeyStore } from "./passkey-store.ts";
import { StoredValues } from "../storage.ts";

export const idleMs = 30 * minuteMs;
export const sessionMs = 8 * hourMs;

export class Desk extends DurableObject<Vars> {
  readonly #sql: SqlStorage;
  readonly #passkeys: PasskeyStore;
  readonly #values: StoredValues;

  constructor(ctx: DurableObjectState, env: Vars) {
    super(ctx, env);
    this.#sql = ctx.storage.sql;
    this.#passkeys = new PasskeyStore(ctx.storage.sql);
    this.#values = new StoredValues(ctx.storage.sql);
    this.#sql.exec("CREATE TABLE IF NOT EXISTS sessions (hash TEXT PRIMARY KEY, openedMs INTEGER, usedMs INTEGER)");
    this.#sql.exec("CREATE TABLE IF NOT EXISTS audit (n INTEGER PRIMARY KEY AUTOINCREMENT, atMs INTEGER, entry TEXT)");
  }

  /** A new session's token; only its hash is kept. */
  async open(): Promise<string> {
    const token = base64url(crypto.getRandomValues(new Uint8Array(32)));
    const hash = await digest(token);
    this.#forget();
    this.#sql.exec("INSERT INTO sessions (hash, openedMs, usedMs) VALUES (?, ?, ?)", hash, now(), now());
    return token;
  }

  /** Whether a session is open; using it keeps it from going idle. */
  async use(token: string): Promise<boolean> {
    const hash = await digest(token);
    this.#forget();
    const query = "UPDATE sessions SET usedMs = ? WHERE hash = ? RETURNING hash";
    return this.#sql.exec(query, now(), hash).toArray().length > 0;
  }

  async close(token: string): Promise<void> {
    this.#sql.exec("DELETE FROM sessions WHERE hash = ?", await digest(token));
  }

  /** Writes down what the owner did. */
  note(act: string, subject?: string): void {
    const entry = JSON.stringify({ act, ...(subject === undefined ? {} : { subject }) });
    this.#sql.exec("INSERT INTO audit (atMs, entry) VALUES (?, ?)", now(), entry);
    this.#sql.exec("DELETE FROM audit WHERE atMs < ?", now() - 90 * dayMs);
  }

  /** This Worker's address as the owner confirmed it, where no setting says it. */
  publicUrl(): string | null {
    return this.#values.get<string | null>("publicUrl", null);
  }

  confirmPublicUrl(url: string): void {
    this.#values.set("publicUrl", url);
    this.note("confirmed the address", url);
  }

  /** Whether this is the first answer to a challenge. */
  spendChallenge(challenge: string): boolean {
    return this.#passkeys.spend(challenge, now());
  }

  passkeys(): Passkey[] {
    return this.#passkeys.list();
  }

  passkey(id: string): PasskeyRecord | null {
    return this.#passkeys.find(id);
  }

  /** Null where there are too many or this one is known. */
  addPasskey(record: PasskeyRecord, name: string): Passkey | null {
    if (!this.#passkeys.add(record, name, now())) return null;
    return this.#passkeys.list().at(-1) ?? null;
  }

  usedPasskey(id: string, counter: number): void {
    this.#passkeys.used(id, counter, now());
  }

  removePasskey(id: string): boolean {
    return this.#passkeys.remove(id);
  }

  /** Newest first. */
  audit(): AuditEntry[] {
    const rows = this.#sql.exec("SELECT atMs, entry FROM audit ORDER BY n DESC LIMIT 1000").toArray();
    return rows.map(({ atMs, entry }) => ({
      at: new Date(Number(atMs)).toISOString(),
      ...(JSON.parse(String(entry)) as Omit<AuditEntry, "at">),
    }));
  }

  #forget(): void {
    this.#sql.exec("DELETE FROM sessions WHERE usedMs < ? OR openedMs < ?", now() - idleMs, now() - sessionMs);
  }
}

async function digest(token: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token))));
}
