/** An owner's first day, from an empty account: to a first real call, to a missed one that is called back, to colleagues. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { ReceiversView } from "../../demo/receivers/receivers.ts";
import { demoBot } from "../../demo/owner.ts";
import { openConsoleAs, type Owner } from "../console/stage/owner.ts";
import { beginWithNothing, type NewOwner } from "../support/new-owner.ts";
import { until } from "../support/until.ts";
import { visit, type Visitor } from "../support/visitor.ts";
import { secrets } from "../support/workerd.ts";
import { en } from "../support/words.ts";
import { chatOf, pressIn, proofAsked, withPasskeys } from "./first-day-pages.ts";

const [ownPhone, secondPhone] = ["74951234567", "79161230001"];
const visitorPhones = ["79161234581", "79161234582", "79161234583"] as const;
const agents = { Anna: "74957770101", Boris: "74957770102", Clara: "74957770103" };

let firm: NewOwner;
let owner: Owner;
/** By its name: a passkey needs one. */
let consoleUrl: string;

before(async () => {
  firm = await beginWithNothing();
  consoleUrl = firm.workerUrl.replace("127.0.0.1", "localhost");
  owner = await openConsoleAs(firm.browser, consoleUrl);
});
after(() => firm?.end());

/** Somebody on the owner's own page, with the button that it has. */
async function visitor(): Promise<Visitor> {
  const guest = await visit(firm.browser, firm.siteUrl);
  await guest.page.evaluate(() => document.querySelector("sipnet-call-button")?.setAttribute("id", "inline"));
  return guest;
}

/** How many steps the checklist says are done, and which one is open. */
async function stepIs(done: number, current: string): Promise<void> {
  await owner.reads(`${done} of 7`, "first-steps header");
  await owner.reads(current, "first-steps .step[aria-current=step] h3");
}

test("an empty account: what is there is ticked off by itself, and the owner's own phones ring", async () => {
  await owner.signIn(secrets.ownerToken);
  await stepIs(3, "Your phone rings");
  await owner.fill("phone", "+7 495 123-45-67");
  await owner.fill("second", "+7 916 123-00-01");
  const proof = await proofAsked(owner.page);
  await owner.press("Call me");
  await owner.reads("for half an hour", "dialog[open]");
  await owner.page.type("dialog[open] input[name=token]", secrets.ownerToken);
  await owner.press("Confirm", "dialog[open]");
  await owner.hears("Calling. Pick up the first phone, then the second one.");
  assert.deepEqual(JSON.parse(await proof.sent), { token: secrets.ownerToken, setup: true });
  await proof.end();
  await firm.phones.answer(ownPhone);
  await firm.phones.answer(secondPhone);
  await until(
    "some talk",
    firm.phones.calls,
    (calls) => calls[0]?.legs.every(({ state }) => state === "answered") ?? false,
  );
  await firm.phones.hangUp(secondPhone);
  await stepIs(4, "Your site is listed");
});

test("a site, a button and its code on a page: the checklist sees each, and a visitor's first call ends it", async () => {
  const { open, fill, press, hears, reads } = owner;
  await fill("site", `${firm.siteUrl}/`);
  await press("Add the site");
  await hears("The site is added.");
  await stepIs(5, "The button’s code is on the site");
  await press("Get the code");
  await owner.page.waitForSelector("#main button-editor form");
  await fill("text", "Call the shop");
  await fill("phone", "+7 495 123-45-67");
  await owner.page.select("#main select[name=hours-kind]", "always");
  await press("Save");
  await hears("The button is saved.");
  await owner.page.waitForSelector("snippet-list pre");
  firm.site.html = `<!doctype html><html lang="en"><title>Shop</title>${await owner.page.$eval("snippet-list pre", (code) => code.textContent ?? "")}`;
  const guest = await visitor();
  await guest.press();
  await open("#/overview", "first-steps");
  await stepIs(6, "A first visitor’s call");
  await reads(`Seen on ${firm.siteUrl}`, "first-steps");
  await guest.ask(`+${visitorPhones[0]}`);
  await firm.phones.answer(ownPhone);
  await firm.phones.answer(visitorPhones[0]);
  await guest.reads(new RegExp(`${en.connected}.*0:01`));
  await firm.phones.hangUp(visitorPhones[0]);
  await guest.reads(en.ended);
  await until(
    "the checklist to go",
    () => owner.page.$("first-steps section"),
    (left) => left === null,
  );
  await guest.leave();
});

test("the provider's call reports are set up with one press", async () => {
  await owner.reads("Call reports are not set up.");
  await owner.press("Set them up");
  await owner.reads("Everything works");
});

async function told(): Promise<ReceiversView> {
  return (await (await fetch(`${firm.sipnetUrl}/receivers/seen`)).json()) as ReceiversView;
}

test("a missed call is in the owner's Telegram within five seconds, is called back from there and marked done", async () => {
  const { open, fill, press, hears, reads } = owner;
  await open("#/account/messages", "messages-page .actions");
  await press("Add a receiver");
  await fill("token", demoBot);
  await owner.page.select("#main select[name=number]", "whole");
  await press("Save");
  await hears("Saved.");
  await owner.page.click("paired-chats summary");
  await fill("phone", "+7 495 123-45-67");
  await press("Pair a chat", "paired-chats form");
  const code = await owner.page.waitForSelector("paired-chats code");
  const chat = await firm.browser.newPage();
  await chat.goto(`${firm.sipnetUrl}/receivers?lang=en`);
  await chat.type("#text", `/start ${await code?.evaluate((place) => place.textContent)}`);
  await chat.keyboard.press("Enter");
  await chatOf(chat, "will be told of here");

  const guest = await visitor();
  await guest.press();
  await guest.ask(`+${visitorPhones[1]}`);
  await firm.phones.decline(ownPhone);
  const declinedMs = Date.now();
  await chatOf(chat, `+${visitorPhones[1]}`);
  const line = (await told()).chat.find(({ text }) => text.includes(visitorPhones[1]));
  const tookMs = Date.parse(line?.at ?? "") - declinedMs;
  assert.ok(tookMs <= 5_000, `told after ${tookMs} ms`);
  await guest.leave();

  await pressIn(chat, "Call back");
  await pressIn(chat, "Yes, call");
  await firm.phones.answer(ownPhone);
  await firm.phones.answer(visitorPhones[1]);
  await firm.phones.hangUp(visitorPhones[1]);
  await pressIn(chat, "Done");
  await chatOf(chat, "Marked as done.");
  await open("#/calls/missed", "missed-calls");
  await reads("Nobody was missed in 7 days.");
  await chat.close();
});

test("of three people who are rung in turn two don't answer: the visitor hears of it and gets the third", async () => {
  const { open, fill, press, hears } = owner;
  await open("#/buttons", "buttons-transfer");
  await owner.page.click("#main .rows.buttons a");
  await owner.page.waitForSelector("#main agents-field");
  for (const [place, [name, phone]] of Object.entries(agents).entries()) {
    await press("Add a person", "agents-field");
    await owner.page.locator(`.agent:nth-of-type(${place + 1}) input:not([name])`).fill(name);
    await fill(`agents.${place}.phone`, phone);
  }
  await owner.page.select("#main select[name=ring]", "in-turn");
  await press("Save");
  await hears("The button is saved.");
  const guest = await visitor();
  await guest.press();
  await guest.ask(`+${visitorPhones[2]}`);
  await guest.reads("Anna doesn't answer, trying Boris");
  await guest.reads("Boris doesn't answer, trying Clara");
  await firm.phones.answer(agents.Clara);
  await firm.phones.answer(visitorPhones[2]);
  await guest.reads(en.connected);
  await firm.phones.hangUp(visitorPhones[2]);
  await guest.reads(en.ended);
  const dials = await firm.phones.callsTo(visitorPhones[2]);
  assert.deepEqual(
    dials.map(({ operation, src }) => [operation, src]),
    Object.values(agents).map((phone) => ["gencall", phone]),
    "each agent once, one at a time",
  );
  const rung = dials.flatMap(({ legs }) => legs.filter(({ number }) => number === visitorPhones[2]));
  assert.equal(rung.filter(({ state }) => state !== "waiting").length, 1, "the visitor is rung once");
  await guest.leave();
});

test("a manager joins by the owner's link, sees the limits and can change none", async (t) => {
  const { open, fill, press, hears } = owner;
  await open("#/account/people", "people-page form");
  await fill("name", "Maria");
  await press("Invite");
  await hears("The invitation is ready.");
  const link = await owner.page.$eval("people-page input[readonly]", (field) => (field as HTMLInputElement).value);
  const manager = await openConsoleAs(firm.browser, consoleUrl);
  t.after(manager.leave);
  await withPasskeys(manager.page);
  await manager.page.goto(link.replace("#", "?lang=en#"));
  await manager.press("Create a passkey and come in", "main");
  await manager.reads("Overview", "#main h1");

  await manager.open("#/safety", "limits-editor");
  await manager.reads("The owner sets the limits.");
  const enabled = await manager.page.$$eval("limits-editor :is(input, select, button):enabled", (all) => all.length);
  assert.equal(enabled, 0, "no field takes a change");
  await manager.pressAndConfirm("Switch all calls off");
  await manager.hears("Only an owner may do this. You are signed in as a manager.");
  await manager.reads("Calls are on.", "section.banner");
  const statuses = await manager.page.evaluate(async () => {
    const put = (body: object) =>
      fetch("/v1/owner/settings", {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    const answers = [await put({ limits: { number: { perDay: 50 } } }), await put({ panic: true })];
    return [...answers.map(({ status }) => status), (await fetch("/v1/owner/missed")).status];
  });
  assert.deepEqual(statuses, [403, 403, 200], "what a manager may do is open to her");
});

test("a stolen cookie opens the console until the token is rotated, and nothing after", async () => {
  const thief = await openConsoleAs(firm.browser, consoleUrl);
  const [cookie] = (await owner.page.browserContext().cookies()).filter(({ name }) => name === "__Host-owner");
  assert.ok(cookie, "the owner's browser has it");
  await thief.page.browserContext().setCookie(cookie);
  await thief.page.reload();
  await thief.reads("Overview", "#main h1");
  await thief.open("#/calls/missed", "missed-calls");

  await firm.rotate(`${secrets.ownerToken}-rotated`);
  await thief.press("Refresh");
  await thief.page.waitForSelector("input[name=token]");
  const status = () => thief.page.evaluate(async () => (await fetch("/v1/owner/calls")).status);
  assert.equal(await status(), 401);
  await owner.page.reload();
  await owner.signIn(`${secrets.ownerToken}-rotated`);
  assert.equal(await status(), 401, "the owner's new session is not the thief's");
  await thief.leave();
});
