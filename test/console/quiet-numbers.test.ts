/** The owner decides on opt-outs that wait: what each press sends. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { launchChromium } from "../support/journey.ts";
import { startStandIn } from "./stage/stand-in.ts";
import { goTo, openConsole } from "./stage/views.ts";

test("an hour of opt-outs that wait is accepted or declined as a whole, with one press", async () => {
  const [browser, standIn] = await Promise.all([launchChromium(), startStandIn()]);
  try {
    const page = await openConsole(browser, standIn.url, { lang: "en", scheme: "light", width: 1280 });
    await goTo(page, "#/safety/numbers");
    for (const [press, path, kind] of [
      ["Accept all", "accept", undefined],
      ["Decline", "lift", "queued"],
    ] as const) {
      const sent = page.waitForRequest((request) => request.url().endsWith(`/v1/owner/suppressions/${path}`));
      await page.locator(`section[aria-labelledby=queue] ::-p-text(${press})`).click();
      const { from, to, ...rest } = JSON.parse((await sent).postData() ?? "{}") as Record<string, string>;
      assert.equal(Date.parse(to ?? "") - Date.parse(from ?? ""), 3_600_000, press);
      assert.deepEqual(rest, kind === undefined ? {} : { kind });
    }
  } finally {
    await browser.close();
    await standIn.close();
  }
});
