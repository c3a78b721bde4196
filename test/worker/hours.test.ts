import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Weekday, WeeklyHours } from "../../worker/contract/button.ts";
import { isOpenAt, nextChange, openness } from "../../worker/time/opening-hours.ts";
import { localTime } from "../../worker/time/wall-clock.ts";

const workdays = {
  mon: [["09:00", "18:00"]],
  tue: [
    ["09:00", "13:00"],
    ["14:00", "18:00"],
  ],
  fri: [["20:00", "00:00"]],
} satisfies WeeklyHours["week"];
const moscow: WeeklyHours = { zone: "Europe/Moscow", week: workdays as WeeklyHours["week"], holidays: ["2026-11-30"] };
const berlin: WeeklyHours = { zone: "Europe/Berlin", week: { sun: [["09:00", "18:00"]], mon: [["02:30", "10:00"]] } };
const bar: WeeklyHours = {
  zone: "Europe/Moscow",
  week: { fri: [["22:00", "02:00"]], sat: [["12:00", "24:00"]], sun: [["00:00", "03:00"]], wed: [["18:00", "06:00"]] },
  holidays: ["2026-12-03", "2026-12-11"],
};
const early: WeeklyHours = { zone: "Europe/Berlin", week: { sun: [["02:30", "10:00"]] } };
const leaping: WeeklyHours = { zone: "Europe/Berlin", week: { sun: [["02:10", "02:40"]], mon: [["09:00", "10:00"]] } };
const restaurant: WeeklyHours = {
  zone: "Asia/Vladivostok",
  week: { mon: [["10:00", "18:00"]] },
  holidays: ["2026-12-07", "2026-12-14", "2026-12-21", "2026-12-28", "2027-01-04", "2027-01-11"],
};

const cases: [what: string, hours: WeeklyHours, at: string, open: boolean, opensAt?: string][] = [
  ["Monday morning", moscow, "2026-11-23T06:00:00Z", true],
  ["a minute before opening", moscow, "2026-11-23T05:59:00Z", false, "2026-11-23T06:00:00.000Z"],
  ["closing time", moscow, "2026-11-23T15:00:00Z", false, "2026-11-24T06:00:00.000Z"],
  ["the lunch break", moscow, "2026-11-24T10:30:00Z", false, "2026-11-24T11:00:00.000Z"],
  ["late on Friday, until midnight", moscow, "2026-11-27T20:59:00Z", true],
  [
    "Friday midnight: the holiday on Monday is passed over",
    moscow,
    "2026-11-27T21:00:00Z",
    false,
    "2026-12-01T06:00:00.000Z",
  ],
  ["the holiday itself", moscow, "2026-11-30T10:00:00Z", false, "2026-12-01T06:00:00.000Z"],
  ["the night clocks go forward", berlin, "2027-03-28T00:30:00Z", false, "2027-03-28T07:00:00.000Z"],
  ["the night clocks go back", berlin, "2026-10-25T00:30:00Z", false, "2026-10-25T08:00:00.000Z"],
  ["the bar before it opens", bar, "2026-11-27T18:59:00Z", false, "2026-11-27T19:00:00.000Z"],
  ["the bar on Friday at half past one in the night", bar, "2026-11-27T22:30:00Z", true],
  ["the bar at two in the night", bar, "2026-11-27T23:00:00Z", false, "2026-11-28T09:00:00.000Z"],
  ["the bar at midnight, where one day's hours touch the next one's", bar, "2026-11-28T21:00:00Z", true],
  ["the bar at three on Sunday", bar, "2026-11-29T00:00:00Z", false, "2026-12-02T15:00:00.000Z"],
  ["a night that runs into a holiday ends at midnight", bar, "2026-12-02T21:00:00Z", false, "2026-12-04T19:00:00.000Z"],
  ["a night of a holiday does not take place", bar, "2026-12-11T22:30:00Z", false, "2026-12-12T09:00:00.000Z"],
  ["the autumn hour opens at its first half past two", early, "2026-10-25T00:30:00Z", true],
  ["and does not close again in the hour's second pass", early, "2026-10-25T01:10:00Z", true],
  ["a minute before the autumn hour's opening", early, "2026-10-25T00:29:00Z", false, "2026-10-25T00:30:00.000Z"],
  ["hours that begin in the hour that spring leaves out", early, "2027-03-28T01:00:00Z", true],
  ["before the hour that spring leaves out", early, "2027-03-28T00:59:00Z", false, "2027-03-28T01:00:00.000Z"],
  [
    "hours that lie whole in the hour that spring leaves out",
    leaping,
    "2027-03-28T00:59:00Z",
    false,
    "2027-03-29T07:00:00.000Z",
  ],
  [
    "six holidays in a row, each on the only day",
    restaurant,
    "2026-12-01T00:00:00Z",
    false,
    "2027-01-18T00:00:00.000Z",
  ],
];

for (const [what, hours, at, open, opensAt] of cases) {
  test(`${what}: ${open ? "open" : `opens ${opensAt}`}`, () => {
    assert.deepEqual(openness(hours, Date.parse(at)), { open, ...(opensAt === undefined ? {} : { opensAt }) });
  });
}

test("always is open, and hours that were never set don't close", () => {
  assert.deepEqual(openness("always", 0), { open: true });
  assert.deepEqual(openness(null, 0), { open: true });
  assert.equal(nextChange("always", 0), null);
});

test("hours without a single span never open, and say no time", () => {
  assert.deepEqual(openness({ zone: "Europe/Moscow", week: {} }, 0), { open: false });
});

test("a span that ends as it begins, kept from earlier days, opens nothing", () => {
  assert.deepEqual(openness({ zone: "Europe/Moscow", week: { mon: [["18:00", "18:00"]] } }, 0), { open: false });
});

const changes: [what: string, hours: WeeklyHours, at: string, changesAt: string | null][] = [
  ["closing time is a change", moscow, "2026-11-23T14:59:30Z", "2026-11-23T15:00:00.000Z"],
  ["opening time is a change", moscow, "2026-11-23T05:59:30Z", "2026-11-23T06:00:00.000Z"],
  ["midnight is none where the hours go on", bar, "2026-11-28T20:30:00Z", "2026-11-29T00:00:00.000Z"],
  ["a night ends in the morning", bar, "2026-11-27T20:59:30Z", "2026-11-27T23:00:00.000Z"],
];

for (const [what, hours, at, changesAt] of changes)
  test(`the next change: ${what}`, () => {
    const changeMs = nextChange(hours, Date.parse(at));
    assert.equal(changeMs === null ? null : new Date(changeMs).toISOString(), changesAt);
  });

test("a week without a break has no change", () => {
  const days: Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
  const week = Object.fromEntries(days.map((day) => [day, [["00:00", "24:00"]]]));
  assert.equal(nextChange({ zone: "Europe/Moscow", week }, 0), null);
});

const clock = fc.tuple(fc.nat(23), fc.nat(59)).map((parts) => parts.map((n) => String(n).padStart(2, "0")).join(":"));
const zones = [
  "Europe/Moscow",
  "Asia/Vladivostok",
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "Africa/Cairo",
];
const anyHours = fc.record({
  zone: fc.constantFrom(...zones, "America/Havana", "Asia/Kathmandu", "Pacific/Apia"),
  week: fc.dictionary(fc.constantFrom("mon", "wed", "sat", "sun"), fc.array(fc.tuple(clock, clock), { maxLength: 2 })),
}) as fc.Arbitrary<WeeklyHours>;
const anyMoment = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2028, 0) });

test("what is announced comes true: it opens when it says, and not a minute earlier", () => {
  fc.assert(
    fc.property(anyHours, anyMoment, (hours, ms) => {
      const { open, opensAt } = openness(hours, ms);
      assert.equal(open, isOpenAt(hours, ms));
      if (opensAt === undefined) return;
      const opensMs = Date.parse(opensAt);
      assert.ok(isOpenAt(hours, opensMs), "open by then");
      assert.ok(!isOpenAt(hours, Math.max(ms, opensMs - 1_000)), "closed until then");
      const changeMs = nextChange(hours, ms);
      assert.equal(changeMs, opensMs);
    }),
    { seed: 20261126, numRuns: 2_000 },
  );
});

test("on a day like any other, open is what the clock on the wall says", () => {
  fc.assert(
    fc.property(anyHours, anyMoment, (hours, ms) => {
      const [date, before, after] = [ms, ms - 86_400_000, ms + 86_400_000].map((at) => localTime(at, hours.zone));
      // The two nights of a year that are not like others have their own cases above.
      fc.pre(date !== undefined && before?.minutes === date.minutes && after?.minutes === date.minutes);
      const inside = ([from, to]: [string, string]) => {
        const [first, last] = [from, to].map((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));
        return { first: first ?? 0, last: last || 1_440 };
      };
      const today = (hours.week[date.weekday] ?? []).map(inside);
      const evening = (hours.week[before.weekday] ?? []).map(inside);
      const expected =
        today.some(({ first, last }) => first <= date.minutes && (date.minutes < last || last < first)) ||
        evening.some(({ first, last }) => last < first && date.minutes < last);
      assert.equal(isOpenAt(hours, ms), expected);
    }),
    { seed: 20261127, numRuns: 2_000 },
  );
});
