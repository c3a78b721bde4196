/** The playground: what is set there is seen on the button and in the lines to paste, in every look, by keyboard too. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import type { Page } from "puppeteer-core";
import { tables } from "../../demo/playground/words.ts";
import { snippetWords } from "../../widget/package/snippet-words.ts";
import { beginJourney, type Journey, shopPhone } from "../support/journey.ts";
import { until } from "../support/until.ts";
import { en } from "../support/words.ts";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const subject = "play-ground sipnet-call-button";

let journey: Journey;
before(async () => {
  journey = await beginJourney();
});
after(() => journey?.end());

interface Look {
  lang: "ru" | "en";
  scheme: "light" | "dark";
  width: number;
}

async function open({ lang, scheme, width }: Look): Promise<Page> {
  const page = await journey.browser.newPage();
  page.setDefaultTimeout(120_000);
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.goto(`${journey.demo.demoUrl}/playground/?lang=${lang}`);
  await page.waitForSelector(`${subject} >>> [part=button]`, { visible: true });
  return page;
}

const english: Look = { lang: "en", scheme: "light", width: 1280 };

/** Writes into a field as a person does: a choice is chosen, anything else typed. */
async function set(page: Page, name: string, value: string): Promise<void> {
  const field = (await page.evaluateHandle(
    (wanted) =>
      [...document.querySelectorAll("label")]
        .find((each) => each.textContent?.trim().startsWith(wanted))
        ?.querySelector("input, select"),
    name,
  )) as unknown as import("puppeteer-core").ElementHandle<HTMLInputElement>;
  if (await field.evaluate((element) => element instanceof HTMLSelectElement)) await field.select(value);
  else {
    await field.evaluate((element) => element.select());
    await field.type(value);
  }
}

const attribute = (page: Page, name: string) =>
  page.$eval(subject, (button, wanted) => button.getAttribute(wanted), name);
const snippet = (page: Page) => page.$eval("snippet-panel pre", (place) => place.textContent ?? "");
const status = async (page: Page) =>
  (await (await page.$(`${subject} >>> [part=status]`))?.evaluate((each) => each.textContent)) ?? "";
const press = (page: Page, name: string) =>
  page.$eval(`[data-sample=${name}]`, (button) => (button as HTMLElement).click());

const looks: Look[] = [
  { lang: "ru", scheme: "light", width: 1280 },
  { lang: "en", scheme: "dark", width: 1280 },
  { lang: "ru", scheme: "dark", width: 390 },
  { lang: "en", scheme: "light", width: 390 },
];

for (const look of looks)
  test(`axe finds nothing and nothing is cut off: ${look.lang}, ${look.scheme}, ${look.width} px`, async () => {
    const page = await open(look);
    await page.evaluate(axeSource);
    assert.deepEqual(await violations(page), []);
    assert.equal(await page.evaluate("document.documentElement.scrollWidth"), look.width);
    await press(page, "visitorRings");
    await until(
      "the panel",
      () => status(page),
      (text) => text.length > 0,
    );
    assert.deepEqual(await violations(page), []);
    await page.close();
  });

test("axe sees a fault where there is one", async () => {
  const page = await open(english);
  await page.evaluate(axeSource);
  await page.$eval(".field label", (label) => label.replaceWith(...label.querySelectorAll("input")));
  assert.match((await violations(page)).join(), /label/);
  await page.close();
});

async function violations(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import("axe-core") };
    const { violations: all } = await axe.run(document, { resultTypes: ["violations"], selectors: false });
    return all.map(({ id, nodes }) => `${id} ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
  });
}

test("what is set is seen on the button and in the lines to paste, whatever the site is made with", async () => {
  const page = await open(english);
  await set(page, "label", "Ring <me>");
  await set(page, "mode", "floating");
  await set(page, "placement", "top-left");
  await set(page, "--sipnet-radius", "0");
  assert.equal(await attribute(page, "label"), "Ring <me>");
  assert.equal(await attribute(page, "mode"), "floating");
  const shown = await (
    await page.waitForSelector(`${subject} >>> [part=button]`)
  )?.evaluate((button) => [button.textContent?.trim(), getComputedStyle(button).borderRadius]);
  assert.deepEqual(shown, ["Ring <me>", "0px"]);
  assert.match(await snippet(page), /mode="floating"\s+placement="top-left"\s+label="Ring &lt;me&gt;"/);
  assert.match(await snippet(page), /--sipnet-radius: 0;/);
  for (const [name] of Object.values(snippetWords.en)) {
    if (name === snippetWords.en.pinned[0]) continue;
    await page.select("snippet-panel select", name);
    assert.match(await snippet(page), /Ring/, name);
  }
  await page.close();
});

test("each state opens the sheet that a visitor would see, with no call behind it", async () => {
  const page = await open(english);
  const said = new Map<string, string>();
  for (const name of Object.keys(tables.en.samples)) {
    await press(page, name);
    said.set(
      name,
      await until(
        `${name} to show`,
        () => status(page),
        (text) => text.trim() !== "",
      ),
    );
    await page.$eval(subject, (button) => (button as unknown as { close(): void }).close());
  }
  assert.match(said.get("visitorRings") ?? "", new RegExp(en["owner-answered"]));
  assert.match(said.get("ended") ?? "", new RegExp(en.ended));
  assert.match(said.get("scheduled") ?? "", /tomorrow at/);
  assert.match(said.get("tooMany") ?? "", new RegExp(en["too-many-calls"]));
  assert.ok(new Set(said.values()).size > 12, "they are told apart");
  const calls = (await (await fetch(`${journey.demo.sipnetUrl}/sim/calls`)).json()) as unknown[];
  assert.deepEqual(calls, [], "no phone rang");
  await page.close();
});

test("a part that is pressed is marked on the button", async () => {
  const page = await open(english);
  const outline = async () =>
    (await page.waitForSelector(`${subject} >>> [part=icon]`))?.evaluate((icon) => getComputedStyle(icon).outlineStyle);
  assert.equal(await outline(), "none");
  const pressPart = () =>
    page.$$eval("button[aria-pressed]", (all) => all.find((each) => each.textContent?.trim() === "icon")?.click());
  await pressPart();
  await until("the mark", outline, (style) => style === "dashed");
  await pressPart();
  await until("no mark", outline, (style) => style === "none");
  await page.close();
});

test("by keyboard: a state is reached and pressed, Escape closes it, and the log tells of both", async () => {
  const page = await open(english);
  await page.focus("input[name=scheme]:checked");
  const focused = () => page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.sample);
  for (let i = 0; i < 10 && (await focused()) !== "form"; i++) await page.keyboard.press("Tab");
  assert.equal(await focused(), "form");
  await page.keyboard.press("Enter");
  await page.waitForSelector(`${subject} >>> [part=phone]`, { visible: true });
  await page.keyboard.press("Escape");
  const log = () => page.$eval("event-log [role=log]", (place) => place.textContent ?? "");
  await until("the log", log, (text) => text.includes("sipnet-show") && text.includes("sipnet-close"));
  await page.close();
});

test("a page that prevents calls has none; one that doesn't has a real one, followed in the log", async () => {
  const page = await open(english);
  await journey.phones.set(shopPhone, { answerAfterMs: 100 });
  const log = () => page.$eval("event-log [role=log]", (place) => place.textContent ?? "");
  const callNow = () =>
    page.$eval('[aria-labelledby="events"] .chips button:nth-child(3)', (button) => (button as HTMLElement).click());
  await page.click("event-log input[type=checkbox]");
  await callNow();
  await until("the event", log, (text) => text.includes("preventDefault()"));
  await page.click("event-log input[type=checkbox]");
  await callNow();
  await journey.phones.answer("79161234567");
  await until("the call", log, (text) => text.includes('"connected"'));
  await press(page, "ended");
  assert.match(await page.$eval(".stage [role=status]", (place) => place.textContent ?? ""), /real call/);
  await journey.phones.hangUp("79161234567");
  await until("its end", log, (text) => text.includes('"ended"'));
  assert.equal((await journey.phones.callsTo("79161234567")).length, 1);
  await page.close();
});

test("the demo's page leads there", async () => {
  const page = await journey.browser.newPage();
  await page.goto(`${journey.demo.demoUrl}/?lang=en`);
  await page.click("#playground");
  await page.waitForSelector("play-ground");
  assert.equal(new URL(page.url()).pathname, "/playground/");
  await page.close();
});
