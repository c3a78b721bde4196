/** Ten thousand calls stay as quick as ten, and leave as a file that runs nothing. */
import assert from "node:assert/strict";
import { after, before, test, type TestContext } from "node:test";
import type { Browser, Page } from "puppeteer-core";
import { launchChromium } from "../support/journey.ts";
import { until } from "../support/until.ts";
import { startStandIn, type StandIn } from "./stage/stand-in.ts";
import { goTo, openConsole } from "./stage/views.ts";

const rows = 10_000;
let browser: Browser;
let standIn: StandIn;

before(async () => {
  [browser, standIn] = await Promise.all([launchChromium(), startStandIn({ rows, text: "=cmd|' /C calc'!A0" })]);
});
after(async () => {
  await browser.close();
  await standIn.close();
});

for (const width of [1280, 390] as const)
  test(`a list of 10,000 calls keeps few rows on a page ${width} px wide, and shows the last of them`, async (t) => {
    const page = await openList(t, width);
    assert.ok((await rowsShown(page)) < 60);
    const lastPainted = await page.evaluate(async () => {
      const table = document.querySelector("virtual-rows .table");
      for (const part of [0.25, 0.5, 0.75, 1]) {
        table?.scrollTo(0, table.scrollHeight * part);
        await new Promise((settle) => requestAnimationFrame(() => requestAnimationFrame(settle)));
      }
      return document.querySelector("virtual-rows .tr:last-of-type, virtual-rows [aria-rowindex='10001']")?.textContent;
    });
    assert.match(lastPainted ?? "", /74950009999/);
    assert.ok((await rowsShown(page)) < 60);
  });

test("a search among 10,000 calls leaves the one that was meant", async (t) => {
  const page = await openList(t, 1280);
  await page.type("input[type=search]", "74950004321");
  await page.waitForFunction(() => document.querySelectorAll("virtual-rows .tr").length === 2);
});

test("one list with filters: the recorded ones alone, and none that fit said so", async (t) => {
  const page = await openList(t, 1280);
  const press = (kind: string) =>
    page.$$eval(
      "call-history .segments button",
      (buttons, words) => buttons.find(({ textContent }) => textContent?.trim() === words)?.click(),
      kind,
    );
  const heading = () => page.$eval("call-history h2", (title) => (title.textContent ?? "").replace(/\D/g, ""));
  await press("С записью");
  await until("the recorded ones", heading, (n) => n === "3334");
  await press("Поговорили");
  await until("those who talked", heading, (n) => n === String(rows - 112));
  await press("С кнопок");
  await until("none", heading, (n) => n === "0");
  assert.match(await page.$eval("call-history", (list) => list.textContent ?? ""), /Таких звонков/);
});

for (const width of [1280, 390] as const)
  test(`a recording plays right below its call on a page ${width} px wide, and goes on while the list is scrolled`, async (t) => {
    const page = await openList(t, width);
    await page.locator('virtual-rows [data-key="3"] .play').click();
    await page.waitForSelector("virtual-rows .player audio");
    const places = () =>
      page.evaluate(() => {
        const box = (selector: string) => document.querySelector(selector)?.getBoundingClientRect();
        const [row, player, next] = ['[data-key="3"]', ".below", '[data-key="4"]'].map(box);
        return [row?.bottom, player?.top, player?.bottom, next?.top].map((edge) => Math.round(edge ?? -1));
      });
    const [rowEnds, begins, ends, nextBegins] = await places();
    assert.deepEqual([begins, nextBegins], [rowEnds, ends]);
    assert.equal(await page.evaluate(() => document.activeElement?.localName), "audio");
    const scrollTo = (part: number) =>
      page.evaluate(async (to) => {
        const table = document.querySelector("virtual-rows .table");
        table?.scrollTo(0, table.scrollHeight * to);
        await new Promise((settle) => requestAnimationFrame(() => requestAnimationFrame(settle)));
      }, part);
    const audio = await page.$("virtual-rows audio");
    await scrollTo(1);
    assert.equal(await page.$('virtual-rows [data-key="3"]'), null, "the row is out of sight");
    assert.ok(await page.$(`virtual-rows [data-key="${rows - 1}"]`));
    assert.ok(await audio?.evaluate((element) => element.isConnected), "and its player is there still");
    await scrollTo(0);
    await page.click("virtual-rows .player button");
    assert.equal(await page.$("virtual-rows .player"), null);
    assert.match(await page.evaluate(() => document.activeElement?.className ?? ""), /play/);
  });

test("a caller that is named like a formula leaves as text in the CSV", async (t) => {
  const page = await openList(t, 1280);
  const csv = await page.evaluate(async () => {
    const saved = new Promise<string>((settle) => {
      URL.createObjectURL = (blob: Blob) => {
        void blob.text().then(settle);
        return "#";
      };
    });
    const buttons = [...document.querySelectorAll<HTMLButtonElement>("call-history button")];
    buttons.find((button) => button.textContent === "CSV")?.click();
    return saved;
  });
  const lines = csv.trimEnd().split("\r\n");
  assert.equal(lines.length, rows + 1);
  assert.match(lines[1] ?? "", /"'=cmd\|' \/C calc'!A0"/);
  assert.equal(csv.match(/(?:^|;)"?[=+@-]/gm), null);
});

async function openList(t: TestContext, width: 1280 | 390): Promise<Page> {
  const page = await openConsole(browser, standIn.url, { lang: "ru", scheme: "light", width });
  t.after(() => page.close());
  await goTo(page, "#/calls/history");
  return page;
}

function rowsShown(page: Page): Promise<number> {
  return page.evaluate(() => document.querySelectorAll("virtual-rows .tr").length);
}
