/** The owner's passkeys and the challenges that wait for an answer, in the desk's own SQLite. */
import { minuteMs } from "../time/durations.ts";
import type { Sql } from "../storage.ts";
import { base64url } from "../crypto.ts";
import type { Passkey } from "../contract/owner-access.ts";

const challengeMs = 5 * minuteMs;
/** Anybody may ask for a challenge: newer ones push out older ones. */
const mostChallenges = 1_000;
export const mostPasskeys = 20;

/** What is kept of a passkey; the public key is no secret. */
export interface PasskeyRecord {
  id: string;
  /** SubjectPublicKeyInfo, base64url. */
  publicKey: string;
  algorithm: Algorithm;
  /** Grows with each use where the authenticator counts; a passkey that is synchronized stays at 0. */
  counter: number;
}

/** COSE algorithms: ES256, EdDSA, RS256. */
export const algorithms = [-7, -8, -257] as const;
export type Algorithm = (typeof algorithms)[number];

interface Kept {
  record: PasskeyRecord;
  name: string;
  createdMs: number;
  usedMs: number | null;
}

export class PasskeyStore {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    sql.exec("CREATE TABLE IF NOT EXISTS passkeys (id TEXT PRIMARY KEY, kept TEXT)");
    sql.exec("CREATE TABLE IF NOT EXISTS challenges (challenge TEXT PRIMARY KEY, atMs INTEGER)");
  }

  challenge(nowMs: number): string {
    const challenge = base64url(crypto.getRandomValues(new Uint8Array(32)));
    this.#sql.exec("DELETE FROM challenges WHERE atMs < ?", nowMs - challengeMs);
    this.#sql.exec(
      "DELETE FROM challenges WHERE rowid NOT IN (SELECT rowid FROM challenges ORDER BY rowid DESC LIMIT ?)",
      mostChallenges,
    );
    this.#sql.exec("INSERT INTO challenges (challenge, atMs) VALUES (?, ?)", challenge, nowMs);
    return challenge;
  }

  /** True once for each challenge, while it is fresh. */
  spend(challenge: string, nowMs: number): boolean {
    const spent = this.#sql.exec("DELETE FROM challenges WHERE challenge = ? RETURNING atMs", challenge).toArray();
    return spent.some(({ atMs }) => Number(atMs) >= nowMs - challengeMs);
  }

  list(): Passkey[] {
    return this.#all().map(({ record, name, createdMs, usedMs }) => ({
      id: record.id,
      name,
      createdAt: new Date(createdMs).toISOString(),
      ...(usedMs === null ? {} : { usedAt: new Date(usedMs).toISOString() }),
    }));
  }

  find(id: string): PasskeyRecord | null {
    return this.#all().find(({ record }) => record.id === id)?.record ?? null;
  }

  /** False where there are too many or this one is known. */
  add(record: PasskeyRecord, name: string, nowMs: number): boolean {
    const all = this.#all();
    if (all.length >= mostPasskeys || all.some((each) => each.record.id === record.id)) return false;
    this.#put({ record, name, createdMs: nowMs, usedMs: null });
    return true;
  }

  used(id: string, counter: number, nowMs: number): void {
    const kept = this.#all().find(({ record }) => record.id === id);
    if (kept) this.#put({ ...kept, record: { ...kept.record, counter }, usedMs: nowMs });
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
