/** The owner's first day, from sign-in to sign-out, against the Worker and the simulator. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { en } from "../../widget/words/messages.ts";
import { beginJourney, type Journey } from "../support/journey.ts";
import { until } from "../support/until.ts";
import { type Owner, openConsoleAs } from "./stage/owner.ts";

const mobile = "79160000777";
let journey: Journey;
let owner: Owner;
/** Of the button that is added first and used all day. */
let cid: string;

before(async () => {
  journey = await beginJourney();
  owner = await openConsoleAs(journey.browser, journey.demo.workerUrl);
});
after(() => journey?.end());

test("a wrong token is refused in words, the right one lets the owner in", async () => {
  const { page, press, reads, signIn } = owner;
  await page.locator("input[name=token]").fill("not-the-token");
  await press("Sign in", "form");
  await reads("Wrong token", "form");
  await signIn(journey.demo.ownerToken);
  await reads("Everything works");
  await reads(/₽1,\d{3}\.\d\d/);
});

test("the owner adds a button, and a site that pastes its snippet has it", async () => {
  const { page, open, fill, press, hears } = owner;
  await open("#/buttons/new", "button-editor");
  await fill("text", "Ask the owner");
  await fill("phone", "+7 495 123-45-67");
  await fill("color", "#7a2dbd");
  await press("Save");
  await hears("The button is saved.");
  await page.waitForSelector("snippet-list pre");
  cid = await page.evaluate(() => location.hash.split("/")[2] ?? "");
  assert.match(cid, /^[A-Z\d]{32}$/);
  const snippet = await page.$eval("snippet-list pre", (place) => place.textContent ?? "");
  assert.ok(
    snippet.startsWith(`<link rel="preload" as="fetch" crossorigin href="${journey.demo.workerUrl}/v1/buttons/${cid}">
<script type="module" src="${journey.demo.workerUrl}/widget.js"></script>`),
  );
  const kinds = await page.$$eval("snippet-list option", (options) => options.map(({ value }) => value));
  assert.ok(kinds.includes("HTML with the script’s hash"));
  await page.select("snippet-list select", "HTML with the script’s hash");
  await page.waitForFunction(() =>
    /integrity="sha384-[\w+/]{64}"/.test(document.querySelector("snippet-list pre")?.textContent ?? ""),
  );
  const shown = await showOnSite();
  assert.deepEqual(shown, { text: "Ask the owner", color: "rgb(122, 45, 189)" });
});

test("a colour changed in SIPNET's cabinet arrives in the console and on the site", async () => {
  await changeInCabinet({ color: "#b3261e", text: "Ask the owner" });
  await owner.open("#/buttons", "buttons-transfer");
  await owner.press("Compare with SIPNET");
  await owner.hears("Compared with SIPNET.");
  await owner.open(`#/buttons/${cid}`, "button-editor");
  assert.equal(await owner.page.$eval("[name=color]", (field) => (field as HTMLInputElement).value), "#b3261e");
  assert.equal((await showOnSite()).color, "rgb(179, 38, 30)");
});

test("a button changed on both sides is shown side by side, and the owner keeps theirs", async () => {
  const { open, fill, press, hears, reads } = owner;
  await open(`#/buttons/${cid}`, "button-editor");
  await changeInCabinet({ color: "#b3261e", text: "Changed in the cabinet" });
  await fill("text", "Changed in the console");
  await press("Save");
  await reads("Changed in the cabinet", ".conflict");
  await reads("Changed in the console", ".conflict");
  await press("Dismiss message", ".notices");
  await press("Keep mine");
  await hears("The button is saved.");
  const updates = (await journey.phones.requests()).filter(({ params }) => params["action"] === "update");
  assert.equal(updates.at(-1)?.params["text"], "Changed in the console");
});

test("a visitor's call is live on the overview, then in the history with its recording playing", async () => {
  const { page, open, reads } = owner;
  await open("#/overview", "live-calls");
  const visitor = await journey.visitor();
  await visitor.press();
  await visitor.ask("+7 916 123-45-60");
  await reads("+7916***4560", "live-calls");
  await journey.phones.answer("74951234567");
  await journey.phones.answer("79161234560");
  await visitor.reads(en.connected);
  await reads("Talking", "live-calls");
  await until(
    "some talk",
    () => visitor.status(),
    (text) => text.includes("0:02"),
  );
  await journey.phones.hangUp("79161234560");
  await visitor.reads(en.ended);
  await reads("Talked", "live-calls");
  await visitor.leave();
  await open("#/calls/history", "virtual-rows");
  await page.type("input[type=search]", "79161234560");
  await page.waitForSelector("virtual-rows .play");
  await page.click("virtual-rows .play");
  await page.waitForFunction(() => (document.querySelector("audio")?.currentTime ?? 0) > 0.2, { timeout: 20_000 });
  const seeked = await page.evaluate(async () => {
    const audio = document.querySelector("audio");
    if (!audio) return -1;
    audio.currentTime = audio.duration / 2;
    await new Promise((settle) => audio.addEventListener("seeked", settle, { once: true }));
    return audio.currentTime / audio.duration;
  });
  assert.ok(seeked > 0.4, `seeks within the recording: ${seeked}`);
});

test("the owner proves a number by the code it receives, and makes it the usual one", async () => {
  const { open, fill, press, hears, reads } = owner;
  await open("#/account/numbers", "numbers-page form");
  await fill("phone", mobile);
  await press("Send the code");
  await hears("The code is on its way.");
  await fill("code", await codeFor(mobile));
  await press("Confirm");
  await hears("The number is added.");
  await reads(mobile);
  await press("Make it the usual one");
  await hears("The usual number is changed.");
});

test("the owner forwards calls that nobody answers", async () => {
  const { open, fill, press, hears } = owner;
  await open("#/account/forwarding", "forwarding-page form");
  await fill("redirtype", "2");
  await fill("noanswer", "79160000001");
  await fill("waitanswer", "20s");
  await press("Save");
  await hears("Forwarding is saved.");
  const last = (await journey.phones.requests()).findLast(({ params }) => params["action"] === "set");
  assert.equal(last?.params["noanswer"], "79160000001");
});

test("with the panic switch on nobody is called; one press takes it back", async () => {
  const { open, pressAndConfirm, press, reads, hears } = owner;
  await open("#/safety", "limits-editor");
  await pressAndConfirm("Switch all calls off");
  await reads("Calls are off.", "section.banner");
  const visitor = await journey.visitor();
  // The record is closed as well: a page that comes now keeps the phone link and asks for no number.
  await visitor.page.waitForSelector("#inline a[href^='tel:']", { visible: true });
  const record = `${journey.demo.workerUrl}/v1/buttons/${cid}`;
  const isOpen = await visitor.page.evaluate(
    async (url) => ((await (await fetch(url)).json()) as { open: boolean }).open,
    record,
  );
  assert.equal(isOpen, false);
  await visitor.leave();
  await press("Undo", ".notices");
  await hears("Undone");
  await reads("Calls are on.", "section.banner");
});

test("what the owner did is on record, and after signing out nothing is shown", async () => {
  const { page, open, reads, press } = owner;
  await open("#/account/log", "log-page .rows");
  await reads("changed settings");
  await press("Sign out", ".side");
  await page.waitForSelector("input[name=token]");
  const status = await page.evaluate(async () => (await fetch("/v1/owner/calls")).status);
  assert.equal(status, 401);
});

/** A page of the shop with the new button on it, as a snippet would put it there. */
async function showOnSite(): Promise<{ text: string; color: string }> {
  const visitor = await journey.visitor();
  await visitor.page.setCacheEnabled(false);
  await visitor.page.evaluate((button) => {
    const element = document.createElement("sipnet-call-button");
    element.setAttribute("button", button);
    element.id = "added";
    document.body.append(element);
  }, cid);
  const place = await visitor.page.waitForSelector("#added >>> [part=button]");
  const shown = await place?.evaluate((button) => ({
    text: button.textContent?.trim() ?? "",
    color: getComputedStyle(button).backgroundColor,
  }));
  await visitor.leave();
  return shown ?? { text: "", color: "" };
}

/** What SIPNET's own cabinet would do: the record changes there and nobody tells us. */
async function changeInCabinet(fields: Record<string, string>): Promise<void> {
  const body = {
    login: "demo",
    password: "demo",
    operation: "webbuttons",
    action: "update",
    cid,
    phone: "74951234567",
    ...fields,
  };
  const response = await fetch(`${journey.demo.sipnetUrl}/api.php`, { method: "POST", body: JSON.stringify(body) });
  assert.equal(((await response.json()) as { status: string }).status, "success");
}

async function codeFor(number: string): Promise<string> {
  type Phone = { number: string; messages: { text: string }[] };
  const response = await fetch(`${journey.demo.sipnetUrl}/sim/phones`);
  const phones = (await response.json()) as Phone[];
  const text = phones.find((phone) => phone.number === number)?.messages.at(-1)?.text ?? "";
  return /\d{4}/.exec(text)?.[0] ?? "";
}
