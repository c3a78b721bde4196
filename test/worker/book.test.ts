import assert from "node:assert/strict";
import { test } from "node:test";
import { CallBook } from "../../worker/ledger/call-book.ts";
import { CallTable } from "../../worker/ledger/call-table.ts";
import { type CallLimits, limitsOf } from "../../worker/contract/limits.ts";
import { end } from "../../worker/ledger/progress.ts";
import { memorySql } from "../support/sqlite.ts";
import { defaults, noon, type Who, wishRow } from "./wishes.ts";

const openGate = () => null;
const minute = 60_000;

function newBook(): { book: CallBook; journal: CallTable } {
  const journal = new CallTable(memorySql());
  return { book: new CallBook(journal, noon), journal };
}

/** Asks for a call and, if it was granted, lets it end at once. */
function call(book: CallBook, nowMs: number, who: Who, limits: CallLimits = defaults): string {
  const { row, attempt } = wishRow(nowMs, who, limits);
  const asked = book.grant(row, attempt, limits, openGate);
  if ("refused" in asked) return asked.refused.rule;
  if (!("reserved" in asked)) return "replayed";
  book.move(asked.reserved, (seen) => end(seen, "ended", nowMs, undefined, 60), { dial: "started" });
  return "granted";
}

test("a key that was used gets its call again, and nothing is counted", () => {
  const { book } = newBook();
  const first = wishRow(noon, { key: "k", number: "n", button: "b" });
  const again = wishRow(noon, { key: "k", number: "n", button: "b" });
  const other = wishRow(noon, { key: "k", number: "m", button: "b" });
  assert.ok("reserved" in book.grant(first.row, first.attempt, defaults, openGate));
  assert.deepEqual(book.grant(again.row, again.attempt, defaults, openGate), { known: first.row });
  assert.deepEqual(book.grant(other.row, other.attempt, defaults, openGate), { reused: true });
});

test("a number that has a call is in progress for whoever asks next", () => {
  const { book } = newBook();
  const first = wishRow(noon, { number: "n" });
  const second = wishRow(noon + 1, { number: "n" });
  book.grant(first.row, first.attempt, defaults, openGate);
  const asked = book.grant(second.row, second.attempt, defaults, openGate);
  assert.deepEqual(asked, { refused: { problem: "call-in-progress", rule: "number.inFlight", retryAfterS: 30 } });
});

/** Each row: the same thing asked again and again; how often it is granted, and the rule that stops it. */
const windows: [what: string, who: Who, everyMs: number, granted: number, rule: string][] = [
  ["one ticket", { ticket: "t" }, 1_000, 2, "ticket.calls"],
  ["one address in ten minutes", { net: "a" }, 1_000, 5, "ipv4.per10Min"],
  ["one address all day", { net: "a" }, 3 * minute, 100, "ipv4.perDay"],
  ["one number at once", { number: "n" }, 1_000, 1, "number.gapS"],
  ["one number within the hour", { number: "n" }, 2 * minute + 1, 3, "number.perHour"],
  ["one number all day", { number: "n" }, 21 * minute, 5, "number.perDay"],
  ["neighbouring numbers", { prefix: "p" }, 1_000, 5, "prefix.perHour"],
  ["one button in an hour", { button: "b" }, 61_000, 30, "button.perHour"],
  ["the account in a minute", {}, 100, 10, "account.perMinute"],
  ["the account all day", {}, 70_000, 300, "account.perDay"],
];

for (const [what, who, everyMs, granted, rule] of windows) {
  test(`${what}: ${granted} calls, then ${rule}`, () => {
    const { book } = newBook();
    const limits = limitsOf({ button: { perDay: 1000 }, ticket: { numbers: 9 } });
    const answers = Array.from({ length: granted + 1 }, (_, i) => call(book, noon + i * everyMs, who, limits));
    assert.deepEqual(
      answers.slice(0, granted),
      Array.from({ length: granted }, () => "granted"),
    );
    assert.equal(answers[granted], rule);
  });
}

test("windows slide: the place of a call is free exactly when it leaves the window", () => {
  const { book } = newBook();
  for (let i = 0; i < 5; i++) assert.equal(call(book, noon + i * minute, { net: "a" }), "granted");
  assert.equal(call(book, noon + 10 * minute - 1, { net: "a" }), "ipv4.per10Min");
  assert.equal(call(book, noon + 10 * minute, { net: "a" }), "granted");
  assert.equal(call(book, noon + 10 * minute, { net: "a" }), "ipv4.per10Min");
});

test("Retry-After is the wait of the strictest rule that fired", () => {
  const { book } = newBook();
  for (const at of [0, 3, 6]) call(book, noon + at * minute, { number: "n" });
  const { row, attempt } = wishRow(noon + 7 * minute, { number: "n" });
  const asked = book.grant(row, attempt, defaults, openGate);
  assert.deepEqual(asked, { refused: { problem: "too-many-calls", rule: "number.perHour", retryAfterS: 53 * 60 } });
});

test("a ticket is good for one number and one correction of it", () => {
  const { book } = newBook();
  const limits = limitsOf({ ticket: { calls: 10 } });
  const ask = (number: string, i: number) => call(book, noon + i * 5 * minute, { ticket: "t", number }, limits);
  assert.deepEqual(["n", "m", "n", "o"].map(ask), ["granted", "granted", "granted", "ticket.numbers"]);
});

test("what was proved not to have been dialled is counted nowhere", () => {
  const { book } = newBook();
  for (let i = 0; i < 20; i++) {
    const { row, attempt } = wishRow(noon, { number: "n", net: "a", ticket: "t", button: "b" });
    const asked = book.grant(row, attempt, defaults, openGate);
    assert.ok("reserved" in asked, `attempt ${i}`);
    book.neverDialled(asked.reserved, "refused", noon);
  }
});

test("an unknown outcome keeps its number locked, and a third one stops all dialling", () => {
  const { book } = newBook();
  for (const number of ["n", "m", "o"]) {
    const { row, attempt } = wishRow(noon, { number });
    const asked = book.grant(row, attempt, defaults, openGate);
    assert.ok("reserved" in asked);
    book.lose(asked.reserved, noon);
  }
  assert.equal(call(book, noon + minute, {}), "provider.unknown");
  for (const row of book.open()) book.giveUp(row, noon + 20 * minute);
  assert.equal(call(book, noon + 30 * minute, { number: "n" }), "number.inFlight");
  assert.equal(call(book, noon + 23 * 60 * minute, { number: "m" }), "number.inFlight");
  assert.equal(call(book, noon + 30 * minute, {}), "granted");
});

test("money is reserved before the call, and what was charged takes its place", () => {
  const { book } = newBook();
  const limits = limitsOf({ account: { moneyPerDay: 100, pricePerMinute: 1.5, reservedMinutes: 10 } });
  const reserve = () => {
    const { row, attempt } = wishRow(noon, {}, limits);
    return book.grant(row, attempt, limits, openGate);
  };
  const granted = [reserve(), reserve(), reserve()];
  assert.ok(
    granted.every((asked) => "reserved" in asked),
    "3 × 30 fit into 100",
  );
  const fourth = reserve();
  assert.ok("refused" in fourth);
  assert.equal(fourth.refused.rule, "account.moneyPerDay");
  const [first] = granted;
  assert.ok(first && "reserved" in first);
  book.move(first.reserved, (seen) => end(seen, "ended", noon, undefined, 20), { kopecks: 250 });
  assert.ok("reserved" in reserve(), "2.50 + 2 × 30 + 30 fit into 100");
});

test("a restart forgets nothing that counts", () => {
  const { book, journal } = newBook();
  for (let i = 0; i < 3; i++) call(book, noon + i * 3 * minute, { number: "n", net: "a" });
  const open = wishRow(noon + 10 * minute, { number: "m" });
  book.grant(open.row, open.attempt, defaults, openGate);
  const restarted = new CallBook(journal, noon + 11 * minute);
  assert.equal(call(restarted, noon + 11 * minute, { number: "n" }), "number.perHour");
  assert.equal(call(restarted, noon + 11 * minute, { number: "m" }), "number.inFlight");
});

test("after a crash, what had not been sent is not placed, and what may have been is unknown", () => {
  const { book, journal } = newBook();
  const [unsent, sent] = [wishRow(noon, { number: "n" }), wishRow(noon, { number: "m" })];
  book.grant(unsent.row, unsent.attempt, defaults, openGate);
  book.grant(sent.row, sent.attempt, defaults, openGate);
  book.change(sent.row, { dial: "dialling", dialledMs: noon });
  const restarted = new CallBook(journal, noon + 1_000);
  assert.deepEqual(
    restarted
      .recover(noon + 1_000)
      .map(({ dial }) => dial)
      .sort(),
    ["not-placed", "unknown"],
  );
  assert.equal(call(restarted, noon + 2_000, { number: "n" }), "granted");
  assert.equal(call(restarted, noon + 2_000, { number: "m" }), "number.inFlight");
});

test("the wait that a visitor is told is the middle one of the latest twenty, not their mean", () => {
  const { book } = newBook();
  assert.equal(book.medianWaitS(), null);
  const talkAfter = (waitS: number, nowMs: number) => {
    const { row, attempt } = wishRow(nowMs);
    const asked = book.grant(row, attempt, defaults, openGate);
    assert.ok("reserved" in asked);
    book.change(asked.reserved, { dialledMs: nowMs, connectedMs: nowMs + waitS * 1_000 });
  };
  for (const [n, waitS] of [9, 90, 11].entries()) talkAfter(waitS, noon + n * minute);
  assert.equal(book.medianWaitS(), 11);
  for (let n = 0; n < 20; n++) talkAfter(7, noon + (10 + n) * minute);
  assert.equal(book.medianWaitS(), 7);
});

test("what identifies a visitor is dropped after two days, the call after thirty", () => {
  const { book, journal } = newBook();
  call(book, noon, { key: "k", number: "n", ticket: "t", net: "a" });
  book.forget(noon + 3 * 24 * 60 * minute);
  const [row] = journal.latest(10);
  assert.deepEqual([row?.idem, row?.ticket, row?.nets, row?.mask], [null, null, null, "+7916***4567"]);
  book.forget(noon + 31 * 24 * 60 * minute);
  assert.deepEqual(journal.latest(10), []);
});
