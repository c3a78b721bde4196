/** What is remembered for seconds is not remembered an hour longer because the machine's clock was set back. */
import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { KnownStoppage } from "../../worker/safety/known-stoppage.ts";
import { isFresh } from "../../worker/time/freshness.ts";

const noon = Date.UTC(2026, 10, 24, 9);
const hour = 3_600_000;
const moments: [when: string, ms: number, fresh: boolean][] = [
  ["as it begins", 0, true],
  ["a little before its end", 9_999, true],
  ["at its end", 10_000, false],
  ["where the clock has gone back before it began", -1, false],
  ["where the clock has gone back an hour", -hour, false],
];

for (const [when, ms, fresh] of moments)
  test(`what is good for ten seconds is ${fresh ? "" : "not "}good ${when}`, () => {
    assert.equal(isFresh(noon + 10_000, 10_000, noon + ms), fresh);
  });

test("a page that is told from memory that calls are open asks anew once the clock went back", async () => {
  mock.timers.enable({ apis: ["Date"], now: noon });
  let asked = 0;
  const stoppage = new KnownStoppage(async () => ((asked += 1), null));
  for (const [ms, times] of [
    [0, 1],
    [1_000, 1],
    [1_000 - hour, 2],
  ] as const) {
    mock.timers.setTime(noon + ms);
    await stoppage.get();
    assert.equal(asked, times);
  }
  mock.timers.reset();
});
