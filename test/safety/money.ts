/** The owner's money: whatever is asked for, what is reserved and spent in a day stays under the cap. */
import { CallBook } from "../../worker/ledger/call-book.ts";
import { CallTable } from "../../worker/ledger/call-table.ts";
import { limitsOf } from "../../worker/contract/limits.ts";
import { end } from "../../worker/ledger/progress.ts";
import { memorySql } from "../support/sqlite.ts";
import { noon, wishRow } from "../worker/wishes.ts";
import { chanceFrom } from "../support/chance.ts";
import { day } from "./oracle.ts";

export interface Spent {
  asked: number;
  granted: number;
  /** The most that was reserved or spent within any day, beyond the cap. */
  overshootKopecks: number;
}

const limits = limitsOf({
  account: { moneyPerDay: 3_000, pricePerMinute: 2.5, reservedMinutes: 10, perMinute: 1_000_000, perDay: 1_000_000 },
  button: { perHour: 1_000_000, perDay: 1_000_000 },
});
const capKopecks = 300_000;

/** Requests from so many addresses over so many days; calls cost what they reserved, or less. */
export function spend(asks: number, addresses: number, days: number, seed: number): Spent {
  const chance = chanceFrom(seed);
  const book = new CallBook(new CallTable(memorySql()), noon);
  const charged: { atMs: number; kopecks: number }[] = [];
  for (let i = 0; i < asks; i++) {
    const nowMs = noon + Math.floor((i / asks) * days * day);
    if (i % 20_000 === 0) book.forget(nowMs);
    const { row, attempt } = wishRow(nowMs, { net: `net ${chance.under(addresses)}`, button: "b" }, limits);
    const asked = book.grant(row, attempt, limits, () => null);
    if (!("reserved" in asked)) continue;
    const paid = { atMs: nowMs, kopecks: row.kopecks };
    charged.push(paid);
    // Some are settled for less at once, some for all of it, some never.
    const kopecks = chance.pick([chance.under(row.kopecks), row.kopecks]);
    if (chance.under(10) === 0) continue;
    book.move(asked.reserved, (seen) => end(seen, "ended", nowMs, undefined, 60), { dial: "started", kopecks });
    paid.kopecks = kopecks;
  }
  return { asked: asks, granted: charged.length, overshootKopecks: mostWithinADay(charged) - capKopecks };
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
