/** What counts calls is rebuilt whole, however many there are, and holds no more than it must. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { limitsOf } from "../../worker/contract/limits.ts";
import { CallBook } from "../../worker/ledger/call-book.ts";
import { CallTable } from "../../worker/ledger/call-table.ts";
import { memoryStore } from "../support/sqlite.ts";
import { noon, requestRow, wishRow } from "./wishes.ts";

const second = 1_000;
const hour = 3_600 * second;
const many = 2_345;

test("a button that had thousands of calls at one moment is as full after a restart as before", () => {
  const { sql, atomically } = memoryStore();
  const table = new CallTable(sql, atomically);
  const limits = limitsOf({ button: { perHour: many + 1, perDay: many + 1 } });
  const over = { pollMs: null, lockedUntilMs: 0, dial: "started", state: "ended", kopecks: 0 } as const;
  for (let n = 0; n < many; n++) table.insert([{ ...requestRow(noon, { button: "busy" }), ...over }]);
  const wake = () => new CallBook(new CallTable(sql, atomically), noon + hour / 2);
  assert.equal(wake().counts.button.countSince(["busy"], noon - hour), many);
  const granted = (book: CallBook) => {
    const { row, nets } = wishRow(noon + hour / 2, { button: "busy" }, limits);
    return (
      "granted" in
      book.grant(
        row,
        nets,
        { ...limits, account: { ...limits.account, perMinute: many, perDay: many * 2 } },
        () => null,
      )
    );
  };
  assert.deepEqual([granted(wake()), granted(wake())], [true, false], "one more fits, and not two");
});

test("a day of calls leaves tickets and prefixes of the last two hours in memory, and every number", () => {
  const { sql, atomically } = memoryStore();
  const book = new CallBook(new CallTable(sql, atomically), noon);
  const most = 1_000_000;
  const limits = limitsOf({ account: { perMinute: most, perDay: most }, button: { perHour: most, perDay: most } });
  for (let n = 0; n < 1_440; n++) {
    const { row, nets } = wishRow(noon + n * 60 * second, {}, limits);
    assert.ok("granted" in book.grant(row, nets, limits, () => null));
    book.change(row, { pollMs: null, lockedUntilMs: 0 });
  }
  const { ticket, prefix, number } = book.counts;
  assert.ok(ticket.size <= 101 && ticket.size >= 90, `${ticket.size} tickets`);
  assert.ok(prefix.size <= 131 && prefix.size >= 120, `${prefix.size} prefixes`);
  assert.equal(number.size, 1_440);
});
