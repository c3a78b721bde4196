/** Nobody is missed: a call that the shop let ring is in the owner's Telegram, and is called back from there. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "puppeteer-core";
import type { ReceiversView } from "../../demo/receivers/receivers.ts";
import { beginJourney, type Journey, shopPhone } from "../support/journey.ts";
import { until } from "../support/until.ts";

const visitorPhone = "79161234501";
let journey: Journey;

before(async () => {
  journey = await beginJourney();
});

after(() => journey.end());

async function seen(): Promise<ReceiversView> {
  return (await (await fetch(`${journey.demo.sipnetUrl}/receivers/seen`)).json()) as ReceiversView;
}

/** The words of the chat, as a person sees them. */
function chatOf(page: Page): Promise<string> {
  return page.$eval("#chat", (list) => (list as HTMLElement).innerText);
}

async function press(page: Page, name: string): Promise<void> {
  const button = await page.waitForSelector(`::-p-aria([name="${name}"][role="button"])`);
  await button?.click();
}

test("a missed call arrives in Telegram within five seconds, is called back from there and marked", async () => {
  const { phones, demo, browser } = journey;
  const page = await browser.newPage();
  await page.goto(`${demo.sipnetUrl}/receivers?lang=ru`);
  await until(
    "the chat to be paired",
    () => chatOf(page),
    (text) => text.includes("сюда будут приходить звонки"),
  );
  const visitor = await journey.visitor();
  await visitor.press();
  await visitor.ask(`+${visitorPhone}`);
  await phones.decline(shopPhone);
  const missed = await until(
    "the missed call in the chat",
    () => chatOf(page),
    (text) => text.includes("Пропущенный"),
  );
  assert.match(missed, /\+79161234501/);
  const { chat, leads, hooks, mails } = await until("all four to be told", seen, (view) => {
    return view.leads.length > 0 && view.mails.length > 0 && view.hooks.some(({ type }) => type === "call.missed");
  });
  const told = chat.find(({ text }) => text.startsWith("Пропущенный"));
  const hook = hooks.find(({ type }) => type === "call.missed");
  const overAt = (hook?.body as { timestamp: string } | undefined)?.timestamp ?? "";
  assert.ok(Date.parse(told?.at ?? "") - Date.parse(overAt) <= 5_000, "five seconds after its end was confirmed");
  assert.deepEqual(
    leads.map(({ phone }) => phone),
    ["+79161234501"],
  );

  assert.match(mails[0]?.subject ?? "", /^Пропущенный звонок/);
  assert.match(mails[0]?.text ?? "", /\+7916\*\*\*4501/, "masked, since nobody chose otherwise");

  await press(page, "Перезвонить");
  await press(page, "Да, позвонить");
  await phones.answer(shopPhone);
  await phones.answer(visitorPhone);
  await until(
    "the bot to say that it calls",
    () => chatOf(page),
    (text) => text.includes("Звоним: сначала вам"),
  );
  const calls = await phones.callsTo(visitorPhone);
  assert.deepEqual(
    calls.map(({ src }) => src),
    [shopPhone, shopPhone],
    "the owner's own phone was rung first",
  );
  await phones.hangUp(visitorPhone);

  await press(page, "Готово");
  await until(
    "the bot to say that it is marked",
    () => chatOf(page),
    (text) => text.includes("Отмечено"),
  );
  const authorization = `Bearer ${demo.ownerToken}`;
  const answer = await fetch(`${demo.workerUrl}/v1/owner/missed`, { headers: { authorization } });
  assert.deepEqual(await answer.json(), { missed: [] });
  await visitor.leave();
});
