/** Days of the history are the owner's, wherever their browser is. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { instantsOf, lastDays } from "../../worker/console/calls/range.ts";

/** Day, zone, and what it is in UTC. */
const days: [day: string, zone: string, from: string, to: string][] = [
  ["2026-11-24", "Europe/Moscow", "2026-11-23T21:00:00.000Z", "2026-11-24T20:59:59.000Z"],
  ["2026-11-24", "Asia/Kamchatka", "2026-11-23T12:00:00.000Z", "2026-11-24T11:59:59.000Z"],
  ["2026-11-24", "America/New_York", "2026-11-24T05:00:00.000Z", "2026-11-25T04:59:59.000Z"],
  // A day of 23 hours, and one of 25.
  ["2026-03-29", "Europe/Berlin", "2026-03-28T23:00:00.000Z", "2026-03-29T21:59:59.000Z"],
  ["2026-10-25", "Europe/Berlin", "2026-10-24T22:00:00.000Z", "2026-10-25T22:59:59.000Z"],
];

for (const [day, zone, from, to] of days)
  test(`${day} in ${zone}`, () => {
    assert.deepEqual(instantsOf({ fromDay: day, toDay: day }, zone), { from, to });
  });

test("the last seven days end with the owner's today", () => {
  const nowMs = Date.UTC(2026, 10, 24, 22);
  assert.deepEqual(lastDays(7, nowMs, "Europe/Moscow"), { fromDay: "2026-11-19", toDay: "2026-11-25" });
  assert.deepEqual(lastDays(7, nowMs, "America/New_York"), { fromDay: "2026-11-18", toDay: "2026-11-24" });
});
