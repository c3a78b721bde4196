/** The overview's live stream: only while somebody can see it, and never beyond the session. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser, Page } from "puppeteer-core";
import type { CallsReply, LiveEvent } from "../../worker/contract/owner-calls.ts";
import { launchChromium } from "../support/journey.ts";
import { until } from "../support/until.ts";
import { startStandIn, type StandIn } from "./stage/stand-in.ts";
import { goTo, openConsole } from "./stage/views.ts";

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

test("a tab that is hidden holds no stream; shown again it knows how calls went on", async (t) => {
  const { standIn, page } = await openOverview();
  t.after(() => Promise.all([page.close(), standIn.close()]));
  await reads(page, "Ringing");
  await setHidden(page, true);
  await streamsAre(standIn, 0);
  const { calls } = standIn.answers.get("calls") as CallsReply;
  standIn.answers.set("calls", { calls: calls.map((call): LiveEvent => ({ ...call, state: "ended" })) });
  standIn.answers.set("live", []);
  await setHidden(page, false);
  await streamsAre(standIn, 1);
  await reads(page, "Talked");
});

test("a tab that left the overview holds no stream", async (t) => {
  const { standIn, page } = await openOverview();
  t.after(() => Promise.all([page.close(), standIn.close()]));
  await goTo(page, "#/calls/missed");
  await streamsAre(standIn, 0);
  await setHidden(page, true);
  await setHidden(page, false);
  await goTo(page, "#/overview");
  await streamsAre(standIn, 1);
});

test("where the session ended meanwhile, the tab that is shown again asks to sign in", async (t) => {
  const { standIn, page } = await openOverview();
  t.after(() => Promise.all([page.close(), standIn.close()]));
  await setHidden(page, true);
  await streamsAre(standIn, 0);
  standIn.answers.delete("session");
  await setHidden(page, false);
  await page.waitForSelector("sign-in-view");
  assert.equal(standIn.streams(), 0);
});

test("the week is held against the one before it, and the bars' legend counts who was missed and refused", async (t) => {
  const { standIn, page } = await openOverview();
  t.after(() => Promise.all([page.close(), standIn.close()]));
  const spans: (string | null)[][] = [];
  page.on("request", (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (pathname.endsWith("/statistics")) spans.push([searchParams.get("from"), searchParams.get("to")]);
  });
  const shows = (words: string) =>
    until(
      `the overview to show ${words}`,
      () => page.$eval("#main", (main) => (main as HTMLElement).innerText.replace(/\s+/g, " ")),
      (text) => text.includes(words),
    );
  await shows("Answered 9 75% · 75% the week before");
  await shows("By day Refused9Missed12Talked24");
  const press = (n: number) => page.click(`.segments button:nth-child(${n})`);
  await press(1);
  await shows("Asked 12 12 the day before");
  const [present, earlier] = spans.toSorted(([, a], [, b]) => Number(a !== null) - Number(b !== null));
  assert.equal(present?.[1], null, "up to now");
  const apartMs = Date.parse(earlier?.[1] ?? "") - Date.parse(present?.[0] ?? "");
  assert.ok(Math.abs(apartMs) < 5_000, "the one ends where the other begins");
  await press(3);
  // What was before these 30 days is not kept.
  await shows("Answered 9 75% Talked 8 67% Missed");
});

async function openOverview(): Promise<{ standIn: StandIn; page: Page }> {
  const standIn = await startStandIn();
  const page = await openConsole(browser, standIn.url, { lang: "en", scheme: "light", width: 1280 });
  await goTo(page, "#/overview");
  await streamsAre(standIn, 1);
  return { standIn, page };
}

/** As a browser says it to the tab; headless ones show every tab. */
async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, "hidden", { configurable: true, value });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
}

async function streamsAre(standIn: StandIn, wanted: number): Promise<void> {
  await until(
    `${wanted} open streams`,
    () => Promise.resolve(standIn.streams()),
    (open) => open === wanted,
  );
}

async function reads(page: Page, words: string): Promise<void> {
  await page.waitForFunction((text) => document.querySelector("live-calls li")?.textContent?.includes(text), {}, words);
}
