/**
 * The dialling ledger itself, without network or clock: every method is one synchronous
 * turn, so nothing can come between the check of a limit and the row that uses it up.
 */
import { addressBuckets, type CountedCall, giveBack, judgeLimits, record } from "../safety/call-limits.ts";
import type { Verdict } from "../contract/owner-safety.ts";
import { dayMs } from "../time/durations.ts";
import { SlidingWindow } from "../safety/sliding-window.ts";
import { attemptOf, type CallRow, type CallTable, progressColumns, progressOf, wasNeverDialled } from "./call-table.ts";
import type { CallLimits } from "../contract/limits.ts";
import { end, isFinal, type Progress } from "./progress.ts";
import type { Bucket } from "../http/rate-limit-headers.ts";

/** More unknown outcomes than this at a time mean that the provider can't be trusted to answer. */
const unknownsTolerated = 3;

/** What stands before the counters, judged in the same turn. */
export type ExtraCheck = () => Verdict | null;

export type Grant<Rows = CallRow> = { known: Rows } | { reused: true } | { refused: Verdict } | { reserved: Rows };

export class CallBook {
  readonly #table: CallTable;
  readonly #history = new SlidingWindow<CountedCall>();
  readonly #attempts = new Map<string, CountedCall>();
  /** Those the provider must still be asked about. */
  readonly #open = new Map<string, CallRow>();
  /** Those of them whose outcome is not known. */
  readonly #lost = new Set<string>();
  /** Until somebody talks again. */
  #waitS: number | null | undefined;

  constructor(table: CallTable, nowMs: number) {
    this.#table = table;
    for (const row of table.counted(nowMs - 2 * dayMs, nowMs)) this.#count(row, attemptOf(row));
    for (const row of table.open()) this.#keep(row);
  }

  /** Idempotency first, then `check` and every limit, then the row: all or nothing. `attempt.atMs` is now. */
  grant(row: CallRow, attempt: CountedCall, limits: CallLimits, check: ExtraCheck): Grant {
    const known = row.idem === null ? null : this.#table.byIdempotencyKey(row.idem);
    if (known) return known.intent === row.intent ? { known } : { reused: true };
    const refused = this.judge(attempt, limits, check) ?? this.#judgeSchedule(row);
    if (refused) return { refused };
    this.#table.insert(row);
    this.#count(row, attempt);
    this.#keep(row);
    return { reserved: row };
  }

  /** The same for several numbers of one call: all of them or none. The first row carries the key. */
  grantTogether(
    rows: readonly CallRow[],
    limits: CallLimits,
    check: (row: CallRow) => Verdict | null,
  ): Grant<CallRow[]> {
    const known = this.#table.byIdempotencyKey(rows[0]?.idem ?? "");
    if (known) return known.intent === rows[0]?.intent ? { known: this.#table.siblings(known) } : { reused: true };
    const counted: [id: string, attempt: CountedCall][] = [];
    for (const row of rows) {
      const attempt = attemptOf(row);
      const refused = this.judge(attempt, limits, () => check(row));
      if (refused) {
        for (const each of counted) this.#uncount(...each);
        return { refused };
      }
      this.#count(row, attempt);
      counted.push([row.id, attempt]);
    }
    for (const row of rows) {
      this.#table.insert(row);
      this.#keep(row);
    }
    return { reserved: [...rows] };
  }

  /** What `ask` would say to an attempt whose key is new. */
  judge(attempt: CountedCall, limits: CallLimits, check: ExtraCheck): Verdict | null {
    return check() ?? this.#judgeProvider() ?? judgeLimits(limits, this.#history, attempt);
  }

  /** What is left to the address that asked. */
  buckets(attempt: CountedCall, limits: CallLimits): Bucket[] {
    return addressBuckets(limits, this.#history, attempt);
  }

  /** The time of a call for later has come: every limit is judged again, as of now. */
  grantDue(row: CallRow, change: Partial<CallRow>, limits: CallLimits, check: ExtraCheck): Grant {
    const before = this.#attempts.get(row.id);
    if (before) this.#uncount(row.id, before);
    const due = { ...row, ...change };
    const attempt = attemptOf(due);
    const refused = this.judge(attempt, limits, check);
    if (refused) {
      if (before) this.#count(row, before);
      return { refused };
    }
    this.#count(due, attempt);
    return { reserved: this.change(row, { ...change, version: row.version + 1 }) };
  }

  /** The answer a key already has, without asking for a call. */
  recall(idem: string, intent: string): Grant | null {
    const known = this.#table.byIdempotencyKey(idem);
    if (!known) return null;
    return known.intent === intent ? { known } : { reused: true };
  }

  /** Whether a call of the provider is known to be another one of ours. */
  isAttached(sipnetId: string, to: CallRow): boolean {
    const attached = this.#table.bySipnetId(sipnetId);
    return attached !== null && !(attached.intent === to.intent && attached.createdMs === to.createdMs);
  }

  byId(id: string): CallRow | null {
    return this.#open.get(id) ?? this.#table.byId(id);
  }

  /** Dialled calls that ended since then, newest first. */
  finishedSince(ms: number, limit: number): CallRow[] {
    return this.#table.finishedSince(ms, limit);
  }

  /** Calls asked for within a span, oldest first. */
  between(fromMs: number, toMs: number): CallRow[] {
    return this.#table.between(fromMs, toMs);
  }

  latest(limit: number): CallRow[] {
    return this.#table.latest(limit);
  }

  /** Deletes the rows of a number's calls that are over. The counters still know its hash until they forget. */
  forgetNumber(number: string): number {
    return this.#table.deleteByNumber(number);
  }

  /** Seconds from dialling to talking in the middle of the latest calls; null before there were any. */
  medianWaitS(): number | null {
    if (this.#waitS !== undefined) return this.#waitS;
    const waits = this.#table.waits(20).sort((a, b) => a - b);
    const middle = waits[Math.floor(waits.length / 2)];
    return (this.#waitS = middle === undefined ? null : Math.round(middle / 1000));
  }

  /** Open calls that may ring by now. */
  dialled(): CallRow[] {
    return this.open().filter(({ dial }) => dial !== "scheduled" && dial !== "reserved");
  }

  /** Calls for later whose time has come. */
  dueToDial(nowMs: number): CallRow[] {
    return this.open().filter(({ dial, pollMs }) => dial === "scheduled" && pollMs !== null && pollMs <= nowMs);
  }

  open(): CallRow[] {
    return [...this.#open.values()];
  }

  /** When the provider must be asked next; null when no call is open. */
  nextPollMs(): number | null {
    const times = this.open().flatMap(({ pollMs }) => (pollMs === null ? [] : [pollMs]));
    return times.length > 0 ? Math.min(...times) : null;
  }

  /** Writes a change through to the counters: a call that is over frees its number and its money. */
  change(row: CallRow, change: Partial<CallRow>): CallRow {
    const changed = this.#table.update(row, change);
    const attempt = this.#attempts.get(row.id);
    if (attempt) {
      attempt.lockedUntilMs = changed.lockedUntilMs;
      attempt.kopecks = changed.kopecks;
      if (wasNeverDialled(changed)) this.#uncount(row.id, attempt);
    }
    if (change.connectedMs !== undefined) this.#waitS = undefined;
    this.#keep(changed);
    return changed;
  }

  /** Moves a call on; once final, its lock is lifted unless `extra` holds it longer. */
  move(row: CallRow, step: (progress: Progress) => Progress, extra: Partial<CallRow> = {}): CallRow {
    const before = progressOf(row);
    const after = step(before);
    const joined = after.state === "connected" && row.connectedMs === null ? { connectedMs: after.sinceMs } : {};
    if (after === before) return this.change(row, extra);
    const columns = { ...progressColumns(row, after), ...joined };
    if (!isFinal(after.state)) return this.change(row, { ...columns, ...extra });
    // Whatever else was to happen: nobody asks about a call that is over, or the alarm would never rest.
    return this.change(row, { ...columns, lockedUntilMs: 0, ...extra, pollMs: null });
  }

  /** Ends a call that was proved not to have been dialled: counted nowhere, its money free. */
  neverDialled(row: CallRow, dial: "refused" | "not-placed" | "cancelled", nowMs: number): CallRow {
    const state = dial === "cancelled" ? "cancelled" : "failed";
    const reason = { refused: "refused", "not-placed": "not-placed", cancelled: undefined } as const;
    return this.move(row, (seen) => end(seen, state, nowMs, reason[dial]), { dial, kopecks: 0, sealed: null });
  }

  /** Nobody can say any more what became of it: the owner is shown it, the number rests for a day. */
  giveUp(row: CallRow, nowMs: number): CallRow {
    const unresolved = (seen: Progress) => end(seen, "failed", nowMs, "unresolved");
    return this.move(row, unresolved, { dial: "manual", lockedUntilMs: nowMs + dayMs });
  }

  /** What a killed process left behind: never dialled if its request was not begun, else unknown. */
  recover(nowMs: number): CallRow[] {
    return this.open().flatMap((row) => {
      if (row.dial === "reserved") return [this.neverDialled(row, "not-placed", nowMs)];
      return row.dial === "dialling" ? [this.lose(row, nowMs)] : [];
    });
  }

  /** The provider's answer is not known: the number stays locked, the money reserved, the search begins. */
  lose(row: CallRow, nowMs: number): CallRow {
    const extra = { dial: "unknown", polls: 0, pollMs: nowMs + 2_000 } as const;
    return this.move(row, (seen) => ({ ...seen, state: "unknown", sinceMs: nowMs }), extra);
  }

  forget(nowMs: number): void {
    this.#table.forget(nowMs);
    // A call that nobody saw end keeps its number locked, however long ago it was asked for.
    this.#history.forgetBefore(nowMs - 2 * dayMs, ({ lockedUntilMs }) => lockedUntilMs > nowMs);
    for (const [id, { atMs, lockedUntilMs }] of this.#attempts) {
      if (atMs < nowMs - 2 * dayMs && lockedUntilMs < nowMs) this.#attempts.delete(id);
    }
  }

  /** Every ask passes by here, so what is open is kept in order and never counted. */
  #keep(row: CallRow): void {
    if (row.pollMs === null) this.#open.delete(row.id);
    else this.#open.set(row.id, row);
    if (row.pollMs !== null && row.dial === "unknown") this.#lost.add(row.id);
    else this.#lost.delete(row.id);
  }

  #judgeProvider(): Verdict | null {
    if (this.#lost.size < unknownsTolerated) return null;
    return { problem: "unavailable", rule: "provider.unknown", retryAfterS: 60 };
  }

  /** One call for later a number: the next one would be a prank. */
  #judgeSchedule({ dial, number }: CallRow): Verdict | null {
    const waits = dial === "scheduled" && this.open().some((each) => each.dial === dial && each.number === number);
    return waits ? { problem: "call-in-progress", rule: "number.scheduled", retryAfterS: 60 } : null;
  }

  #count(row: CallRow, attempt: CountedCall): void {
    if (wasNeverDialled(row)) return;
    this.#attempts.set(row.id, attempt);
    record(this.#history, attempt);
  }

  #uncount(id: string, attempt: CountedCall): void {
    this.#attempts.delete(id);
    giveBack(this.#history, attempt);
  }
}
