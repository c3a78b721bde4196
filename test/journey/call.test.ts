/** The main job: a click makes two phones ring, and the page tells the truth about it all the way. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startWorker } from "../../demo/worker.ts";
import { en } from "../support/words.ts";
import { beginJourney, type Journey, shopPhone } from "../support/journey.ts";
import { until } from "../support/until.ts";

let journey: Journey;

before(async () => {
  // As `npm start` runs it.
  journey = await beginJourney({}, startWorker);
});

after(() => journey.end());

test("a visitor clicks, types a number, both phones are answered, they talk and hang up", async () => {
  const { phones } = journey;
  const visitor = await journey.visitor();
  await visitor.press();
  await visitor.ask("8 (916) 123-45-67");
  await visitor.reads(en["owner-ringing"]);
  await phones.answer(shopPhone);
  await visitor.reads(en["owner-answered"]);
  await phones.answer("79161234567");
  await visitor.reads(new RegExp(`${en.connected}.*0:01`));
  await visitor.reads(new RegExp(`${en.connected}.*0:03`));
  await phones.hangUp("79161234567");
  await visitor.reads(new RegExp(`${en.ended}.*0:0[3-9]`));
  const [call, ...more] = await phones.callsTo("79161234567");
  assert.deepEqual(more, []);
  assert.equal(call?.operation, "gencall");
  assert.equal(call.src, shopPhone, "the owner is rung first");
  assert.equal(call.dst, "79161234567");
  await visitor.leave();
});

test("a visitor who presses twice gets one call", async () => {
  const { phones } = journey;
  const visitor = await journey.visitor();
  await visitor.press();
  const field = await visitor.page.waitForSelector("#inline >>> [part=phone]", { visible: true });
  await field?.type("+7 916 123-45-68");
  const submit = await visitor.page.waitForSelector("#inline >>> [part=submit]");
  await submit?.click({ count: 2 });
  await phones.ringing(shopPhone);
  await submit?.evaluate((button) => (button as HTMLElement).click());
  await phones.answer(shopPhone);
  await phones.answer("79161234568");
  await visitor.reads(en.connected);
  assert.equal((await phones.callsTo("79161234568")).length, 1);
  await phones.hangUp(shopPhone);
  await visitor.reads(en.ended);
  await visitor.leave();
});

test("a visitor who reloads the page during a call finds it again", async () => {
  const { phones } = journey;
  const visitor = await journey.visitor();
  await visitor.press();
  await visitor.ask("+7 916 123-45-69");
  await phones.answer(shopPhone);
  await phones.answer("79161234569");
  await visitor.reads(en.connected);
  await visitor.page.reload({ waitUntil: "domcontentloaded" });
  await until("the button to show the call", visitor.label, (text) => text.includes(en.connected));
  await phones.hangUp("79161234569");
  await until("the button to be free again", visitor.label, (text) => !text.includes(en.connected));
  assert.equal((await phones.callsTo("79161234569")).length, 1);
  await visitor.leave();
});

test("all three mechanics are rung, and the first to answer talks", async () => {
  const { phones } = journey;
  const agents = ["74957770101", "74957770102", "74957770103"];
  const visitor = await journey.visitor();
  await visitor.press("agents");
  await visitor.ask("+7 916 123-45-70", "agents");
  await phones.answer("79161234570");
  await Promise.all(agents.map(phones.ringing));
  await phones.answer("74957770102");
  await visitor.reads(en.connected, "agents");
  const [call, ...more] = await phones.callsTo("79161234570");
  assert.deepEqual(more, []);
  assert.equal(call?.operation, "genmulticall");
  assert.equal(call.src, "79161234570");
  assert.deepEqual(call.dst.split(",").toSorted(), agents);
  await phones.hangUp("74957770102");
  await visitor.reads(en.ended, "agents");
  await visitor.leave();
});

test("by hand: the dialog is closed, the phones beside the shop are answered, the button tells the call", async () => {
  const visitor = await journey.visitor();
  await visitor.press();
  await visitor.ask("+7 916 123-45-71");
  await visitor.reads(en["owner-ringing"]);
  await visitor.page.keyboard.press("Escape");
  const frame = await visitor.page.waitForFrame((one) => one.url().startsWith(`${journey.demo.sipnetUrl}/phones`));
  const press = async (name: string) => {
    const button = await frame.waitForSelector(`::-p-aria([name="${name}"][role="button"])`);
    await button?.click();
  };
  await press("Answer: +7 495 123-45-67");
  await press("Answer: +7 916 123-45-71");
  await until("the button to show the call", visitor.label, (text) => /Connected 0:0[1-9]/.test(text));
  await press("Hang up: +7 916 123-45-71");
  await until("the button to be free again", visitor.label, (text) => text === "Call us");
  await visitor.leave();
});
