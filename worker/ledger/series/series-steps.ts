/** A series from turn to turn in rows and counts: one synchronous turn each, forward before a dial, back where it never left. */
import type { CallCounts } from "../../safety/call-counts.ts";
import type { CallRow } from "../call-row.ts";
import type { CallTable } from "../call-table.ts";
import type { EarlierDial } from "./earlier-dials.ts";
import type { OpenCalls } from "../open-calls.ts";
import { asBefore, type DialEnd, earlierDial } from "./series-row.ts";

export class SeriesSteps {
  readonly #table: CallTable;
  readonly #counts: CallCounts;
  readonly #open: OpenCalls;

  constructor(table: CallTable, counts: CallCounts, open: OpenCalls) {
    [this.#table, this.#counts, this.#open] = [table, counts, open];
  }

  /** Judges the next dial with the last one's money settled, and writes it; what `judge` refuses changes nothing. */
  forward<Refusal>(
    row: CallRow,
    ended: DialEnd,
    change: Partial<CallRow>,
    judge: (next: CallRow) => Refusal | null,
  ): CallRow | { refused: Refusal } {
    const settled = { ...row, kopecks: ended.kopecks };
    this.#counts.follow(row, settled);
    const refused = judge({ ...row, ...change });
    if (refused !== null) {
      this.#counts.follow(settled, row);
      return { refused };
    }
    const earlier = earlierDial(row, ended);
    const next = this.#table.step(row, change, earlier);
    this.#counts.follow(settled, next);
    this.#counts.countEarlier(earlier);
    this.#open.keep(next);
    return next;
  }

  /** That dial never left: the call is what it was before, one whose agent did not answer. */
  back(row: CallRow): EarlierDial | null {
    const earlier = this.#table.earlier.last(row);
    if (!earlier) return null;
    const before = this.#table.stepBack(row, asBefore(earlier), earlier);
    this.#counts.dropEarlier(earlier);
    this.#counts.follow(row, before);
    this.#open.keep(before);
    return earlier;
  }
}
