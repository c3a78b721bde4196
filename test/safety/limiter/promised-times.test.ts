/** How many promises a time holds, and what stands in their way. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type CallLimits, limitsOf } from "../../../worker/contract/limits.ts";
import type { CallBook, Grant } from "../../../worker/ledger/call-book.ts";
import { begun, scheduledRow } from "../../../worker/ledger/scheduled-call.ts";
import { type Chance, chanceFrom, seedOf } from "../../support/chance.ts";
import { call, newBook, openGate } from "../../stand-ins/book.ts";
import { defaults, noon, planOf, type Who, wishRow } from "../../worker/wishes.ts";

const minute = 60_000;
const many = { ticket: 99, ipv4: 99, ipv6_48: 99, buttonDuePerHour: 99, button: 99 };

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

/** Lets the minutes go by, each promise being dialled when it is due. */
function passTo(book: CallBook, fromMs: number, toMs: number, limits: CallLimits): void {
  const dues = book.promised().map(({ atMs }) => atMs ?? 0);
  for (const dueMs of dues.sort((a, b) => a - b))
    if (dueMs <= toMs)
      for (const { id, atMs } of book.promised())
        if ((atMs ?? 0) <= dueMs) {
          const nowMs = Math.max(fromMs, dueMs);
          book.begin(id, begun(planOf(), limits, nowMs), limits, openGate, nowMs);
        }
}

/** Half a day of calls and promises at one button. */
function busyDay(book: CallBook, limits: CallLimits, chance: Chance): number {
  let nowMs = noon;
  for (let n = 0; n < 30; n++) {
    const laterMs = chance.under(3) === 0 ? null : (1 + chance.under(240)) * minute;
    press(book, nowMs, limits, laterMs);
    const nextMs = nowMs + chance.under(40) * minute;
    passTo(book, nowMs, nextMs, limits);
    nowMs = nextMs;
  }
  return nowMs;
}

function press(book: CallBook, nowMs: number, limits: CallLimits, laterMs: number | null = null): Grant {
  const { row, nets } = wishRow(nowMs, { button: "b" }, limits);
  return book.grant(laterMs === null ? row : scheduledRow(row, nowMs + laterMs, "sealed"), nets, limits, openGate);
}

test("whoever is told when to come again to a button full of promises is called then, and not a second earlier", () => {
  const chance = chanceFrom(seedOf("promised times"));
  let refusals = 0;
  for (let story = 0; story < 150; story++) {
    const { book } = newBook();
    const limits = limitsOf({ button: { perHour: 2 + chance.under(4) }, account: { perMinute: 99 }, waiting: many });
    const nowMs = busyDay(book, limits, chance);
    const refused = press(book, nowMs, limits);
    if (!("refused" in refused)) continue;
    refusals += 1;
    assert.equal(refused.refused.rule, "button.perHour");
    const againMs = nowMs + refused.refused.retryAfterS * 1_000;
    passTo(book, nowMs, againMs - 1_000, limits);
    assert.ok("refused" in press(book, againMs - 1_000, limits), "a second earlier");
    passTo(book, againMs - 1_000, againMs, limits);
    assert.ok("granted" in press(book, againMs, limits), `after ${refused.refused.retryAfterS} s`);
  }
  assert.ok(refusals > 30, `only ${refusals} were refused`);
});

test("a time that is full of promises is told to be so until enough of those are dialled, whatever is due before", () => {
  const { book } = newBook();
  const limits = limitsOf({ button: { perHour: 99 }, account: { perMinute: 99 } });
  assert.ok("granted" in press(book, noon, limits, 10 * minute));
  for (let n = 0; n < 10; n++) assert.ok("granted" in press(book, noon, limits, 26 * 60 * minute + n * minute));
  const refused = press(book, noon, limits, 26 * 60 * minute);
  assert.ok("refused" in refused);
  assert.deepEqual([refused.refused.rule, refused.refused.retryAfterS], ["waiting.buttonDuePerHour", 26 * 3_600]);
});

test("an address whose promises were capped tighter since is told when there is room under that cap", () => {
  const { book } = newBook();
  const limits = limitsOf({ account: { perMinute: 99 }, ipv4: { per10Min: 99 } });
  const promise = (limit: CallLimits, laterMs: number) => {
    const { row, nets } = wishRow(noon, { net: "one address" }, limit);
    return book.grant(scheduledRow(row, noon + laterMs, "sealed"), nets, limit, openGate);
  };
  for (let n = 1; n <= 6; n++) assert.ok("granted" in promise(limits, n * 60 * minute));
  const refused = promise(limitsOf({ waiting: { ipv4: 3 }, ipv4: { per10Min: 99 } }), 12 * 60 * minute);
  assert.ok("refused" in refused);
  // The fourth of them leaves two.
  assert.deepEqual([refused.refused.rule, refused.refused.retryAfterS], ["waiting.ipv4", 4 * 3_600]);
});
