/** An owner in a hurry: views on a slow line arrive in another order than they were asked for. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { HTTPRequest } from "puppeteer-core";
import { launchChromium } from "../support/journey.ts";
import { startStandIn } from "./stage/stand-in.ts";
import { goTo } from "./stage/views.ts";

test("a view whose script comes late leaves the one that was opened meanwhile", async (t) => {
  const [browser, standIn] = await Promise.all([launchChromium(), startStandIn()]);
  t.after(() => Promise.all([browser.close(), standIn.close()]));
  const page = await browser.newPage();
  const asked = Promise.withResolvers<HTTPRequest>();
  await page.setRequestInterception(true);
  page.on("request", (request) => {
    if (request.url().includes("/overview-") && request.resourceType() === "script") asked.resolve(request);
    else void request.continue();
  });
  await page.goto(`${standIn.url}/console/?lang=en`, { waitUntil: "domcontentloaded" });
  const late = await asked.promise;
  await goTo(page, "#/calls/history");
  const arrived = page.waitForResponse((response) => response.request() === late);
  await late.continue();
  await arrived;
  // Once it has run as well, and what it would draw is drawn.
  await page.evaluate((script) => import(script).then(() => new Promise(requestAnimationFrame)), late.url());
  assert.equal(await page.$eval("#main h1", (title) => title.textContent), "Calls");
});
