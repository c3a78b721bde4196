import assert from "node:assert/strict";
import { test } from "node:test";
import type { WeeklyHours } from "../../worker/contract/button.ts";
import { openness } from "../../worker/time/opening-hours.ts";

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
];

for (const [what, hours, at, open, opensAt] of cases) {
  test(`${what}: ${open ? "open" : `opens ${opensAt}`}`, () => {
    assert.deepEqual(openness(hours, Date.parse(at)), { open, ...(opensAt === undefined ? {} : { opensAt }) });
  });
}

test("always is open, and hours that were never set don't close", () => {
  assert.deepEqual(openness("always", 0), { open: true });
  assert.deepEqual(openness(null, 0), { open: true });
});

test("hours without a single span never open, and say no time", () => {
  assert.deepEqual(openness({ zone: "Europe/Moscow", week: {} }, 0), { open: false });
});
