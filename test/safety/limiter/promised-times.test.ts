/** How many promises a time holds, and what stands in their way. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { limitsOf } from "../../../worker/contract/limits.ts";
import { begun, scheduledRow } from "../../../worker/ledger/scheduled-call.ts";
import { call, newBook, openGate } from "../../stand-ins/book.ts";
import { defaults, noon, planOf, type Who, wishRow } from "../../worker/wishes.ts";

const minute = 60_000;

test("a time takes no more promises than its first five minutes can hold", () => {
  const { book } = newBook();
  const at = noon + 60 * minute;
  const promise = (who: Who, atMs = at): string => {
    const { row, nets } = wishRow(noon, who);
    const grant = book.grant(scheduledRow(row, atMs, "sealed"), nets, defaults, openGate);
    return "refused" in grant ? grant.refused.rule : "granted";
  };
  const forNine = Array.from({ length: 12 }, () => promise({ button: "b" }));
  assert.deepEqual([forNine.indexOf("waiting.buttonDuePerHour"), forNine.at(-1)], [10, "waiting.buttonDuePerHour"]);
  assert.equal(promise({ button: "b" }, at + 59 * minute), "waiting.buttonDuePerHour");
  assert.equal(promise({ button: "b" }, at + 60 * minute), "granted");
  assert.equal(promise({ button: "c" }), "granted");
  const neighbours = Array.from({ length: 6 }, () => promise({ prefix: "p" }));
  assert.equal(neighbours.at(-1), "waiting.prefix");
});

test("whatever was promised for the hour is kept free of visitors who want a call at once", () => {
  const { book } = newBook();
  for (let i = 0; i < 10; i++) {
    const { row, nets } = wishRow(noon, { button: "b" });
    book.grant(scheduledRow(row, noon + 30 * minute, "sealed"), nets, defaults, openGate);
  }
  const answers = Array.from({ length: 21 }, (_, i) => call(book, noon + i * 30_000, { button: "b" }));
  // The bookings were attempts of this hour as well.
  assert.deepEqual([answers.indexOf("button.perHour"), answers.at(-1)], [10, "button.perHour"]);
});

test("a call that is due and refused goes back where it was, and everything before it still counts", () => {
  const { book } = newBook();
  const limits = limitsOf({ account: { perMinute: 3 }, waiting: { buttonDuePerHour: 30, ipv4: 99 } });
  const due = noon + 60 * minute;
  const rows = Array.from({ length: 12 }, () => {
    const { row, nets } = wishRow(noon, { button: "b" }, limits);
    const grant = book.grant(scheduledRow(row, due, "sealed"), nets, limits, openGate);
    assert.ok("granted" in grant);
    return grant.granted;
  });
  const dialled = rows.filter((row) => {
    const grant = book.begin(row.id, begun(planOf(), limits, due), limits, openGate, due);
    return grant !== null && "granted" in grant;
  });
  assert.equal(dialled.length, 3);
});
