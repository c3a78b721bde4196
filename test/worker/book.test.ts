import assert from "node:assert/strict";
import { test } from "node:test";
import { CallBook } from "../../worker/ledger/call-book.ts";
import { limitsOf } from "../../worker/contract/limits.ts";
import { end } from "../../worker/ledger/progress.ts";
import { call, newBook, openGate } from "../stand-ins/book.ts";
import { scheduledRow } from "../../worker/ledger/scheduled-call.ts";
import { defaults, noon, type Who, wishRow } from "./wishes.ts";

const minute = 60_000;

test("a key that was used gets its call again, and nothing is counted", () => {
  const { book } = newBook();
  const first = wishRow(noon, { key: "k", number: "n", button: "b" });
  const again = wishRow(noon, { key: "k", number: "n", button: "b" });
  const other = wishRow(noon, { key: "k", number: "m", button: "b" });
  assert.ok("granted" in book.grant(first.row, first.nets, defaults, openGate));
  assert.deepEqual(book.grant(again.row, again.nets, defaults, openGate), { known: first.row });
  assert.deepEqual(book.grant(other.row, other.nets, defaults, openGate), { reused: true });
});

test("a number that has a call is in progress for whoever asks next", () => {
  const { book } = newBook();
  const first = wishRow(noon, { number: "n" });
  const second = wishRow(noon + 1, { number: "n" });
  book.grant(first.row, first.nets, defaults, openGate);
  const asked = book.grant(second.row, second.nets, defaults, openGate);
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
  const { row, nets } = wishRow(noon + 7 * minute, { number: "n" });
  const asked = book.grant(row, nets, defaults, openGate);
  assert.deepEqual(asked, { refused: { problem: "too-many-calls", rule: "number.perHour", retryAfterS: 53 * 60 } });
});

test("a ticket is good for one number and one correction of it", () => {
  const { book } = newBook();
  const limits = limitsOf({ ticket: { calls: 10 } });
  const ask = (number: string, i: number) => call(book, noon + i * 5 * minute, { ticket: "t", number }, limits);
  assert.deepEqual(["n", "m", "n", "o"].map(ask), ["granted", "granted", "granted", "ticket.numbers"]);
});

test("a dial that the provider refused gives back the number and the money, never the attempt", () => {
  const { book } = newBook();
  const limits = limitsOf({ account: { moneyPerDay: 20, pricePerMinute: 1, reservedMinutes: 10 } });
  const refusedBy = (who: Who): string => {
    const { row, nets } = wishRow(noon, who, limits);
    const grant = book.grant(row, nets, limits, openGate);
    if (!("granted" in grant)) return "refused" in grant ? grant.refused.rule : "replayed";
    book.neverDialled(grant.granted, "refused", noon);
    return "granted";
  };
  const fromAnywhere = Array.from({ length: 30 }, () => refusedBy({ number: "n", prefix: "p" }));
  assert.ok(
    fromAnywhere.every((each) => each === "granted"),
    "neither the number nor 20 roubles for 30 calls stand in the way",
  );
  const fromOne = Array.from({ length: 20 }, () => refusedBy({ net: "a" }));
  assert.deepEqual([fromOne.indexOf("ipv4.per10Min"), fromOne.at(-1)], [5, "ipv4.per10Min"]);
  const ofOneTicket = Array.from({ length: 9 }, () => refusedBy({ ticket: "t", number: "m" }));
  assert.deepEqual([ofOneTicket.indexOf("ticket.calls"), ofOneTicket.at(-1)], [2, "ticket.calls"]);
});

test("a booking that is taken back counts for its ticket, its address and its button all the same", () => {
  const { book } = newBook();
  const book1 = (who: Who): string => {
    const { row, nets } = wishRow(noon, who);
    const grant = book.grant(scheduledRow(row, noon + 60 * minute, "sealed"), nets, defaults, openGate);
    if (!("granted" in grant)) return "refused" in grant ? grant.refused.rule : "replayed";
    book.neverDialled(grant.granted, "cancelled", noon);
    return "granted";
  };
  assert.deepEqual(
    Array.from({ length: 4 }, () => book1({ ticket: "t", number: "n" })),
    ["granted", "granted", "ticket.calls", "ticket.calls"],
  );
  const fromOne = Array.from({ length: 7 }, () => book1({ net: "a", button: "b" }));
  assert.deepEqual(fromOne.slice(-2), ["ipv4.per10Min", "ipv4.per10Min"]);
});

test("three quarters of a button are kept for addresses that ask seldom", () => {
  const { book } = newBook();
  const limits = limitsOf({ ipv4: { per10Min: 1_000, perDay: 1_000 }, account: { perMinute: 1_000 } });
  const answers = Array.from({ length: 20 }, (_, i) =>
    call(book, noon + i * 1_000, { net: "loud", button: "b" }, limits),
  );
  // Three as anybody, then a quarter of 30.
  assert.equal(answers.filter((each) => each === "granted").length, 3 + 7);
  assert.equal(answers.at(-1), "button.perHour");
  const others = Array.from({ length: 21 }, (_, i) => call(book, noon + minute + i * 1_000, { button: "b" }, limits));
  assert.equal(others.filter((each) => each === "granted").length, 20, "up to the 30 of the hour");
  assert.equal(
    call(book, noon + 2 * minute, { net: "loud" }, limits),
    "granted",
    "at another button it is nobody special",
  );
});

test("an unknown outcome keeps its number locked, and a third one stops all dialling", () => {
  const { book } = newBook();
  for (const number of ["n", "m", "o"]) {
    const { row, nets } = wishRow(noon, { number });
    const asked = book.grant(row, nets, defaults, openGate);
    assert.ok("granted" in asked);
    book.lose(asked.granted, noon);
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
    const { row, nets } = wishRow(noon, {}, limits);
    return book.grant(row, nets, limits, openGate);
  };
  const granted = [reserve(), reserve(), reserve()];
  assert.ok(
    granted.every((asked) => "granted" in asked),
    "3 × 30 fit into 100",
  );
  const fourth = reserve();
  assert.ok("refused" in fourth);
  assert.equal(fourth.refused.rule, "account.moneyPerDay");
  const [first] = granted;
  assert.ok(first && "granted" in first);
  book.move(first.granted, (seen) => end(seen, "ended", noon, undefined, 20), { kopecks: 250 });
  assert.ok("granted" in reserve(), "2.50 + 2 × 30 + 30 fit into 100");
});

test("a restart forgets nothing that counts", () => {
  const { book, journal } = newBook();
  for (let i = 0; i < 3; i++) call(book, noon + i * 3 * minute, { number: "n", net: "a" });
  const open = wishRow(noon + 10 * minute, { number: "m" });
  book.grant(open.row, open.nets, defaults, openGate);
  const restarted = new CallBook(journal, noon + 11 * minute);
  assert.equal(call(restarted, noon + 11 * minute, { number: "n" }), "number.perHour");
  assert.equal(call(restarted, noon + 11 * minute, { number: "m" }), "number.inFlight");
});

test("after a crash, what may have been sent is unknown, and what an older release had not sent is not placed", () => {
  const { book, journal } = newBook();
  const [unsent, sent] = [wishRow(noon, { number: "n" }), wishRow(noon, { number: "m" })];
  book.grant(unsent.row, unsent.nets, defaults, openGate);
  book.grant(sent.row, sent.nets, defaults, openGate);
  book.change(unsent.row, { dial: "reserved", dialledMs: null });
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
  const later = noon + 60 * minute;
  assert.equal(book.past.medianWaitS(later), null);
  const talkAfter = (waitS: number, nowMs: number) => {
    const { row, nets } = wishRow(nowMs);
    const asked = book.grant(row, nets, defaults, openGate);
    assert.ok("granted" in asked);
    book.change(asked.granted, { dialledMs: nowMs, connectedMs: nowMs + waitS * 1_000 });
  };
  for (const [n, waitS] of [9, 90, 11].entries()) talkAfter(waitS, noon + n * minute);
  assert.equal(book.past.medianWaitS(later), 11);
  assert.equal(book.past.medianWaitS(noon), null, "whoever asked before them was told of none, and is told so again");
  for (let n = 0; n < 20; n++) talkAfter(7, noon + (10 + n) * minute);
  assert.equal(book.past.medianWaitS(later), 7);
});

test("what identifies a visitor is dropped after two days, the call after thirty", () => {
  const { book, journal } = newBook();
  call(book, noon, { key: "k", number: "n", ticket: "t", net: "a" });
  book.forget(noon + 3 * 24 * 60 * minute, 0);
  const [row] = journal.latest(10);
  assert.deepEqual([row?.idem, row?.ticket, row?.nets, row?.mask], [null, null, null, "+7916***4567"]);
  book.forget(noon + 31 * 24 * 60 * minute, noon + 3 * 24 * 60 * minute);
  assert.deepEqual(journal.latest(10), []);
});
