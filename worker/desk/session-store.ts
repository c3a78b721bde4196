/**
 * Sessions in the desk's own SQLite. Each belongs to an epoch: a rotated token or "sign out
 * everywhere" begins a new one, and what was opened before is then worth nothing.
 */
import { base64url } from "../crypto.ts";
import { migrate } from "../migrations.ts";
import type { Sql, StoredValues } from "../storage.ts";
import { hourMs, minuteMs } from "../time/durations.ts";

const idleMs = 30 * minuteMs;
export const sessionMs = 8 * hourMs;

/** How it was opened: by the token, or by the passkey of this id. */
export interface Opening {
  person: string;
  passkey: string | null;
  /** Until when it counts as just proved. */
  provedUntilMs: number;
}

export interface SessionRow extends Opening {
  id: string;
  openedMs: number;
  usedMs: number;
}

const table = "CREATE TABLE IF NOT EXISTS sessions (hash TEXT PRIMARY KEY, openedMs INTEGER, usedMs INTEGER)";
const columns = ["person TEXT", "passkey TEXT", "epoch TEXT", "provedUntilMs INTEGER"];

export class SessionStore {
  readonly #sql: Sql;
  readonly #values: StoredValues;

  constructor(sql: Sql, values: StoredValues) {
    this.#sql = sql;
    this.#values = values;
    migrate(sql, "sessions", [[table], columns.map((column) => ({ table: "sessions", column }))]);
  }

  /** A new session's token; only its hash is kept. */
  async open(opening: Opening, ownerToken: string, nowMs: number): Promise<string> {
    const token = base64url(crypto.getRandomValues(new Uint8Array(32)));
    const [hash, epoch] = [await digest(token), await this.#epoch(ownerToken)];
    this.forget(nowMs);
    const { person, passkey, provedUntilMs } = opening;
    this.#sql.exec(
      "INSERT INTO sessions (hash, openedMs, usedMs, person, passkey, epoch, provedUntilMs) VALUES (?, ?, ?, ?, ?, ?, ?)",
      hash,
      nowMs,
      nowMs,
      person,
      passkey,
      epoch,
      provedUntilMs,
    );
    return token;
  }

  /** The session of a token, if it is open and of this epoch; using it keeps it from going idle. */
  async use(token: string, ownerToken: string, nowMs: number): Promise<SessionRow | null> {
    const [hash, epoch] = [await digest(token), await this.#epoch(ownerToken)];
    this.forget(nowMs);
    const query = "UPDATE sessions SET usedMs = ? WHERE hash = ? AND epoch = ? RETURNING *";
    const [row] = this.#sql.exec(query, nowMs, hash, epoch).toArray();
    return row ? rowOf(row) : null;
  }

  /** Whether this token's session is open; it is not used by that. */
  async isOpen(token: string, ownerToken: string, nowMs: number): Promise<boolean> {
    const [hash, epoch] = [await digest(token), await this.#epoch(ownerToken)];
    this.forget(nowMs);
    return this.#sql.exec("SELECT 1 FROM sessions WHERE hash = ? AND epoch = ?", hash, epoch).toArray().length > 0;
  }

  prove(id: string, untilMs: number): void {
    this.#sql.exec(
      "UPDATE sessions SET provedUntilMs = MAX(provedUntilMs, ?) WHERE substr(hash, 1, 16) = ?",
      untilMs,
      id,
    );
  }

  async list(ownerToken: string, nowMs: number): Promise<SessionRow[]> {
    const epoch = await this.#epoch(ownerToken);
    this.forget(nowMs);
    return this.#sql.exec("SELECT * FROM sessions WHERE epoch = ? ORDER BY openedMs DESC", epoch).toArray().map(rowOf);
  }

  close(id: string): boolean {
    return this.#sql.exec("DELETE FROM sessions WHERE substr(hash, 1, 16) = ? RETURNING hash", id).toArray().length > 0;
  }

  /** Ends every session there is, also those that nobody remembers. */
  closeAll(): void {
    this.#values.set("epoch", this.#values.get("epoch", 0) + 1);
    this.#sql.exec("DELETE FROM sessions");
  }

  closeOfPasskey(passkey: string): void {
    this.#sql.exec("DELETE FROM sessions WHERE passkey = ?", passkey);
  }

  closeOfPerson(person: string): void {
    this.#sql.exec("DELETE FROM sessions WHERE person = ?", person);
  }

  forget(nowMs: number): void {
    this.#sql.exec("DELETE FROM sessions WHERE usedMs < ? OR openedMs < ?", nowMs - idleMs, nowMs - sessionMs);
  }

  /** Changes with the token, and with each "sign out everywhere". */
  async #epoch(ownerToken: string): Promise<string> {
    return `${this.#values.get("epoch", 0)} ${await digest(`epoch ${ownerToken}`)}`;
  }
}

function rowOf(row: Record<string, unknown>): SessionRow {
  return {
    id: String(row["hash"]).slice(0, 16),
    person: String(row["person"]),
    passkey: row["passkey"] === null ? null : String(row["passkey"]),
    provedUntilMs: Number(row["provedUntilMs"]),
    openedMs: Number(row["openedMs"]),
    usedMs: Number(row["usedMs"]),
  };
}

export async function digest(token: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token))));
}
