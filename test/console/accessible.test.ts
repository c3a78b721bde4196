/** axe finds nothing, in any view, in both languages, both schemes, on a phone and on a desk. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";
import { launchChromium } from "../support/journey.ts";
import { startStandIn, type StandIn } from "./stage/stand-in.ts";
import { goTo, type Look, openConsole, routes } from "./stage/views.ts";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Each language, scheme and width is asked for all rules; every pair of them for what the eye sees. */
const looks: (Look & { rules: "all" | "seen" })[] = [
  { lang: "ru", scheme: "light", width: 1280, rules: "all" },
  { lang: "en", scheme: "dark", width: 1280, rules: "seen" },
  { lang: "ru", scheme: "dark", width: 390, rules: "seen" },
  { lang: "en", scheme: "light", width: 390, rules: "all" },
];
/** Colours and sizes; names, roles and order are the same whatever the scheme. */
const seenRules = ["color-contrast", "target-size"];

let browser: Browser;
let standIn: StandIn;

before(async () => {
  [browser, standIn] = await Promise.all([launchChromium(), startStandIn()]);
});
after(async () => {
  await browser.close();
  await standIn.close();
});

for (const look of looks)
  test(`axe finds nothing in any view: ${look.lang}, ${look.scheme}, ${look.width} px`, async () => {
    const page = await openConsole(browser, standIn.url, look);
    await page.evaluate(axeSource);
    const found: string[] = [];
    for (const route of routes) {
      await goTo(page, route);
      found.push(...(await violations(page, look.rules)).map((each) => `${route}: ${each}`));
      const widthPx = await page.evaluate(() => document.documentElement.scrollWidth);
      if (widthPx > look.width) found.push(`${route}: ${widthPx} px wide`);
    }
    await page.close();
    assert.deepEqual(found, []);
  });

test("axe sees a fault where there is one", async () => {
  const page = await openConsole(browser, standIn.url, { lang: "ru", scheme: "light", width: 1280 });
  await page.evaluate(axeSource);
  await goTo(page, "#/safety/check");
  await page.evaluate(() => document.querySelector("#main form label")?.replaceWith(document.createElement("input")));
  assert.match((await violations(page)).join(), /label/);
  await page.close();
});

/** What is wrong, and where. */
async function violations(page: Page, rules: "all" | "seen" = "all"): Promise<string[]> {
  // Of what is as it should be axe would say where it stands: a quarter of its time.
  const only = {
    resultTypes: ["violations" as const],
    selectors: false,
    ...(rules === "seen" && { runOnly: seenRules }),
  };
  return page.evaluate(async (options) => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    const { violations: all } = await axe.run(document, options);
    return all.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
  }, only);
}
