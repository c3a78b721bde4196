/**
 * The Ledger's rows: one per call, in the object's own SQLite. Numbers are here as keyed
 * hash and mask only; what identifies a visitor is dropped after 48 hours, the row after 30 days.
 */
import type { CountedCall, NetHashes } from "../safety/call-limits.ts";
import { dayMs } from "../time/durations.ts";
import type { DialState } from "../contract/owner-calls.ts";
import type { Sql } from "../storage.ts";
import type { Progress } from "./progress.ts";
import type { CallReason, CallState, LegState } from "../contract/visitor.ts";

/** A call as it rests. Times in milliseconds since 1970, money in hundredths. */
export type CallRow = {
  id: string;
  createdMs: number;
  button: string;
  page: string | null;
  lang: string;
  /** Which operation dials, for which sub-account, and whose phone is rung first. */
  operation: "gencall" | "genmulticall";
  account: string | null;
  first: "owner" | "visitor";
  /** The owner's own phones of this call, as digits, comma separated. */
  ownerPhones: string;
  /** `Idempotency-Key` with its scope; dropped after 24 hours. */
  idem: string | null;
  intent: string;
  ticket: string | null;
  nets: string | null;
  number: string;
  prefix: string;
  mask: string;
  consent: string | null;
  dial: DialState;
  dialledMs: number | null;
  sipnetId: string | null;
  uuids: string;
  state: CallState;
  ownerLeg: LegState;
  visitorLeg: LegState;
  sinceMs: number;
  version: number;
  reason: CallReason | null;
  durationS: number | null;
  kopecks: number;
  lockedUntilMs: number;
  /** When to ask the provider next, and how often it was asked. */
  pollMs: number | null;
  polls: number;
  /** Two rows of the provider matched, or the like: for the owner to look at. */
  flag: string | null;
  /** A call for later: when, and its number, sealed. */
  atMs: number | null;
  sealed: string | null;
  connectedMs: number | null;
  rating: number | null;
};

const columns = `
  id TEXT PRIMARY KEY, createdMs INTEGER, button TEXT, page TEXT, lang TEXT, operation TEXT, account TEXT, first TEXT,
  ownerPhones TEXT, idem TEXT UNIQUE, intent TEXT, ticket TEXT, nets TEXT, number TEXT, prefix TEXT, mask TEXT,
  consent TEXT, dial TEXT, dialledMs INTEGER, sipnetId TEXT, uuids TEXT, state TEXT, ownerLeg TEXT, visitorLeg TEXT,
  sinceMs INTEGER, version INTEGER, reason TEXT, durationS INTEGER, kopecks INTEGER, lockedUntilMs INTEGER,
  pollMs INTEGER, polls INTEGER, flag TEXT, atMs INTEGER, sealed TEXT, connectedMs INTEGER, rating INTEGER`;

const isOver = "state IN ('ended', 'no-answer', 'busy', 'failed')";

/** What is looked up for every call; each holds only the rows that it is asked for, and is written once for each. */
const indexes = [
  "callsByTime ON calls (createdMs)",
  "callsBySipnetId ON calls (sipnetId) WHERE sipnetId IS NOT NULL",
  `callsByEnd ON calls (sinceMs) WHERE ${isOver}`,
  "callsByJoin ON calls (connectedMs) WHERE connectedMs IS NOT NULL",
];

export class CallTable {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    sql.exec(`CREATE TABLE IF NOT EXISTS calls (${columns})`);
    for (const index of indexes) sql.exec(`CREATE INDEX IF NOT EXISTS ${index}`);
  }

  insert(row: CallRow): void {
    const values = Object.values(row);
    const marks = values.map(() => "?").join();
    this.#sql.exec(`INSERT INTO calls (${Object.keys(row).join()}) VALUES (${marks})`, ...values);
  }

  /** Writes the changed columns and returns the row as it is now. */
  update(row: CallRow, change: Partial<CallRow>): CallRow {
    const names = Object.keys(change);
    const assignments = names.map((name) => `${name} = ?`).join();
    if (names.length > 0)
      this.#sql.exec(`UPDATE calls SET ${assignments} WHERE id = ?`, ...Object.values(change), row.id);
    return { ...row, ...change };
  }

  byId(id: string): CallRow | null {
    return this.#one("id = ?", id);
  }

  byIdempotencyKey(idem: string): CallRow | null {
    return this.#one("idem = ?", idem);
  }

  /** The rows of one call to several numbers; of any other call, itself. */
  siblings({ intent, createdMs }: CallRow): CallRow[] {
    return this.#rows("intent = ? AND createdMs = ? ORDER BY rowid", intent, createdMs);
  }

  /** The call that the provider knows under this id. */
  bySipnetId(id: string): CallRow | null {
    return this.#one("sipnetId = ?", id);
  }

  /** Calls since then and all that still hold a lock, oldest first: what the counters are rebuilt from. */
  counted(sinceMs: number, nowMs: number): CallRow[] {
    return this.#rows(
      "(COALESCE(dialledMs, createdMs) > ? OR lockedUntilMs > ?) ORDER BY COALESCE(dialledMs, createdMs)",
      sinceMs,
      nowMs,
    );
  }

  /** Calls that still need the provider asked. */
  open(): CallRow[] {
    return this.#rows("pollMs IS NOT NULL ORDER BY pollMs");
  }

  /** Dialled calls that ended since then, newest first. */
  finishedSince(ms: number, limit: number): CallRow[] {
    const dialled = "dial IN ('started', 'refused', 'not-placed')";
    return this.#rows(`${isOver} AND ${dialled} AND sinceMs > ? ORDER BY sinceMs DESC LIMIT ?`, ms, limit);
  }

  deleteByNumber(number: string): number {
    const over = "number = ? AND pollMs IS NULL";
    return this.#sql.exec(`DELETE FROM calls WHERE ${over} RETURNING id`, number).toArray().length;
  }

  /** How long the latest connected calls took from dialling to talking, in milliseconds. */
  waits(limit: number): number[] {
    const query =
      "SELECT connectedMs - dialledMs AS ms FROM calls WHERE connectedMs IS NOT NULL ORDER BY connectedMs DESC LIMIT ?";
    return this.#sql
      .exec(query, limit)
      .toArray()
      .map(({ ms }) => Number(ms));
  }

  /** Oldest first. */
  between(fromMs: number, toMs: number): CallRow[] {
    return this.#rows("createdMs >= ? AND createdMs <= ? ORDER BY createdMs", fromMs, toMs);
  }

  latest(limit: number): CallRow[] {
    return this.#rows("1 ORDER BY createdMs DESC LIMIT ?", limit);
  }

  /** Drops what has been kept long enough: idempotency keys, hashes of visitors, whole rows. */
  forget(nowMs: number): void {
    this.#sql.exec("UPDATE calls SET idem = NULL WHERE idem IS NOT NULL AND createdMs < ?", nowMs - dayMs);
    this.#sql.exec(
      "UPDATE calls SET ticket = NULL, nets = NULL WHERE nets IS NOT NULL AND createdMs < ?",
      nowMs - 2 * dayMs,
    );
    this.#sql.exec("DELETE FROM calls WHERE createdMs < ? AND pollMs IS NULL", nowMs - 30 * dayMs);
  }

  #one(where: string, ...bindings: (string | number)[]): CallRow | null {
    return this.#rows(`${where} LIMIT 1`, ...bindings)[0] ?? null;
  }

  #rows(where: string, ...bindings: (string | number)[]): CallRow[] {
    return this.#sql.exec(`SELECT * FROM calls WHERE ${where}`, ...bindings).toArray() as CallRow[];
  }
}

/** The counters' view of a row. */
export function attemptOf(row: CallRow): CountedCall {
  const nets = row.nets === null ? null : (JSON.parse(row.nets) as Pick<NetHashes, "kind" | "today">);
  return {
    atMs: row.dialledMs ?? row.createdMs,
    // A forgotten ticket is nobody's: all of them together would be somebody's.
    ticket: row.ticket ?? `gone ${row.id}`,
    number: row.number,
    prefix: row.prefix,
    button: row.button,
    nets: { kind: nets?.kind ?? "ipv4", today: nets?.today ?? [], yesterday: [] },
    lockedUntilMs: row.lockedUntilMs,
    kopecks: row.kopecks,
  };
}

/** Proved not to have been dialled, so that no limit counts it. */
export function wasNeverDialled({ dial }: CallRow): boolean {
  return dial === "refused" || dial === "not-placed" || dial === "cancelled";
}

export function progressOf(row: CallRow): Progress {
  const { state, ownerLeg, visitorLeg, sinceMs, reason, durationS } = row;
  return {
    state,
    legs: { owner: ownerLeg, visitor: visitorLeg },
    sinceMs,
    ...(reason === null ? {} : { reason }),
    ...(durationS === null ? {} : { durationS }),
  };
}

/** The columns of a progress; each change has a version of its own, which numbers the events. */
export function progressColumns(row: CallRow, { state, legs, sinceMs, reason, durationS }: Progress): Partial<CallRow> {
  return {
    state,
    ownerLeg: legs.owner,
    visitorLeg: legs.visitor,
    sinceMs,
    reason: reason ?? null,
    durationS: durationS ?? null,
    version: row.version + 1,
  };
}

/** Locks the number until the call is over, whenever that will be. */
export const lockedForever = Number.MAX_SAFE_INTEGER;
