/** Who is to be called back: everyone who asked and did not talk since. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CallState } from "../../worker/contract/visitor.ts";
import { type LedgerCall, missedOf } from "../../worker/ledger/missed-calls.ts";

const nowMs = Date.UTC(2026, 10, 24, 12);

/** A call so many minutes ago. */
function call(minutesAgo: number, state: CallState, more: Partial<LedgerCall> = {}, duration = 0): LedgerCall {
  const at = new Date(nowMs - minutesAgo * 60_000).toISOString();
  const legs = { owner: "ended", visitor: "ended" } as const;
  const shown = { id: `call ${minutesAgo}`, state, legs, since: at, at, duration, money: 0 };
  const summary = { ...shown, button: "D6VZ", phone: "+7916***4567", dial: "started" as const };
  return {
    summary,
    sipnetId: null,
    uuids: [],
    number: "visitor",
    wantedAt: at,
    isOverdue: false,
    isOwed: false,
    lang: "ru",
    campaign: null,
    ownersOwn: false,
    answered: false,
    ...more,
  };
}

const own = { ownersOwn: true };
const talk = (minutesAgo: number, more = {}) => call(minutesAgo, "ended", more, 30);

const table: [what: string, calls: LedgerCall[], missed: [id: string, tries: number][]][] = [
  ["one who was busy", [call(5, "busy")], [["call 5", 1]]],
  [
    "one who tried twice stands there once, with the latest try",
    [call(9, "busy"), call(5, "no-answer")],
    [["call 5", 2]],
  ],
  [
    "a promise that was not kept is, though nobody knows the end of a later call",
    [call(9, "failed", { isOwed: true }), call(5, "unknown")],
    [["call 9", 2]],
  ],
  ["a call of an unknown end alone is not", [call(5, "unknown")], []],
  ["nor is a promise while a later call rings", [call(9, "failed", { isOwed: true }), call(5, "ringing")], []],
  ["one who talked then is not there", [call(9, "busy"), talk(5)], []],
  ["one who talked and then did not get through is", [talk(9), call(5, "failed")], [["call 5", 1]]],
  [
    "one whom the owner called back in vain is, for the first try",
    [call(9, "busy"), call(5, "no-answer", own)],
    [["call 9", 2]],
  ],
  ["one whom the owner reached is not", [call(9, "busy"), talk(5, own)], []],
  ["one whom only the owner called is not", [call(5, "no-answer", own)], []],
  ["one who took the wish back is not", [call(5, "cancelled")], []],
  ["one whose phone rings right now is not yet", [call(9, "busy"), call(0, "ringing")], []],
];

for (const [what, calls, expected] of table) {
  test(what, () => {
    const missed = missedOf(calls, {}, nowMs);
    assert.deepEqual(
      missed.map(({ id, tries }) => [id, tries]),
      expected,
    );
  });
}

test("two people stand there newest first, with the age of their wish", () => {
  const missed = missedOf([call(60, "busy"), call(5, "busy", { number: "other" })], {}, nowMs);
  assert.deepEqual(
    missed.map(({ ageS }) => ageS),
    [300, 3_600],
  );
});

test("one who was dealt with comes back only by asking again", () => {
  const done = { visitor: nowMs - 10 * 60_000 };
  assert.deepEqual(missedOf([call(20, "busy")], done, nowMs), []);
  assert.equal(missedOf([call(20, "busy"), call(5, "busy")], done, nowMs).length, 1);
});
