/** A new book of calls over a store in memory, and visitors who ask it for a call that ends at once. */
import { CallBook } from "../../worker/ledger/call-book.ts";
import { CallTable } from "../../worker/ledger/call-table.ts";
import type { CallLimits } from "../../worker/contract/limits.ts";
import { end } from "../../worker/ledger/progress.ts";
import { memoryStore } from "../support/sqlite.ts";
import { defaults, noon, type Who, wishRow } from "../worker/wishes.ts";

export const openGate = () => null;

export function newBook(): { book: CallBook; journal: CallTable } {
  const { sql, atomically } = memoryStore();
  const journal = new CallTable(sql, atomically);
  return { book: new CallBook(journal, noon), journal };
}

/** Asks for a call and, if it was granted, lets it end at once. */
export function call(book: CallBook, nowMs: number, who: Who, limits: CallLimits = defaults): string {
  const { row, nets } = wishRow(nowMs, who, limits);
  const asked = book.grant(row, nets, limits, openGate);
  if ("refused" in asked) return asked.refused.rule;
  if (!("granted" in asked)) return "replayed";
  book.move(asked.granted, (seen) => end(seen, "ended", nowMs, undefined, 60), { dial: "started" });
  return "granted";
}
