/** The page for whoever wants peace, in Chromium: what is typed, what is said, and a minute to undo. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";
import { type OwnerAtDesk, sitDown } from "../owner/desk.ts";
import { launchChromium } from "../support/journey.ts";

let owner: OwnerAtDesk;
let browser: Browser;
let page: Page;

before(async () => {
  owner = await sitDown({ vars: { LIMITS: JSON.stringify({ optOut: { ipv4: 3, queue: 1 } }) } });
  browser = await launchChromium();
  page = await browser.newPage();
  await page.setExtraHTTPHeaders({ "cf-connecting-ip": "192.0.2.7" });
  await page.goto(`${owner.worker.url.replace("127.0.0.1", "localhost")}/opt-out?lang=ru`);
});
after(async () => {
  await browser.close();
  await owner.leave();
});

/** Types a number, presses the button, and waits for what is said of it. */
async function ask(typed: string): Promise<{ said: string; undo: boolean; invalid: string | null }> {
  await page.evaluate((text) => {
    document.querySelector("[role=status]")?.replaceChildren();
    const field = document.querySelector("input");
    if (field) field.value = text;
  }, typed);
  await page.click("form button:not([type])");
  return look();
}

async function look(): Promise<{ said: string; undo: boolean; invalid: string | null }> {
  await page.waitForFunction(() => document.querySelector("[role=status]")?.textContent);
  return page.evaluate(() => ({
    said: document.querySelector("[role=status]")?.textContent ?? "",
    undo: !(document.querySelector<HTMLElement>("[type=button]")?.hidden ?? true),
    invalid: document.querySelector("input")?.getAttribute("aria-invalid") ?? null,
  }));
}

async function rings(phone: string): Promise<boolean> {
  const answer = await owner.ask<{ suppressions: unknown[]; rule?: string }>("POST", "/v1/owner/explain", {
    phone,
    button: "D6VZ0000000000000000000000000ZG4",
  });
  return answer.body.rule !== "suppressed";
}

test("what is no number is said in words, under the field that is marked", async () => {
  assert.deepEqual(await ask("тел. +7 916 200-00-61"), {
    said: "Уберите буквы и знаки: нужен один только номер",
    undo: false,
    invalid: "true",
  });
  assert.match((await ask("2000061")).said, /Не хватает цифр/);
  assert.match((await ask("алло")).said, /номер полностью/);
});

test("a number that was copied with its marks is said back as it was understood, and can be taken back", async () => {
  const done = await ask("\u202a8 (916) 200\u201100\u201161\u202c");
  assert.deepEqual(done, {
    said: "Готово. На +7\u00a0916\u00a0200\u201100\u201161 кнопки этого сайта больше не позвонят.",
    undo: true,
    invalid: "false",
  });
  assert.equal(await rings("+79162000061"), false);
  await page.evaluate(() => document.querySelector("[role=status]")?.replaceChildren());
  await page.click("[type=button]");
  assert.deepEqual(await look(), { said: "Ваша просьба отозвана.", undo: false, invalid: "false" });
  assert.equal(await rings("+79162000061"), true);
});

test("what has to wait is not said to be done, and what was not taken is said not to protect", async () => {
  for (const n of [2, 3]) assert.match((await ask(`+7916200006${n}`)).said, /^Готово/);
  assert.match((await ask("+79162000064")).said, /ещё не действует.*\+7.916.200.00.64 ждёт/);
  assert.equal(await rings("+79162000064"), true);
  const full = await ask("+79162000065");
  assert.match(full.said, /^Не принято, и номер пока не защищён/);
  assert.equal(full.undo, false);
});
