/** Nobody is missed: a call that the shop let ring is in the owner's Telegram, and is called back from there. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "puppeteer-core";
import type { Habit, ReceiversView } from "../../demo/receivers/receivers.ts";
import type { ReceiversReply, TestReply } from "../../worker/contract/owner-messages.ts";
import { beginJourney, type Journey, shopPhone } from "../support/journey.ts";
import { openConsoleAs, type Owner } from "../console/stage/owner.ts";
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
  const { chat, leads, hooks, mails, pushes } = await until("all five to be told", seen, (view) => {
    const isTold = [view.leads, view.mails, view.pushes].every(({ length }) => length > 0);
    return isTold && view.hooks.some(({ type }) => type === "call.missed");
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
  for (const text of [mails[0]?.text, pushes[0]?.body])
    assert.match(text ?? "", /\+7916\*\*\*4501/, "masked, since nobody chose otherwise");

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

/** What the console's service worker has on show. */
function shown({ page }: Owner): Promise<{ title: string; body: string }[]> {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    return (await registration.getNotifications()).map(({ title, body }) => ({ title, body }));
  });
}

/** Hands something to the service worker in the push service's place. */
async function deliverer({ page }: Owner, origin: string): Promise<(data: string) => Promise<void>> {
  // What is handed to one that is still being started is lost.
  await page.waitForFunction(async () => (await navigator.serviceWorker.ready).active?.state === "activated");
  const session = await page.createCDPSession();
  const known = new Promise<string>((resolve) =>
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const ours = registrations.find(({ scopeURL, isDeleted }) => scopeURL === `${origin}/console/` && !isDeleted);
      if (ours) resolve(ours.registrationId);
    }),
  );
  await session.send("ServiceWorker.enable");
  const registrationId = await known;
  return async (data) => {
    await session.send("ServiceWorker.deliverPushMessage", { origin, registrationId, data });
  };
}

test("a browser is added at a press, and shows what is pushed; a press on it opens the missed calls", async () => {
  const { demo, browser } = journey;
  const { origin } = new URL(demo.workerUrl);
  const owner = await openConsoleAs(browser, origin);
  const context = owner.page.browserContext();
  await owner.signIn(demo.ownerToken);
  await owner.open("#/account/messages", "messages-page");
  await owner.press("Add a receiver");
  await owner.page.select("#main [name=kind]", "push");
  await owner.reads("When you save, the browser will ask for leave");
  await context.setPermission(origin, { permission: { name: "notifications" }, state: "denied" });
  await owner.press("Save");
  await owner.hears(/The browser did not allow notifications/);

  await context.setPermission(origin, { permission: { name: "notifications" }, state: "granted" });
  const { subscriber } = await seen();
  const subscription = { endpoint: `${demo.sipnetUrl}/receivers/push/browser`, keys: subscriber };
  // No push service can be reached from here: the demo's stands in for it.
  await owner.page.evaluate((given) => {
    PushManager.prototype.getSubscription = () => Promise.resolve(null);
    PushManager.prototype.subscribe = () => Promise.resolve({ toJSON: () => given } as unknown as PushSubscription);
  }, subscription);
  await owner.press("Save");
  await owner.hears("Saved.");

  const deliver = await deliverer(owner, origin);
  assert.deepEqual(await shown(owner), [], "control: nothing is shown before anything came");
  const { pushes } = await seen();
  // Handed over again until it is shown: the browser drops what comes before the worker listens. One tag is one notification.
  const [note] = await until(
    "the notification",
    () => deliver(JSON.stringify(pushes[0])).then(() => shown(owner)),
    ({ length }) => length > 0,
  );
  assert.equal(note?.title, "Пропущенный звонок");
  assert.match(note?.body ?? "", /\+7916\*\*\*4501/);
  await deliver("no JSON at all");
  await until(
    "something for what nobody can read",
    () => shown(owner),
    (notes) => notes.length === 2 && notes.some(({ title }) => title === new URL(origin).host),
  );

  const target = await context.waitForTarget((each) => each.url() === `${origin}/console/push-worker.js`);
  const opened = await (
    await target.worker()
  )?.evaluate(async () => {
    const scope = globalThis as unknown as {
      clients: { openWindow(url: string): Promise<null> };
      registration: ServiceWorkerRegistration;
      NotificationEvent: new (type: string, about: { notification?: Notification | undefined }) => Event;
    };
    const pressed = Promise.withResolvers<string>();
    scope.clients.openWindow = (url) => (pressed.resolve(url), Promise.resolve(null));
    const [notification] = await scope.registration.getNotifications();
    dispatchEvent(new scope.NotificationEvent("notificationclick", { notification }));
    return pressed.promise;
  });
  assert.equal(opened, "/console/#/calls/missed");
  assert.equal((await shown(owner)).length, 1, "what was pressed is put away");

  const { receivers } = await askOwner<ReceiversReply>("GET", "/receivers");
  const last = receivers.at(-1);
  await behave("410");
  const tried = await askOwner<TestReply>("POST", `/receivers/${last?.id}/test`);
  assert.equal(tried.why, "unsubscribed");
  await behave("well");
  await owner.open("#/account/health", "health-page");
  await owner.open("#/account/messages", "messages-page");
  await owner.reads("the browser takes no notifications any more");
  await owner.press("Change", "messages-page li:last-child");
  await owner.press("Save");
  await owner.hears("Saved.");
  const again = (await askOwner<ReceiversReply>("GET", "/receivers")).receivers.at(-1);
  assert.deepEqual([again?.id, again?.on, again?.ended], [last?.id, true, undefined]);
  await owner.leave();
});

async function askOwner<Body>(method: string, path: string): Promise<Body> {
  const headers = { authorization: `Bearer ${journey.demo.ownerToken}` };
  return (await (await fetch(`${journey.demo.workerUrl}/v1/owner${path}`, { method, headers })).json()) as Body;
}

async function behave(habit: Habit): Promise<void> {
  await fetch(`${journey.demo.sipnetUrl}/receivers/habit`, { method: "POST", body: JSON.stringify({ habit }) });
}
