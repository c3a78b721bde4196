/** What the counters of so many granted calls hold in memory. Run in a process of its own, with `--expose-gc`. */
import { CallBook } from "../../../worker/ledger/call-book.ts";
import { CallTable } from "../../../worker/ledger/call-table.ts";
import { dayMs } from "../../../worker/time/durations.ts";
import { memoryStore } from "../../support/sqlite.ts";
import { wishRow } from "../../worker/wishes.ts";
import { loosened } from "../loosened.ts";

const limits = loosened({ perDay: 1_000_000_000 });

/** Bytes for each; rows lie in the store, and are not in it. */
export function bytesPerGrantedCall(calls: number): number {
  const { sql, atomically } = memoryStore();
  const startMs = Date.UTC(2026, 0, 12, 9);
  const book = new CallBook(new CallTable(sql, atomically), startMs);
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  let granted = 0;
  for (let n = 0; n < calls; n++) {
    const { row, nets } = wishRow(startMs + Math.floor((n / calls) * dayMs));
    const answer = book.grant(row, nets, limits, () => null);
    if ("refused" in answer) continue;
    granted++;
    // Over at once: what an open call holds is given back.
    book.change(row, { pollMs: null, lockedUntilMs: 0 });
  }
  globalThis.gc?.();
  const held = process.memoryUsage().heapUsed - before;
  // Asked once more: what nobody needs any longer would have been collected.
  const { row, nets } = wishRow(startMs + dayMs);
  if ("refused" in book.grant(row, nets, limits, () => null)) throw new Error("One more is refused");
  if (granted < calls * 0.99) throw new Error(`Only ${granted} of ${calls} were granted`);
  return held / granted;
}
