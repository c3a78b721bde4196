/** The owner's money: whatever is asked for, what is reserved and spent in a day stays under the cap. */
import { CallBook } from "../../../worker/ledger/call-book.ts";
import { CallTable } from "../../../worker/ledger/call-table.ts";
import { limitsOf } from "../../../worker/contract/limits.ts";
import type { CallRow } from "../../../worker/ledger/call-row.ts";
import { begun, scheduledRow } from "../../../worker/ledger/scheduled-call.ts";
import { end } from "../../../worker/ledger/progress.ts";
import { memoryStore } from "../../support/sqlite.ts";
import { noon, planOf, wishRow } from "../../worker/wishes.ts";
import { type Chance, chanceFrom } from "../../support/chance.ts";
import { day, minute } from "./oracle.ts";

export interface Spent {
  asked: number;
  granted: number;
  /** The most that was reserved or spent within any day, beyond the cap. */
  overshootKopecks: number;
}

const limits = limitsOf({
  account: { moneyPerDay: 3_000, pricePerMinute: 2.5, reservedMinutes: 10, perMinute: 1_000_000, perDay: 1_000_000 },
  button: { perHour: 1_000_000, perDay: 1_000_000 },
  waiting: { buttonDuePerHour: 1_000_000, button: 1_000_000 },
});
const capKopecks = 300_000;

/**
 * Requests from so many addresses over so many days, every fourth for later; calls cost what they reserved, or
 * less, and some are refused by the provider, or taken back.
 */
export function spend(asks: number, addresses: number, days: number, seed: number): Spent {
  const chance = chanceFrom(seed);
  const { sql, atomically } = memoryStore();
  const book = new CallBook(new CallTable(sql, atomically), noon);
  const charged: Charge[] = [];
  let granted = 0;
  for (let i = 0; i < asks; i++) {
    const nowMs = noon + Math.floor((i / asks) * days * day);
    if (i % 20_000 === 0) book.forget(nowMs, nowMs - day);
    if (i % 50 === 0)
      for (const row of dueRows(book, nowMs)) charged.push(...settle(book, begin(book, row, nowMs), nowMs, chance));
    const { row, nets } = wishRow(nowMs, { net: `net ${chance.under(addresses)}`, button: "b" }, limits);
    const isForLater = chance.under(4) === 0;
    const asked = isForLater ? scheduledRow(row, nowMs + minute + chance.under(day), "sealed") : row;
    const grant = book.grant(asked, nets, limits, () => null);
    if (!("granted" in grant)) continue;
    granted += 1;
    if (!isForLater) charged.push(...settle(book, grant.granted, nowMs, chance));
    else if (chance.under(5) === 0) book.neverDialled(grant.granted, "cancelled", nowMs);
  }
  return { asked: asks, granted, overshootKopecks: mostWithinADay(charged) - capKopecks };
}

/** How many calls of two phones are had of five that are asked for at once. */
export function callsWithin(account: { pricePerMinute: number; reservedMinutes: number; moneyPerDay: number }): number {
  const { sql, atomically } = memoryStore();
  const book = new CallBook(new CallTable(sql, atomically), noon);
  const own = limitsOf({ account });
  const grants = Array.from({ length: 5 }, () => {
    const { row, nets } = wishRow(noon, {}, own);
    return book.grant(row, nets, own, () => null);
  });
  return grants.filter((grant) => "granted" in grant).length;
}

interface Charge {
  atMs: number;
  kopecks: number;
}

function dueRows(book: CallBook, nowMs: number): CallRow[] {
  return book.promised().filter(({ atMs }) => (atMs ?? 0) <= nowMs);
}

/** Null where it may not be dialled now. */
function begin(book: CallBook, row: CallRow, nowMs: number): CallRow | null {
  const grant = book.begin(row.id, begun(planOf(), limits, nowMs), limits, () => null, nowMs);
  if (grant !== null && "granted" in grant) return grant.granted;
  book.breakPromise(row, nowMs);
  return null;
}

/** Some are settled for less at once, some for all of it, some never; some were never dialled. */
function settle(book: CallBook, row: CallRow | null, nowMs: number, chance: Chance): Charge[] {
  if (row === null) return [];
  const kopecks = chance.pick([chance.under(row.kopecks), row.kopecks]);
  const fate = chance.under(10);
  if (fate === 0) return [{ atMs: nowMs, kopecks: row.kopecks }];
  if (fate === 1) {
    book.neverDialled(row, "refused", nowMs);
    return [];
  }
  book.move(row, (seen) => end(seen, "ended", nowMs, undefined, 60), { dial: "started", kopecks });
  return [{ atMs: nowMs, kopecks }];
}

/** Slides a day over what was charged; both ends move forward only. */
export function mostWithinADay(charged: readonly { atMs: number; kopecks: number }[]): number {
  let [sum, most, first] = [0, 0, 0];
  for (const { atMs, kopecks } of charged) {
    sum += kopecks;
    for (let old = charged[first]; old && atMs - old.atMs >= day; old = charged[++first]) sum -= old.kopecks;
    most = Math.max(most, sum);
  }
  return most;
}
