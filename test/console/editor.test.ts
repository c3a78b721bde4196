/** The editor loses nothing: reload, another language, the end of a session, another window, a mistake in a closed part. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ru } from "../support/words.ts";
import { until } from "../support/until.ts";
import { type Editor, hash, openEditor } from "./stage/editor.ts";

let editor: Editor;
let owner: Editor["owner"];

before(async () => {
  editor = await openEditor();
  owner = editor.owner;
});
after(() => editor?.journey.end());

const valueOf = (name: string) =>
  owner.page.$eval(`#main [name="${name}"]`, (field) => (field as HTMLInputElement).value);

test("what was typed outlives leaving, a reload, another language and the end of the session", async () => {
  const { page, open, fill, reads } = owner;
  await open(hash, "button-editor");
  await fill("text", "Half a thought");
  await reads("Not saved: 1 field", ".save-bar");
  await open("#/overview", "live-calls");
  await open(hash, "button-editor");
  assert.equal(await valueOf("text"), "Half a thought", "after leaving");
  await page.reload();
  await page.waitForSelector("#main button-editor");
  assert.equal(await valueOf("text"), "Half a thought", "after a reload");
  await page.goto(`${editor.journey.demo.workerUrl}/console/?lang=ru${hash}`);
  await page.waitForSelector("#main button-editor");
  assert.equal(await valueOf("text"), "Half a thought", "in another language");
  await page.goto(`${editor.journey.demo.workerUrl}/console/?lang=en${hash}`);
  await page.waitForSelector("#main button-editor");
  await fetch(`${editor.journey.demo.workerUrl}/v1/owner/sessions`, { method: "DELETE", headers: editor.headers });
  await owner.press("Save");
  await page.waitForSelector("sign-in-view input[name=token]");
  await owner.signIn(editor.journey.demo.ownerToken);
  await page.waitForSelector("#main button-editor");
  assert.equal(await valueOf("text"), "Half a thought", "after the session's end");
  await owner.press("Save");
  await owner.hears("The button is saved.");
  assert.equal((await editor.kept()).text, "Half a thought");
  await reads("Everything is saved", ".save-bar");
});

test("another window's change of the same field is shown side by side; of another one it stays", async () => {
  const { fill, press, reads, hears } = owner;
  await fill("text", "From here");
  await editor.elsewhere({ text: "From there", consent: "I agree" });
  await press("Save");
  await reads("another window", ".conflict");
  await reads("From there", ".conflict");
  await reads("From here", ".conflict");
  await press("Dismiss message", ".notices");
  await press("Keep mine");
  await hears("The button is saved.");
  const { text, consent } = await editor.kept();
  assert.deepEqual([text, consent], ["From here", "I agree"]);
});

test("a mistake in a closed part opens it, says its own words, and takes nothing along", async () => {
  const { page, press, reads, hears } = owner;
  await page.$eval("#main [name=limit-perHour]", (field) => {
    (field as HTMLInputElement).value = "-1";
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
  assert.equal(await page.$eval("details.more", (part) => part.hasAttribute("open")), false);
  await press("Save");
  await hears("Not saved: mend what is marked.");
  await reads("From 0 to 1000000.", "#error-limit-perHour");
  const [isOpen, focused] = await page.evaluate(() => [
    document.querySelector("details.more")?.hasAttribute("open"),
    document.activeElement?.getAttribute("name"),
  ]);
  assert.deepEqual([isOpen, focused], [true, "limit-perHour"]);
  await press("Discard");
  await reads("Everything is saved", ".save-bar");
});

test("a phone that can't be read has the Worker's words beside it, and what SIPNET can’t take now is shown as waiting", async () => {
  const { page, fill, press, reads, hears } = owner;
  await press("Add a person");
  await page.locator('#main [name="agents.0.phone"]').fill("12345");
  await press("Save");
  await hears("Not saved: mend what is marked.");
  await reads(/digits|number/i, '[id="error-agents.0.phone"]');
  await press("Discard");
  await fill("text", "While SIPNET sleeps");
  await editor.journey.phones.cause({ webbuttons: "503-before" });
  await press("Save");
  await hears("Saved. It will be written to SIPNET when SIPNET answers.");
  await reads("will be saved when SIPNET answers", ".save-bar");
  assert.equal(await valueOf("text"), "While SIPNET sleeps", "shown as what waits");
  await editor.journey.phones.mend();
  const sync = `${editor.journey.demo.workerUrl}/v1/owner/sync`;
  await fetch(sync, { method: "POST", headers: editor.headers, body: "{}" });
  const { text, sync: mark } = await editor.kept();
  assert.deepEqual([text, mark.state], ["While SIPNET sleeps", "synced"]);
});

test("a day off is picked from a calendar, and a year of six digits is said to be wrong beside it", async () => {
  const { page, press, reads, hears } = owner;
  await page.select("#main [name=hours-kind]", "weekly");
  await page.waitForSelector("#main [name=hours-holiday]");
  const pick = (day: string) =>
    page.$eval("#main [name=hours-holiday]", (field, value) => ((field as HTMLInputElement).value = value), day);
  await pick("202700-01-02");
  await press("Add a day off");
  await reads(/year|Fill/, "#holiday-mistake");
  await pick("2027-01-02");
  await press("Add a day off");
  await reads("January 2, 2027", ".chips");
  await page.select("#main [name=hours-zone]", "Asia/Omsk");
  await press("Save");
  await hears("The button is saved.");
  const { hours } = await editor.kept();
  assert.deepEqual(hours && typeof hours === "object" && [hours.zone, hours.holidays], ["Asia/Omsk", ["2027-01-02"]]);
});

test("the preview shows button, sheet, consent and closed state on light and dark; nothing of it dials", async () => {
  const { page, open, press, reads } = owner;
  await open(hash, "button-editor");
  const { consent } = await editor.kept();
  const seen = () =>
    page.$$eval("button-preview .page", (panes) =>
      panes.map((pane) => {
        const root = pane.querySelector("sipnet-call-button")?.shadowRoot;
        const text = root?.querySelector<HTMLElement>("dialog[open]")?.innerText.replace(/\s+/g, " ");
        const chips = root?.querySelectorAll(".chip").length ?? 0;
        return { theme: getComputedStyle(pane).colorScheme, text: text ?? "", chips };
      }),
    );
  const inBoth = async (what: string, fits: (pane: { text: string; chips: number }) => boolean): Promise<void> => {
    const panes = await until(`the preview of ${what}`, seen, (now) => now.length === 2 && now.every(fits));
    assert.deepEqual(
      panes.map(({ theme }) => theme),
      ["light", "dark"],
    );
  };
  await until("the button alone", seen, (panes) => panes.length === 3 && panes.every(({ text }) => text === ""));
  const asked: string[] = [];
  page.on("request", (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  await press("Sheet", "button-preview");
  await inBoth("the sheet", ({ text }) => text.includes(ru.later) && text.includes(consent ?? "?"));
  await press("Consent", "button-preview");
  await inBoth("a consent not given", ({ text }) => text.includes(ru["consent-required"]));
  await press("Closed", "button-preview");
  await inBoth("the closed state", ({ text, chips }) => text.includes(ru.closed) && chips > 1);
  await page.evaluate(async () => {
    for (const button of document.querySelectorAll("button-preview sipnet-call-button")) {
      for (const part of button.shadowRoot?.querySelectorAll<HTMLElement>("button, [type=radio]") ?? []) part.click();
      await (button as HTMLElement & { call(phone: string): Promise<void> }).call("+79161234567");
    }
  });
  await press("Sheet", "button-preview");
  await inBoth("the sheet again", ({ text }) => text.includes(ru.later));
  const foreign = asked.filter((each) => !/^GET (\/v1\/owner\/|\/console\/)/.test(each));
  assert.deepEqual(foreign, []);
  await page.select("#main [name=hours-kind]", "always");
  await press("Closed", "button-preview");
  await reads("round the clock", "button-preview");
  await press("Discard");
  await reads("Everything is saved", ".save-bar");
});

test("a site is added and shown as what it becomes; one that is none is said so beside the field", async () => {
  const { open, fill, press, hears, reads } = owner;
  await open("#/buttons/sites", "sites-page .rows");
  await fill("site", "https://*.shop.example");
  await press("Add");
  await reads("a star won't do", "#error-site");
  await fill("site", "магазин.рф/");
  await press("Add");
  await hears("The site is added.");
  await reads("https://xn--80aairftm.xn--p1ai", "sites-page");
});

test("in three windows one stream is open, and what it tells shows in all", async () => {
  await owner.open("#/overview", "live-calls");
  const others = await Promise.all([1, 2].map(() => owner.page.browserContext().newPage()));
  for (const page of others) {
    await page.goto(`${editor.journey.demo.workerUrl}/console/?lang=en#/overview`);
    await page.waitForSelector("#main live-calls");
  }
  const live = () => Promise.all(others.map((page) => page.$eval("live-calls .pill", (pill) => pill.textContent)));
  await until("the others to hear of the stream", live, (said) => said.every((text) => text === "live"));
  for (const page of others) await page.close();
});
