/** When something is broken or used up, the visitor hears it in words and keeps the shop's number. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { en } from "../support/words.ts";
import { beginJourney, type Journey, shopPhone } from "../support/journey.ts";

let journey: Journey;

before(async () => {
  // One call an hour to a number, and every other limit as in real life.
  journey = await beginJourney({ limits: JSON.stringify({ number: { perHour: 1, gapS: 0 } }) });
});

after(() => journey.end());

test(
  "the provider never tells how a call goes: polling alone ends in the same state",
  { timeout: 300_000 },
  async () => {
    const { phones } = journey;
    await phones.cause({ webhook: "webhook-lost" });
    const visitor = await journey.visitor();
    await visitor.press();
    await visitor.ask("+7 916 123-10-01");
    await phones.answer(shopPhone);
    await phones.answer("79161231001");
    await visitor.reads(en.connected);
    await phones.hangUp("79161231001");
    await visitor.reads(en.ended);
    await phones.mend();
    await visitor.leave();
  },
);

test("a number that was called enough is told to wait, and is not called", async () => {
  const { phones } = journey;
  const visitor = await journey.visitor();
  await visitor.press();
  await visitor.ask("+7 916 123-10-01");
  await visitor.reads(en["too-many-calls"]);
  assert.equal((await phones.callsTo("79161231001")).length, 1, "only the call of before");
  await visitor.leave();
});

test("the provider refuses every call: the visitor is told that it did not go through", async () => {
  const { phones } = journey;
  await phones.cause({ gencall: "error-object" });
  const visitor = await journey.visitor();
  await visitor.press();
  await visitor.ask("+7 916 123-10-02");
  await visitor.reads(en.failed);
  assert.deepEqual(await phones.callsTo("79161231002"), []);
  await phones.mend();
  await visitor.leave();
});

test("the provider is down: the visitor is asked not to press again, and nothing is dialled twice", async () => {
  const { phones } = journey;
  await phones.cause({ "*": "reset-before-placing" });
  const visitor = await journey.visitor();
  await visitor.press();
  await visitor.ask("+7 916 123-10-03");
  await visitor.reads(en.unknown);
  const link = await visitor.page.waitForSelector('#inline >>> dialog a[href="tel:+74951234567"]', { visible: true });
  assert.ok(link, "the shop's own number stays at hand");
  const dials = (await phones.requests()).filter(({ params }) => params.dstphone === "79161231003");
  assert.equal(dials.length, 1);
  await phones.mend();
  await visitor.leave();
});
