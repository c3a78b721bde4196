/** What the widget leaves behind: nothing. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "puppeteer-core";
import { launchChromium } from "../support/journey.ts";
import { changeStates } from "./widget-leak.ts";

let browser: Browser;

before(async () => {
  browser = await launchChromium();
});

after(() => browser?.close());

test("ten thousand changes of a call's state leave no listener, timer or node behind", async (t) => {
  const [early, late] = await changeStates(browser);
  t.diagnostic(`after 100: ${JSON.stringify(early)}, after 10,000 more: ${JSON.stringify(late)}`);
  assert.ok(early.timers > 0 && early.listeners > 0, "the counts see what is there");
  for (const [what, held] of Object.entries(early))
    assert.ok(late[what as keyof typeof late] <= held, `${what}: ${held}, then ${late[what as keyof typeof late]}`);
});
