import assert from "node:assert/strict";
import { test } from "node:test";
import { limitsOf } from "../../worker/contract/limits.ts";

test("without settings the defaults hold", () => {
  assert.deepEqual(limitsOf(), {
    ticket: { calls: 2, numbers: 1, live: 1, perAddress10Min: 20 },
    ipv4: { per10Min: 5, perDay: 100 },
    ipv6_64: { per10Min: 3, perDay: 10 },
    ipv6_56: { perHour: 10 },
    ipv6_48: { perHour: 10 },
    number: { inFlight: 1, gapS: 120, perHour: 3, perDay: 5 },
    prefix: { perHour: 5 },
    button: { perHour: 30, perDay: 200 },
    account: { perMinute: 10, perDay: 300, moneyPerDay: null, pricePerMinute: null, reservedMinutes: 10 },
    breaker: { window: 20, answered: 0.2, medianTalkS: 5, pauseMin: 30 },
    night: { from: "21:00", to: "09:00", on: true },
    waiting: { ticket: 2, ipv6_48: 3, ipv4: 10, buttonDuePerHour: 10, button: 60 },
    refusedNumbers: { ipv6_56: 3, ipv4: 20 },
    optOut: { ipv6_56: 5, ipv6_48: 10, ipv4: 20, perDay: 1_000, queue: 5_000 },
  });
});

test("single entries are overridden, the rest stays", () => {
  const limits = limitsOf({ ipv4: { per10Min: 50 } }, { ipv4: { perDay: 7 }, night: { on: false } });
  assert.deepEqual(limits.ipv4, { per10Min: 50, perDay: 7 });
  assert.equal(limits.night.on, false);
  assert.equal(limits.number.perDay, 5);
});

const wrong: [what: string, override: unknown][] = [
  ["an unknown group", { ipv5: { perDay: 1 } }],
  ["an unknown entry", { ipv4: { perWeek: 1 } }],
  ["a negative count", { ipv4: { perDay: -1 } }],
  ["a fraction of a call", { ipv4: { perDay: 1.5 } }],
  ["text for a number", { ipv4: { perDay: "5" } }],
  ["no object", 5],
  ["a list", []],
  ["a list for a group", { account: [] }],
  ["a time that no clock shows", { night: { from: "24:00" } }],
];

for (const [what, override] of wrong) {
  test(`${what} is malformed, not ignored`, () => assert.throws(() => limitsOf(override)));
}

test("a gap that an earlier release let be longer than the counters go back is held for a day", () => {
  assert.equal(limitsOf({ number: { gapS: 604_800 } }).number.gapS, 86_400);
});
