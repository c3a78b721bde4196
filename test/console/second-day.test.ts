/** What the owner does later on: takes things back, carries buttons over, calls back those who were missed. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { ElementHandle } from "puppeteer-core";
import { en } from "../support/words.ts";
import { beginJourney, type Journey, shopPhone } from "../support/journey.ts";
import { type Owner, openConsoleAs } from "./stage/owner.ts";

let journey: Journey;
let owner: Owner;

before(async () => {
  journey = await beginJourney();
  owner = await openConsoleAs(journey.browser, journey.demo.workerUrl);
  await owner.signIn(journey.demo.ownerToken);
});
after(() => journey?.end());

test("a deleted button comes back with one press", async () => {
  const { open, fill, press, pressAndConfirm, hears, reads } = owner;
  await open("#/buttons/new", "button-editor");
  await fill("text", "Deleted by mistake");
  await fill("phone", "74951234567");
  await press("Save");
  await hears("The button is saved.");
  await pressAndConfirm("Delete");
  await reads("The button is deleted.", ".notices");
  await reads("Deleted at SIPNET");
  await press("Undo", ".notices");
  await hears("Undone");
  await reads("Deleted by mistake", ".rows.buttons");
});

test("buttons leave as a file, and a changed file shows what it would do before it does it", async (t) => {
  const { page, open, press, hears, reads } = owner;
  const folder = await mkdtemp(join(tmpdir(), "buttons-"));
  t.after(() => rm(folder, { recursive: true }));
  await open("#/buttons", "buttons-transfer");
  const saved = page.evaluate(
    () =>
      new Promise<string>((settle) => {
        URL.createObjectURL = (blob: Blob) => {
          void blob.text().then(settle);
          return "#";
        };
      }),
  );
  await press("Save to a file");
  await hears("The file is saved.");
  const path = join(folder, "buttons.json");
  await writeFile(path, (await saved).replace("Deleted by mistake", "Changed in the file"));
  const field = (await page.$("buttons-transfer input[type=file]")) as ElementHandle<HTMLInputElement>;
  await field.uploadFile(path);
  await reads("will be changed", "buttons-transfer");
  await press("Apply: 1 button");
  await hears("The file is applied.");
  await reads("Changed in the file", ".rows.buttons");
});

test("a number that was blocked is not called, and the check says why", async () => {
  const { open, fill, press, hears, reads } = owner;
  await open("#/safety/numbers", "quiet-numbers form");
  await fill("phone", "+7 916 123-45-90");
  await press("Never call");
  await hears("That number will not be called.");
  await open("#/safety/check", "explain-number form");
  await fill("phone", "+7 916 123-45-90");
  await press("Ask");
  await reads(/It would be refused\..*left in peace/, "explain-number");
});

test("of two who were missed one is put aside, the other called back with one press", async () => {
  const { open, press, hears, reads } = owner;
  const { phones } = journey;
  await phones.set(shopPhone, { busy: true });
  for (const number of ["+7 916 123-45-91", "+7 916 123-45-92"]) {
    const visitor = await journey.visitor();
    await visitor.press();
    await visitor.ask(number);
    await visitor.reads(en["owner-busy"]);
    await visitor.leave();
  }
  await phones.set(shopPhone, { busy: false });
  await open("#/calls/missed", "missed-calls .rows");
  await reads("79161234591", "missed-calls");
  await press("Not reached: +7916***4592");
  await hears(/You will be reminded to try again: /);
  await reads("not reached 1 time", "missed-calls");
  await press("Reached: +7916***4592");
  await hears("Noted: you have talked.");
  await press("Call back");
  await hears("Calling");
  await phones.answer(shopPhone);
  await phones.ringing("79161234591");
  await reads("Nobody was missed", "missed-calls");
});
