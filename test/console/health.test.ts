/** What only the owner can settle, settled on the Health page. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Browser } from "puppeteer-core";
import { launchChromium } from "../support/journey.ts";
import { type Owner, openConsoleAs } from "./stage/owner.ts";
import { startStandIn, type StandIn } from "./stage/stand-in.ts";

let browser: Browser;
let standIn: StandIn;
let owner: Owner;
/** What the console asked for that changes something: `POST /health/address {"by":"owner"}`. */
const sent: string[] = [];

before(async () => {
  [browser, standIn] = await Promise.all([launchChromium(), startStandIn()]);
  owner = await openConsoleAs(browser, standIn.url);
  owner.page.on("request", (request) => {
    const path = new URL(request.url()).pathname.replace("/v1/owner", "");
    if (request.method() !== "GET" && !path.startsWith("/sipnet/"))
      sent.push(`${request.method()} ${path} ${request.postData() ?? ""}`.trim());
  });
  await owner.open("#/account/health", "health-page li");
});
after(async () => {
  await browser.close();
  await standIn.close();
});

test("what isn't well comes first, with what to do", async () => {
  const titles = await owner.page.$$eval("health-page > .card > .loaded > ul > li", (rows) =>
    rows.map((row) => `${row.querySelector("h3")?.textContent}: ${row.querySelector(".pill")?.textContent}`),
  );
  assert.match(titles[0] ?? "", /SIPNET takes the key: *wrong/);
  assert.match(titles.at(-1) ?? "", /Encryption: *fine/);
  await owner.reads("Check the key, or login and password", "health-page");
  await owner.reads("SIPNET gave no answer. Look again in a minute.", "health-page");
});

test("visitors' addresses are confirmed by who sees their own, and it can be taken back", async () => {
  await owner.reads("198.51.100.7", "health-page");
  await owner.press("The address is right");
  await owner.reads("Visitors’ addresses are right.", ".notices");
  assert.equal(sent.pop(), 'POST /health/address {"by":"owner"}');
  await owner.press("Undo", ".notices");
  await owner.reads("Undone", ".notices");
  assert.equal(sent.pop(), 'POST /health/address {"by":null}');
});

test("this Worker's address is confirmed as the owner corrects it", async () => {
  await owner.fill("url", "https://phones.example.com");
  await owner.press("Confirm");
  await owner.hears("The address is confirmed.");
  assert.equal(sent.pop(), 'PUT /address {"url":"https://phones.example.com"}');
});

test("a restore says what is missing, and dialling opens only on the owner's word", async () => {
  await owner.reads("opt-outs of that time are lost", "health-page");
  const links = await owner.page.$$eval("health-page a", (all) => all.map((link) => link.getAttribute("href")));
  assert.ok(links.includes("#/calls/missed"), "the booked calls are shown the way to");
  await owner.press("I have seen it, open dialling");
  await owner.press("Cancel", "dialog");
  assert.equal(sent.length, 0);
  await owner.pressAndConfirm("I have seen it, open dialling");
  await owner.hears("Dialling is open.");
  assert.equal(sent.pop(), "POST /health/restored {}");
});

test("of the calls between backup and restore those are listed that the data don't know", async () => {
  const lost = await owner.page.$$eval("lost-calls li", (rows) => rows.length);
  const { rows } = standIn.answers.get("history") as { rows: { sources: string[] }[] };
  const wanted = rows.filter(({ sources }) => !sources.includes("ledger")).length;
  assert.ok(wanted > 0 && wanted < rows.length, "the history has calls of both kinds");
  assert.equal(lost, wanted);
});
