/**
 * Messages on their way to receivers, and what became of them, in the desk's own SQLite. A delivery is one
 * message for one receiver: put in once, tried until it arrives or a day has passed.
 */
import type { Delivery, DeliveryState, MessageType } from "../contract/owner-messages.ts";
import type { Language } from "../contract/visitor.ts";
import { migrate, type Step } from "../migrations.ts";
import type { Sql } from "../storage.ts";
import { dayMs, hourMs, minuteMs } from "../time/durations.ts";
import { type Failure, wordsOf } from "./failure.ts";
import type { LetterBody } from "./letter.ts";

/** After the first try; the last waits are as long as the one before, until a day is over. */
const waitsMs = [5_000, 30_000, 2 * minuteMs, 10 * minuteMs, 30 * minuteMs, hourMs, 2 * hourMs, 4 * hourMs];
const triedForMs = dayMs;
const keptForMs = 30 * dayMs;
const mostWaiting = 1_000;
/** Of one receiver's messages, twenty receivers there are at most. */
const mostAtOnce = 50;
const mostKept = 5_000;

export interface DeliveryRow {
  id: string;
  message: string;
  type: MessageType;
  receiver: string;
  createdMs: number;
  dueMs: number;
  /** Until when it is tried: a day from when it was first due. */
  untilMs: number;
  state: DeliveryState;
  tries: number;
  why: string | null;
  doneMs: number | null;
  /** JSON of a `LetterBody`, with the number as its mask only. */
  body: string;
  /** Of a call: its id, the keyed hash of its number, and that number sealed until it is sent. */
  call: string | null;
  number: string | null;
  sealed: string | null;
}

export type NewDelivery = Pick<
  DeliveryRow,
  "message" | "type" | "receiver" | "createdMs" | "dueMs" | "call" | "number" | "sealed"
> & { body: LetterBody };

const steps: readonly (readonly Step[])[] = [
  [
    `CREATE TABLE IF NOT EXISTS deliveries
      (id TEXT PRIMARY KEY, message TEXT, type TEXT, receiver TEXT, createdMs INTEGER, dueMs INTEGER, untilMs INTEGER,
      state TEXT, tries INTEGER, why TEXT, doneMs INTEGER, body TEXT, call TEXT, number TEXT, sealed TEXT)`,
    "CREATE INDEX IF NOT EXISTS deliveriesDue ON deliveries (dueMs) WHERE state = 'waiting'",
    "CREATE INDEX IF NOT EXISTS deliveriesByTime ON deliveries (createdMs)",
  ],
];

export class Outbox {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    migrate(sql, "outbox", steps);
  }

  /** Puts it in unless it is there: a call that is told of twice is sent once. */
  put(one: NewDelivery): void {
    const id = `${one.message}.${one.receiver}`;
    const columns = "id, message, type, receiver, createdMs, dueMs, untilMs, state, tries, body, call, number, sealed";
    this.#sql.exec(
      `INSERT INTO deliveries (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', 0, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      id,
      one.message,
      one.type,
      one.receiver,
      one.createdMs,
      one.dueMs,
      one.dueMs + triedForMs,
      JSON.stringify(one.body),
      one.call,
      one.number,
      one.sealed,
    );
    this.#makeRoom(one.createdMs);
  }

  /** Those whose time has come, the longest due first, and of no receiver so many that another's are not among them. */
  due(nowMs: number): DeliveryRow[] {
    const ranked = `SELECT id, ROW_NUMBER() OVER (PARTITION BY receiver ORDER BY dueMs) AS place
      FROM deliveries WHERE state = 'waiting' AND dueMs <= ?`;
    return this.#rows(`id IN (SELECT id FROM (${ranked}) WHERE place <= ${mostAtOnce}) ORDER BY dueMs`, nowMs);
  }

  nextDueMs(): number {
    const [row] = this.#rows("state = 'waiting' ORDER BY dueMs LIMIT 1");
    return row?.dueMs ?? Infinity;
  }

  find(id: string): DeliveryRow | null {
    return this.#rows("id = ?", id)[0] ?? null;
  }

  /** It has arrived, or was not needed: the number rests no longer. */
  done(id: string, state: "delivered" | "dropped", nowMs: number, why: string | null = null): void {
    this.#sql.exec(
      "UPDATE deliveries SET state = ?, why = ?, doneMs = ?, tries = tries + ?, sealed = NULL WHERE id = ?",
      state,
      why,
      nowMs,
      Number(state === "delivered"),
      id,
    );
  }

  /** Tried in vain: again a little later, until its day is over. */
  failed(row: DeliveryRow, { why, code, retryAfterS = 0, final }: Failure, nowMs: number): void {
    const waitMs = waitsMs[row.tries] ?? waitsMs.at(-1) ?? hourMs;
    const dueMs = nowMs + Math.max(waitMs, retryAfterS * 1000);
    const isOver = final === true || dueMs > row.untilMs;
    const said = code === undefined ? why : `${why} ${code}`;
    const sealed = isOver ? null : row.sealed;
    this.#sql.exec(
      "UPDATE deliveries SET state = ?, tries = tries + 1, why = ?, dueMs = ?, doneMs = ?, sealed = ? WHERE id = ?",
      isOver ? "given-up" : "waiting",
      said,
      dueMs,
      isOver ? nowMs : null,
      sealed,
      row.id,
    );
  }

  putOff(id: string, dueMs: number): void {
    this.#sql.exec("UPDATE deliveries SET dueMs = ? WHERE id = ?", dueMs, id);
  }

  /** Sends it again under the same message id; false where there is no such delivery. */
  replay(id: string, nowMs: number): boolean {
    const again = "state = 'waiting', tries = 0, why = NULL, doneMs = NULL, dueMs = ?, untilMs = ?";
    const query = `UPDATE deliveries SET ${again} WHERE id = ? AND body <> '' RETURNING id`;
    return this.#sql.exec(query, nowMs, nowMs + triedForMs, id).toArray().length > 0;
  }

  /** Its receiver is gone, or has been switched off. */
  dropOf(receiver: string, nowMs: number): void {
    this.#sql.exec(
      "UPDATE deliveries SET state = 'dropped', why = 'removed', doneMs = ?, sealed = NULL WHERE state = 'waiting' AND receiver = ?",
      nowMs,
      receiver,
    );
  }

  /** Nothing of a number is known any more: what waits is dropped, what was sent keeps no text. */
  forgetNumber(number: string, nowMs: number): void {
    this.#sql.exec(
      "UPDATE deliveries SET state = CASE state WHEN 'waiting' THEN 'dropped' ELSE state END, doneMs = COALESCE(doneMs, ?), body = '', sealed = NULL, number = NULL, call = NULL WHERE number = ?",
      nowMs,
      number,
    );
  }

  list(lang: Language): Delivery[] {
    return this.#rows("TRUE ORDER BY createdMs DESC, rowid DESC LIMIT 300").map((row) => viewOf(row, lang));
  }

  /** The oldest of too many are given up. */
  #makeRoom(nowMs: number): void {
    this.#sql.exec(
      `UPDATE deliveries SET state = 'given-up', why = 'crowded', doneMs = ?, sealed = NULL WHERE state = 'waiting'
        AND id NOT IN (SELECT id FROM deliveries WHERE state = 'waiting' ORDER BY createdMs DESC LIMIT ${mostWaiting})`,
      nowMs,
    );
  }

  /** Drops what has been kept long enough, and what is too much. */
  forget(nowMs: number): void {
    const over = "state <> 'waiting'";
    this.#sql.exec(`DELETE FROM deliveries WHERE ${over} AND createdMs < ?`, nowMs - keptForMs);
    this.#sql.exec(
      `DELETE FROM deliveries WHERE ${over} AND createdMs <
        (SELECT createdMs FROM deliveries ORDER BY createdMs DESC LIMIT 1 OFFSET ${mostKept})`,
    );
    this.#sql.exec("UPDATE deliveries SET sealed = NULL WHERE sealed IS NOT NULL AND createdMs < ?", nowMs - dayMs);
  }

  #rows(where: string, ...values: (string | number)[]): DeliveryRow[] {
    const rows = this.#sql.exec(`SELECT * FROM deliveries WHERE ${where}`, ...values).toArray();
    return rows as unknown as DeliveryRow[];
  }
}

function viewOf(row: DeliveryRow, lang: Language): Delivery {
  const { id, message, type, receiver, state, tries, why } = row;
  const at = (ms: number) => new Date(ms).toISOString();
  return {
    id,
    message,
    type,
    receiver,
    state,
    tries,
    at: at(row.createdMs),
    ...(state === "waiting" ? { dueAt: at(row.dueMs) } : {}),
    ...(row.doneMs === null ? {} : { doneAt: at(row.doneMs) }),
    ...(why === null
      ? {}
      : {
          why,
          words: wordsOf(why.split(" ")[0] ?? "", lang),
        }),
  };
}
