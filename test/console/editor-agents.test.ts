/** Who is rung, in the editor: in which order, when, and on a phone that is proved. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { until } from "../support/until.ts";
import { type Editor, hash, openEditor } from "./stage/editor.ts";

let editor: Editor;
let owner: Editor["owner"];

before(async () => {
  editor = await openEditor();
  owner = editor.owner;
});
after(() => editor?.journey.end());

test("several people are rung in turn, in the order that keys give them, and not while they are away", async () => {
  const { page, open, press, hears } = owner;
  await open(hash, "button-editor");
  assert.equal(await page.$("#main [name=ring]"), null, "with one phone there is nothing to choose");
  for (const [index, phone] of ["+74951230001", "+74951230002"].entries()) {
    await press("Add a person");
    const inputs = await page.$$(`#main .agent:nth-of-type(${index + 1}) input:not([type=checkbox])`);
    await inputs[0]?.type(["Anna", "Boris"][index] ?? "");
    await page.locator(`#main [name="agents.${index}.phone"]`).fill(phone);
  }
  assert.equal(await page.$("#main [name=rings]"), null, "who is first follows from how they are rung");
  await page.select("#main [name=ring]", "in-turn");
  await page.focus('#main [aria-label="Up: Boris"]');
  await page.keyboard.press("Enter");
  await until(
    "Boris first",
    () => page.$$eval("#main .agent input:not([type=checkbox])", ([name]) => (name as HTMLInputElement).value),
    (name) => name === "Boris",
  );
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("aria-label")), "Down: Boris");
  await page.locator("#main .agent:nth-of-type(2) [type=checkbox]").click();
  await press("Save");
  await hears("The button is saved.");
  const { agents, ring } = await editor.kept();
  assert.equal(ring, "in-turn");
  assert.deepEqual(
    agents.map(({ name, away }) => [name, away]),
    [
      ["Boris", undefined],
      ["Anna", true],
    ],
  );
});

test("people are drawn into another order, have hours of their own and come back at a time", async () => {
  const { page, open, press, hears, reads } = owner;
  await open(hash, "button-editor");
  await reads("there now", ".agent:nth-of-type(1)");
  await reads("not rung now", ".agent:nth-of-type(2)");
  const handles = await page.$$("#main .agent .handle");
  const [from, to] = [await handles[0]?.boundingBox(), await handles[1]?.boundingBox()];
  assert.ok(from && to);
  await page.mouse.move(from.x + 5, from.y + 5);
  await page.mouse.down();
  await page.mouse.move(to.x + 5, to.y + 5, { steps: 5 });
  await page.mouse.up();
  await until(
    "Anna first",
    () => page.$$eval("#main .agent input:not([type=checkbox])", ([name]) => (name as HTMLInputElement).value),
    (name) => name === "Anna",
  );
  await page.$eval('#main [name="agents.0.away"]', (field) => {
    (field as HTMLInputElement).value = "2031-01-02T09:30";
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await page.select('#main [name="agents.1.hours-kind"]', "weekly");
  await press("Save");
  await hears("The button is saved.");
  const [anna, boris] = (await editor.kept()).agents;
  // In the owner's zone, which is Moscow's unless they say otherwise.
  assert.deepEqual([anna?.name, anna?.away], ["Anna", "2031-01-02T06:30:00.000Z"]);
  const week = typeof boris?.hours === "object" ? boris.hours?.week : undefined;
  assert.deepEqual([boris?.name, boris?.away, week?.mon], ["Boris", undefined, [["09:00", "18:00"]]]);
});

test("an agent's phone is proved by the code that SIPNET texts it, after it was said what that does", async () => {
  const { page, open, press, hears, reads } = owner;
  await open(hash, "button-editor");
  await press("Code by text: Anna");
  await reads("Three codes a day", "dialog.confirm");
  await page.click("dialog[open] button[value=yes]");
  await hears("The code is on its way.");
  const code = await editor.journey.phones.codeSentTo("74951230001");
  await page.type("phone-proofs .code", "0000");
  await press("Confirm", "phone-proofs");
  await hears(/SIPNET/);
  await page.$eval("phone-proofs .code", (field) => ((field as HTMLInputElement).value = ""));
  await page.type("phone-proofs .code", code);
  await press("Confirm", "phone-proofs");
  await hears("The phone is proved.");
  await reads(/Anna\s*proved/, "phone-proofs");

  await press("Code by call: Boris");
  await reads("on a landline too", "dialog.confirm");
  await page.click("dialog[open] button[value=yes]");
  await reads("Code for +74951230002", "phone-proofs");
  await press("Don’t prove it", "phone-proofs");
});
