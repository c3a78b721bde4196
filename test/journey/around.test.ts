/** A visitor looks around while they are called: other pages, other tabs, a browser that knows their number. One call in all. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { en, ru } from "../../widget/words/messages.ts";
import { beginJourney, type Journey, shopPhone } from "../support/journey.ts";
import { until } from "../support/until.ts";
import type { Visitor } from "../support/visitor.ts";

let journey: Journey;

before(async () => {
  journey = await beginJourney();
});

after(() => journey.end());

/** Waits until the shop's own button says so, or no more. */
const shows = (words: string, { label }: Visitor, shown = true) =>
  until(`the button to ${shown ? "say" : "stop saying"} "${words}"`, label, (text) => text.includes(words) === shown);

const kept = ({ page }: Visitor) => page.evaluate(() => Object.entries(sessionStorage));

async function connect(visitor: Visitor, phone: string): Promise<void> {
  await visitor.press();
  await visitor.ask(`+${phone}`);
  await journey.phones.answer(shopPhone);
  await journey.phones.answer(phone);
  await visitor.reads(en.connected);
}

test("a visitor who goes on to another page of the shop finds the call there", async () => {
  const { phones, demo } = journey;
  const phone = "79161234581";
  const visitor = await journey.visitor();
  await connect(visitor, phone);
  await visitor.page.goto(`${demo.demoUrl}/?lang=ru`, { waitUntil: "domcontentloaded" });
  await shows(ru.connected, visitor);
  const storage = JSON.stringify(await kept(visitor));
  assert.ok(!storage.includes(phone.slice(1)), "no number is kept");
  await visitor.page.goBack({ waitUntil: "domcontentloaded" });
  await shows(en.connected, visitor);
  await phones.hangUp(phone);
  await shows(en.connected, visitor, false);
  assert.deepEqual(await kept(visitor), []);
  assert.equal((await phones.callsTo(phone)).length, 1);
  await visitor.leave();
});

test("every tab shows the one call, whether it was open before or opened since, and its end", async () => {
  const { phones, demo } = journey;
  const phone = "79161234582";
  const url = `${demo.demoUrl}/?lang=en`;
  const visitor = await journey.visitor();
  const older = await visitor.tab(url);
  await older.page.waitForSelector("#inline >>> [part=button]", { visible: true });
  await visitor.page.bringToFront();
  await connect(visitor, phone);
  const younger = await visitor.tab(url);
  for (const tab of [older, younger]) {
    await tab.page.bringToFront();
    await shows(en.connected, tab);
    await tab.page.locator("#inline >>> [part=button]").click();
    await tab.reads(en.connected);
    const field = await tab.page.$("#inline >>> [part=phone]");
    assert.ok(!(await field?.isVisible()), "no way to ask for a second call");
  }
  await phones.hangUp(phone);
  for (const tab of [visitor, older, younger]) {
    await tab.reads(en.ended);
    assert.deepEqual(await kept(tab), []);
  }
  assert.equal((await phones.callsTo(phone)).length, 1);
  await visitor.leave();
});

test("a tab may be closed in mid-call: another one goes on showing it", async () => {
  const { phones, demo } = journey;
  const phone = "79161234583";
  const visitor = await journey.visitor();
  const other = await visitor.tab(`${demo.demoUrl}/?lang=en`);
  await visitor.page.bringToFront();
  await connect(visitor, phone);
  await visitor.page.close();
  await shows(en.connected, other);
  await phones.hangUp(phone);
  await shows(en.connected, other, false);
  await other.leave();
});

test("a number that the browser fills in is the number that is called", async () => {
  const { phones } = journey;
  const visitor = await journey.visitor();
  await visitor.press();
  const field = await visitor.page.$("#inline >>> [part=phone]");
  const address = {
    NAME_FULL: "Анна Иванова",
    PHONE_HOME_WHOLE_NUMBER: "+7 916 123-45-84",
    ADDRESS_HOME_COUNTRY: "RU",
  };
  await field?.autofill({ address: { fields: Object.entries(address).map(([name, value]) => ({ name, value })) } });
  const filled = () => visitor.page.$eval("#inline >>> [part=phone]", (one) => one.matches(":autofill"));
  await until("the browser to fill the field", filled, Boolean);
  await visitor.page.locator("#inline >>> [part=submit]").click();
  await phones.answer(shopPhone);
  await phones.answer("79161234584");
  await visitor.reads(en.connected);
  await phones.hangUp("79161234584");
  await visitor.leave();
});
