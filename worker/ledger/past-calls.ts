/** Calls looked back on: for the owner's lists, the breaker, and the wait that a visitor is told. */
import type { CallRow } from "./call-row.ts";
import { callsPerPage, type CallTable, type Wait } from "./call-table.ts";

/** The middle of so many calls is the wait that a visitor is told. */
const waitsRemembered = 20;

export class PastCalls {
  readonly #table: CallTable;
  /** A row that is still open is further in memory than on disk. */
  readonly #latest: (row: CallRow) => CallRow;
  /** Newest last; read when first asked for. */
  #waits: Wait[] | undefined;

  constructor(table: CallTable, latest: (row: CallRow) => CallRow) {
    this.#table = table;
    this.#latest = latest;
  }

  /** Dialled calls that ended since then, newest first. */
  finishedSince(ms: number, limit: number): CallRow[] {
    return this.#table.finishedSince(ms, limit);
  }

  /** Calls that were booked or ended after that moment, and until when these are all of them. */
  toldSince(sinceMs: number, nowMs: number): { rows: CallRow[]; readToMs: number } {
    const [ended, booked] = [this.#table.endedAfter(sinceMs), this.#table.bookedAfter(sinceMs)];
    const lastEnd = ended.length < callsPerPage ? nowMs : (ended.at(-1)?.sinceMs ?? nowMs);
    const lastBooked = booked.length < callsPerPage ? nowMs : (booked.at(-1)?.createdMs ?? nowMs);
    return { rows: [...ended, ...booked], readToMs: Math.min(lastEnd, lastBooked) };
  }

  /** A page of calls asked for within a span, oldest first; `after` is the call of that first moment read last. */
  between(fromMs: number, toMs: number, after: string): CallRow[] {
    return this.#table.between(fromMs, toMs, after).map((row) => this.#latest(row));
  }

  latest(limit: number): CallRow[] {
    return this.#table.latest(limit).map((row) => this.#latest(row));
  }

  /** When other calls of ours were dialled that the provider knows under this id. */
  dialsOf(sipnetId: string, butFor: CallRow): number[] {
    const others = this.#table.bySipnetId(sipnetId).filter(({ id, turn }) => id !== butFor.id && (turn ?? 1) === 1);
    return others.map(({ dialledMs, createdMs }) => dialledMs ?? createdMs);
  }

  /** A visitor's call that came to talk; else the latest that was asked for; null where nobody ever asked. */
  firstOfVisitors(): CallRow | null {
    const row = this.#table.firstOfVisitors();
    return row && this.#latest(row);
  }

  /** Promised calls that were not kept, with their number still sealed for the owner. */
  overdue(): CallRow[] {
    return this.#table.sealed();
  }

  /** The owner has dealt with a number: it rests sealed no longer. */
  dropSealed(number: string): void {
    for (const row of this.overdue()) if (row.number === number) this.#table.update(row, { sealed: null });
  }

  /** Somebody came to talk at last: what was promised them before rests sealed no longer. */
  keepPromises(talked: CallRow): void {
    for (const row of this.#table.sealedBefore(talked)) this.#table.update(row, { sealed: null });
  }

  /** Deletes what is known of a number's calls that are over. What counts goes on counting until it would be forgotten. */
  forgetNumber(number: string, nowMs: number): number {
    return this.#table.deleteByNumber(number, nowMs);
  }

  /** Seconds from dialling to talking in the middle of the latest calls that talked by then; null where there were none. */
  medianWaitS(ms: number): number | null {
    this.#waits ??= this.#table.waits(waitsRemembered).toReversed();
    const sorted = this.#waits.filter(({ connectedMs }) => connectedMs <= ms).sort((a, b) => a.waitMs - b.waitMs);
    const middle = sorted[Math.floor(sorted.length / 2)];
    return middle === undefined ? null : Math.round(middle.waitMs / 1000);
  }

  /** A call that may have come to talk. */
  connected({ connectedMs, dialledMs }: CallRow): void {
    if (this.#waits === undefined || connectedMs === null || dialledMs === null) return;
    this.#waits = [...this.#waits, { connectedMs, waitMs: connectedMs - dialledMs }].slice(-waitsRemembered);
  }
}
