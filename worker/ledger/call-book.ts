/**
 * The dialling ledger itself, without network or clock: every method is one synchronous
 * turn, so nothing can come between the check of a limit and the row that uses it up.
 */
import type { CallLimits } from "../contract/limits.ts";
import type { Verdict } from "../contract/owner-safety.ts";
import { CallCounts } from "../safety/call-counts.ts";
import { judgeCall, judgeDue, judgeNextDial, judgePromise } from "../safety/call-limits.ts";
import { type CountedCall, type NetHashes, noNets, phaseOf } from "../safety/counted-call.ts";
import { dayMs, hourMs } from "../time/durations.ts";
import { type CallRow, different, progressColumns, progressOf } from "./call-row.ts";
import type { CallTable } from "./call-table.ts";
import { OpenCalls } from "./open-calls.ts";
import { PastCalls } from "./past-calls.ts";
import { end, isFinal, type Progress } from "./progress.ts";
import type { DialEnd } from "./series/series-row.ts";
import { SeriesSteps } from "./series/series-steps.ts";

/** Leads of an event's number over what a killed process may have told and not written. */
const versionsLost = 100;

/** What stands before the counters, judged in the same turn. */
export type ExtraCheck = () => Verdict | null;

export type Grant<Rows = CallRow> = { known: Rows } | { reused: true } | { refused: Verdict } | { granted: Rows };

export class CallBook {
  readonly #table: CallTable;
  readonly counts = new CallCounts();
  readonly #open = new OpenCalls();
  readonly #steps: SeriesSteps;
  readonly past: PastCalls;

  constructor(table: CallTable, nowMs: number) {
    this.#table = table;
    this.#steps = new SeriesSteps(table, this.counts, this.#open);
    this.past = new PastCalls(table, (row) => this.#open.latest(row));
    this.counts.restore(table.counted(nowMs - dayMs - hourMs, nowMs), nowMs);
    for (const dial of table.earlier.since(nowMs - dayMs - hourMs)) this.counts.countEarlier(dial);
    for (const row of table.open()) {
      this.counts.follow(null, row);
      this.#open.keep({ ...row, version: row.version + versionsLost });
    }
  }

  /** Idempotency first, then `check` and every limit, then the row: all or nothing. */
  grant(row: CallRow, nets: NetHashes, limits: CallLimits, check: ExtraCheck): Grant {
    const known = row.idem === null ? null : this.#table.byIdempotencyKey(row.idem);
    if (known) return known.intent === row.intent ? { known: this.#open.latest(known) } : { reused: true };
    const asked = { ...row, frequent: Number(this.counts.isFrequent(row.button, nets, row.createdMs)) };
    const refused = this.#judge(asked, nets, limits, check);
    if (refused) return { refused };
    this.#table.insert([asked]);
    this.counts.follow(null, asked);
    this.#open.keep(asked);
    return { granted: asked };
  }

  /** The same for several numbers of one call: all of them or none. The first row carries the key. */
  grantTogether(
    rows: readonly CallRow[],
    limits: CallLimits,
    check: (row: CallRow) => Verdict | null,
  ): Grant<CallRow[]> {
    const known = this.#table.byIdempotencyKey(rows[0]?.idem ?? "");
    if (known) return known.intent === rows[0]?.intent ? { known: this.siblings(known) } : { reused: true };
    const counted: CallRow[] = [];
    try {
      for (const row of rows) {
        const refused = this.#judge(row, noNets, limits, () => check(row));
        if (refused) return { refused };
        this.counts.follow(null, row);
        counted.push(row);
      }
      this.#table.insert(rows);
      for (const row of counted.splice(0)) this.#open.keep(row);
    } finally {
      for (const row of counted) this.counts.drop(row);
    }
    return { granted: [...rows] };
  }

  /** What `grant` would say to a call whose key is new. */
  explain(call: CountedCall, nets: NetHashes, limits: CallLimits, check: ExtraCheck): Verdict | null {
    const frequent = Number(this.counts.isFrequent(call.button, nets, call.createdMs));
    return this.#judge({ ...call, frequent }, nets, limits, check);
  }

  /** The time of a call for later has come: what rings a phone is judged again. Null where it waits no more. */
  begin(id: string, change: Partial<CallRow>, limits: CallLimits, check: ExtraCheck, nowMs: number): Grant | null {
    const row = this.byId(id);
    if (row?.dial !== "scheduled") return null;
    const refused = check() ?? this.#judgeProvider() ?? judgeDue(limits, this.counts, { ...row, ...change }, nowMs);
    return refused ? { refused } : { granted: this.change(row, { ...change, version: row.version + 1 }) };
  }

  /** The next agent of a series is to be rung, after a dial that ended so: judged again, and durable before it leaves. */
  tryNext(row: CallRow, ended: DialEnd, change: Partial<CallRow>, limits: CallLimits, check: ExtraCheck): Grant {
    const judge = (next: CallRow) =>
      check() ?? this.#judgeProvider() ?? judgeNextDial(limits, this.counts, next, next.dialledMs ?? next.createdMs);
    const stepped = this.#steps.forward(row, ended, change, judge);
    return "refused" in stepped ? stepped : { granted: stepped };
  }

  /** The answer a key already has, without asking for a call. */
  recall(idem: string, intent: string): Grant | null {
    const known = this.#table.byIdempotencyKey(idem);
    if (!known) return null;
    return known.intent === intent ? { known: this.#open.latest(known) } : { reused: true };
  }

  /** Whether a call of the provider is known to be another one of ours, of the same number where its row names that. */
  isAttached(sipnetId: string, to: CallRow, namesNumber = false): boolean {
    const isOther = ({ intent, createdMs, number }: CallRow) =>
      (intent !== to.intent || createdMs !== to.createdMs) && !(namesNumber && number !== to.number);
    return this.#table.earlier.hasSipnetId(sipnetId) || this.#table.bySipnetId(sipnetId).some(isOther);
  }

  byId(id: string): CallRow | null {
    return this.#open.byId(id) ?? this.#table.byId(id);
  }

  /** The rows of one call to several numbers; of any other call, itself. */
  siblings(row: CallRow): CallRow[] {
    return this.#table.siblings(row).map((each) => this.#open.latest(each));
  }

  dialled(): CallRow[] {
    return this.open().filter(({ dial }) => dial !== "scheduled");
  }

  /** Calls for later, whether or not their time has come. */
  promised(): CallRow[] {
    return this.open().filter(({ dial }) => dial === "scheduled");
  }

  open(): CallRow[] {
    return this.#open.all();
  }

  /**
   * Writes a change through to the counters: a call that is over frees its number and its money. What is
   * changed is the row as it is now, whatever its caller has read before.
   */
  change(row: CallRow, change: Partial<CallRow>): CallRow {
    const before = this.byId(row.id) ?? row;
    const changed = this.#table.update(before, different(before, change));
    this.counts.follow(before, changed);
    if (before.connectedMs === null) this.past.connected(changed);
    this.#open.keep(changed);
    return changed;
  }

  /**
   * Moves a call on; once final, its lock is lifted unless `extra` holds it longer. Legs on their way are kept
   * in memory: after a restart the provider is asked at once, and a row is written only for what must last.
   */
  move(row: CallRow, step: (progress: Progress) => Progress, extra: Partial<CallRow> = {}): CallRow {
    const latest = this.byId(row.id) ?? row;
    const before = progressOf(latest);
    const after = step(before);
    if (after === before) return this.change(latest, extra);
    const columns = progressColumns(latest, after);
    // Whatever else was to happen: nobody asks about a call that is over, or the alarm would never rest.
    if (isFinal(after.state)) return this.change(latest, { ...columns, lockedUntilMs: 0, ...extra, pollMs: null });
    const joined = after.state === "connected" && latest.connectedMs === null ? { connectedMs: after.sinceMs } : {};
    if (after.state !== before.state && after.state !== "ringing")
      return this.change(latest, { ...columns, ...joined, ...extra });
    const moved = { ...this.change(latest, extra), ...columns };
    this.#open.keep(moved);
    return moved;
  }

  /** Ends a call that was proved not to have been dialled: its number and its money are free, the attempt counts. */
  neverDialled(
    row: CallRow,
    dial: "refused" | "not-placed" | "cancelled",
    nowMs: number,
    extra: Partial<CallRow> = {},
  ): CallRow {
    const earlier = this.#steps.back(this.byId(row.id) ?? row);
    if (earlier) {
      const [ended, why] = dial === "cancelled" ? (["cancelled", null] as const) : [earlier.state, earlier.reason];
      return this.move(row, (seen) => end(seen, ended, nowMs, why ?? undefined));
    }
    const state = dial === "cancelled" ? "cancelled" : "failed";
    const reason = { refused: "refused", "not-placed": "not-placed", cancelled: undefined } as const;
    const over = { dial, kopecks: 0, sealed: null, ...extra };
    return this.move(row, (seen) => end(seen, state, nowMs, reason[dial]), over);
  }

  /** What could not be made durable was never asked for: its key, its number and its counts are free again. */
  withdraw(row: CallRow): void {
    this.counts.drop(this.#open.latest(row));
    this.#open.keep({ ...row, pollMs: null });
    this.#table.delete(row.id);
  }

  /** A promise that was not kept: its number stays sealed for the owner, who is shown it. */
  breakPromise(row: CallRow, nowMs: number, extra: Partial<CallRow> = {}): CallRow {
    const broken = { dial: "not-placed", kopecks: 0, ...extra } as const;
    return this.move(row, (seen) => end(seen, "failed", nowMs, "overdue"), broken);
  }

  /** Nobody can say any more what became of it: the owner is shown it, the number rests for a day. */
  giveUp(row: CallRow, nowMs: number): CallRow {
    const unresolved = (seen: Progress) => end(seen, "failed", nowMs, "unresolved");
    return this.move(row, unresolved, { dial: "manual", lockedUntilMs: nowMs + dayMs });
  }

  /** What a killed process left behind: its request may have left. Only an older release wrote `reserved` before. */
  recover(nowMs: number): CallRow[] {
    return this.open().flatMap((row) => {
      if (row.dial === "reserved") return [this.neverDialled(row, "not-placed", nowMs)];
      return row.dial === "dialling" ? [this.lose(row, nowMs)] : [];
    });
  }

  /** After a restore: what was booked then may have been cancelled, or rung, since. It waits for the owner. */
  takeBookedBack(nowMs: number): CallRow[] {
    return this.promised().map((row) => this.breakPromise(row, nowMs));
  }

  /** The provider's answer is not known: the number stays locked, the money reserved, the search begins. */
  lose(row: CallRow, nowMs: number): CallRow {
    return this.move(row, (seen) => ({ ...seen, state: "unknown", sinceMs: nowMs }), { dial: "unknown" });
  }

  /** Drops what has been kept long enough; `sweptMs` is when that was last done. */
  forget(nowMs: number, sweptMs: number): void {
    this.#table.forget(nowMs, sweptMs);
    this.counts.forget(nowMs);
  }

  #judge(call: CountedCall, nets: NetHashes, limits: CallLimits, check: ExtraCheck): Verdict | null {
    const stopped = check() ?? this.#judgeProvider();
    if (stopped) return stopped;
    if (phaseOf(call) !== "waiting") return judgeCall(limits, this.counts, call, nets);
    // One call for later a number: the next one would be a prank.
    const waits = this.promised().some(({ number }) => number === call.number);
    if (waits) return { problem: "call-in-progress", rule: "number.scheduled", retryAfterS: 60 };
    return judgePromise(limits, this.counts, call, nets);
  }

  #judgeProvider(): Verdict | null {
    if (!this.#open.areTooManyUnknown()) return null;
    return { problem: "unavailable", rule: "provider.unknown", retryAfterS: 60 };
  }
}
