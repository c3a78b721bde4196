import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { openPage } from "./browser.ts";
import { agents, owner, raise, visitor } from "./stage.ts";

test("both phones are answered and hung up by hand, and the page tells the call's story", async (t) => {
  const stage = await raise(t);
  const page = await openPage(t);
  await page.goto(`${stage.url}/phones?lang=en`);
  await page.waitForSelector("::-p-text(Nobody has called yet)");
  await stage.place();
  await page.locator(`::-p-aria([name="Answer: +7 495 123-45-67"])`).click();
  await page.locator(`::-p-aria([name="Answer: +7 916 123-45-67"])`).click();
  await page.waitForFunction(() => document.querySelectorAll(".line.talking").length === 2);
  stage.clock.advance(7_000);
  await stage.control("PUT", "phones/79000000000", {});
  await page.waitForFunction(() => document.querySelector(".talking .timer")?.textContent === "0:07");
  await page.locator(`::-p-aria([name="Hang up: +7 916 123-45-67"])`).click();
  await page.waitForSelector(".story.completed");
  const steps = await page.$$eval(".story li .text", (all) => all.map((step) => step.textContent));
  assert.deepEqual(steps, [
    "The call is placed",
    "The owner’s phone rings +7 495 123-45-67",
    "The owner answered +7 495 123-45-67",
    "The visitor’s phone rings +7 916 123-45-67",
    "The visitor answered +7 916 123-45-67",
    "Connected",
    "The call is over talked 0:07 · ₽2.50",
  ]);
});

test("a keyboard is enough: the focus stays on the phone whose button was pressed", async (t) => {
  const stage = await raise(t);
  const page = await openPage(t);
  await stage.place();
  await page.goto(`${stage.url}/phones?lang=ru&embed=1`);
  await page.waitForSelector(".answer");
  await page.focus(".answer");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".line.waiting .hangup");
  const focused = await page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
  assert.equal(focused, "Положить трубку: +7 495 123-45-67");
});

test("a phone is added by its number, told to answer by itself, and does", async (t) => {
  const stage = await raise(t);
  const page = await openPage(t);
  await page.goto(`${stage.url}/phones?lang=ru`);
  await page.locator("#number").fill("8 (916) 123-45-67");
  await page.keyboard.press("Enter");
  await page.waitForSelector("::-p-text(+7 916 123-45-67)");
  await page.select(".handset select", "quick");
  const habits = async () => ((await stage.control("GET", "phones")) as { habits: object }[])[0]?.habits;
  while (Object.keys((await habits()) ?? {}).length === 0) await Promise.resolve();
  assert.deepEqual(await habits(), { answerAfterMs: 2_000 });
  await stage.place({ srcphone: visitor, dstphone: owner });
  stage.clock.advance(2_000);
  await page.waitForSelector(".line.waiting");
});

const looks: [width: number, query: string][] = [
  [390, "lang=ru"],
  [1280, "lang=en"],
  [380, "lang=ru&embed=1"],
];

test("on a phone, a desktop and in a shop's page nothing sticks out, and axe finds no fault in light and dark", async (t) => {
  const stage = await raise(t);
  const page = await openPage(t);
  await stage.place({ operation: "genmulticall", srcphone: visitor, dstphone: agents.join(",") });
  await stage.control("POST", `phones/${visitor}/answer`);
  await stage.ask({ operation: "aninnumbers", action: "add", phone: owner });
  const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  for (const [width, query] of looks) {
    await page.setViewport({ width, height: 800 });
    for (const value of ["light", "dark"]) {
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value }]);
      await page.goto(`${stage.url}/phones?${query}`);
      await page.waitForSelector(".handset");
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width} px, ${query}`);
      await page.evaluate(axe);
      const found = await page.evaluate(
        "axe.run({ resultTypes: ['violations'], selectors: false }).then(({ violations }) => violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`))",
      );
      assert.deepEqual(found, [], `${width} px, ${query}, ${value}`);
    }
  }
});
