/** The owner's passkeys and the challenges that were answered, in the desk's own SQLite. */
import type { Sql } from "../storage.ts";
import { challengeMs } from "./challenge.ts";
import type { Passkey } from "../contract/owner-access.ts";

const mostPasskeys = 100;
/** Id of whoever has the token. */
export const owner = "owner";

/** What is kept of a passkey; the public key is no secret. */
export interface PasskeyRecord {
  id: string;
  /** COSE_Key (RFC 9052, section 7), base64url; before 0.2 it was SubjectPublicKeyInfo, told by `algorithm`. */
  publicKey: string;
  /** Of a passkey kept before 0.2. */
  algorithm?: -7 | -8 | -257;
  /** Grows with each use where the authenticator counts; a passkey that is synchronized stays at 0. */
  counter: number;
  /** Whether it may be copied to other devices (backup eligibility): that can never change. */
  multiDevice?: boolean;
}

/** A passkey and whom it signs in. */
export interface PasskeyOf {
  record: PasskeyRecord;
  person: string;
}

interface Kept {
  record: PasskeyRecord;
  name: string;
  createdMs: number;
  usedMs: number | null;
  /** Absent: the owner, of whom alone there were passkeys before 0.2. */
  person?: string;
}

export class PasskeyStore {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    sql.exec("CREATE TABLE IF NOT EXISTS passkeys (id TEXT PRIMARY KEY, kept TEXT)");
    sql.exec("CREATE TABLE IF NOT EXISTS spentChallenges (challenge TEXT PRIMARY KEY, atMs INTEGER)");
  }

  /** True once for each challenge. Whoever spends one has shown a passkey or a session: strangers fill nothing. */
  spend(challenge: string, nowMs: number): boolean {
    this.#sql.exec("DELETE FROM spentChallenges WHERE atMs < ?", nowMs - 2 * challengeMs);
    const mark = "INSERT INTO spentChallenges (challenge, atMs) VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING atMs";
    return this.#sql.exec(mark, challenge, nowMs).toArray().length > 0;
  }

  list(): Passkey[] {
    return this.#all().map(({ record, name, createdMs, usedMs, person = owner }) => ({
      id: record.id,
      name,
      person,
      createdAt: new Date(createdMs).toISOString(),
      ...(usedMs === null ? {} : { usedAt: new Date(usedMs).toISOString() }),
    }));
  }

  find(id: string): PasskeyOf | null {
    const kept = this.#all().find(({ record }) => record.id === id);
    return kept ? { record: kept.record, person: kept.person ?? owner } : null;
  }

  /** False where there are too many or this one is known. */
  add({ record, person }: PasskeyOf, name: string, nowMs: number): boolean {
    const all = this.#all();
    if (all.length >= mostPasskeys || all.some((each) => each.record.id === record.id)) return false;
    this.#put({ record, name, person, createdMs: nowMs, usedMs: null });
    return true;
  }

  used(id: string, counter: number, nowMs: number): void {
    const kept = this.#all().find(({ record }) => record.id === id);
    if (kept) this.#put({ ...kept, record: { ...kept.record, counter }, usedMs: nowMs });
  }

  removeOf(person: string): void {
    for (const { id } of this.list().filter((each) => each.person === person)) this.remove(id);
  }

  remove(id: string): boolean {
    return this.#sql.exec("DELETE FROM passkeys WHERE id = ? RETURNING id", id).toArray().length > 0;
  }

  #all(): Kept[] {
    const rows = this.#sql.exec("SELECT kept FROM passkeys ORDER BY rowid").toArray();
    return rows.map(({ kept }) => JSON.parse(String(kept)) as Kept);
  }

  #put(kept: Kept): void {
    this.#sql.exec("INSERT OR REPLACE INTO passkeys (id, kept) VALUES (?, ?)", kept.record.id, JSON.stringify(kept));
  }
}
