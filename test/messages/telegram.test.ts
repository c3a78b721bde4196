/** Telegram: who may pair a chat, what the buttons do, and for whom. The bot's updates come as Telegram pushes them. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Pairing, Receiver } from "../../worker/contract/owner-messages.ts";
import { hand } from "../stand-ins/hand-clock.ts";
import { Firm, type Said } from "./office.ts";

const token = "100001:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const minuteMs = 60_000;
const [anna, stranger] = [7_001, 7_002];
const ownPhone = "+74957770101";
const visitorPhone = "+79161234567";

let firm: Firm;
let bot: Receiver | undefined;
let updates = 0;

beforeEach(async () => {
  firm = new Firm();
  firm.telegram.reply = ({ url }) => {
    const result = url.endsWith("/getMe") ? { id: 100_001, username: "shop_bot" } : { message_id: 1 };
    return Response.json({ ok: true, result });
  };
  [bot] = await firm.tell({ kind: "telegram", token, number: "whole" });
});

function requests<Body>(method: string): Body[] {
  const asked = firm.telegram.heard.filter(({ url }) => url === `https://api.telegram.org/bot${token}/${method}`);
  return asked.map(({ body }) => JSON.parse(body) as Body);
}

const said = () => requests<Said>("sendMessage");
const lastSaid = () => said().at(-1)?.text ?? "";

/** The button of that name below the latest message that has it. */
function button(name: string): string {
  const rows = said().flatMap(({ reply_markup: markup }) => markup?.inline_keyboard.flat() ?? []);
  const found = rows.findLast(({ text }) => text === name);
  assert.ok(found, `a button "${name}"`);
  return found.callback_data;
}

/** Telegram sends an update to where it was told to, with the header it was given. */
async function push(update: object, header?: string): Promise<number> {
  const [hook] = requests<{ url: string; secret_token: string }>("setWebhook");
  const response = await firm.worker.request(new URL(hook?.url ?? "").pathname, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "cf-connecting-ip": "149.154.167.1",
      "x-telegram-bot-api-secret-token": header ?? hook?.secret_token ?? "",
    },
    body: JSON.stringify({ update_id: (updates += 1), ...update }),
  });
  await firm.worker.passTime(1_000);
  return response.status;
}

const chatOf = (id: number, type = "private") => ({ id, type });
const write = (id: number, text: string, type?: string) =>
  push({ message: { message_id: 1, from: { id }, chat: chatOf(id, type), text } });
const press = (id: number, data: string, from = id) =>
  push({ callback_query: { id: "1", from: { id: from }, message: { message_id: 1, chat: chatOf(id) }, data } });

async function pair(id = anna, phone: string | null = ownPhone): Promise<void> {
  const { body } = await firm.ask<Pairing>("POST", `/receivers/${bot?.id}/pairing`, phone === null ? {} : { phone });
  assert.match(body.code, /^[A-Z\d]{8}$/);
  await write(id, `/start ${body.code}`);
}

test("the owner sees the bot's name, and never its token", async () => {
  assert.equal(bot?.place, "@shop_bot");
  const shown = JSON.stringify((await firm.ask("GET", "/receivers")).body);
  assert.ok(!shown.includes(token));
});

test("a bot that Telegram does not know is refused in words", async () => {
  firm.telegram.reply = () =>
    Response.json({ ok: false, error_code: 401, description: "Unauthorized" }, { status: 401 });
  const { status, body } = await firm.ask<{ detail: string }>("PUT", "/receivers", {
    receivers: [{ kind: "telegram", token: "100001:BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB" }],
  });
  assert.equal(status, 400);
  assert.match(body.detail, /key or password|ключ или пароль/);
});

test("a missed call is called back from the chat: the person's own phone first, then the visitor's", async () => {
  await pair();
  await firm.miss(visitorPhone);
  assert.match(lastSaid(), /\+79161234567/);
  await press(anna, button("Перезвонить"));
  assert.match(lastSaid(), /^Позвонить \+79161234567\?/);
  assert.equal(firm.provider.placed.length, 1, "nothing rings before the yes");
  await press(anna, button("Да, позвонить"));
  const [, back] = firm.provider.placed;
  assert.deepEqual([back?.src, back?.dst], [ownPhone.slice(1), visitorPhone.slice(1)]);
  assert.match(lastSaid(), /^Звоним/);
  await press(anna, button("Готово"));
  assert.equal(lastSaid(), "Отмечено: готово.");
  assert.deepEqual((await firm.ask("GET", "/missed")).body, { missed: [] });
});

test("a button is good once, and for nobody else", async () => {
  await pair();
  await firm.miss(visitorPhone);
  const yes = async () => {
    await press(anna, button("Перезвонить"));
    return button("Да, позвонить");
  };
  const data = await yes();
  await press(stranger, data);
  await press(anna, data, stranger);
  assert.equal(firm.provider.placed.length, 1, "neither a stranger's chat nor a stranger in the chat");
  await press(anna, data);
  await press(anna, data);
  await press(anna, data);
  assert.equal(firm.provider.placed.length, 2);
});

test("a button is worth nothing after a day", async () => {
  await pair();
  await firm.miss(visitorPhone);
  const data = button("Перезвонить");
  hand.nowMs += 24 * 60 * minuteMs + 1;
  await press(anna, data);
  assert.deepEqual(
    said().filter(({ text }) => text.startsWith("Позвонить")),
    [],
  );
});

const wrong: [what: string, act: () => Promise<unknown>][] = [
  ["a code that nobody was given", () => write(stranger, "/start ABCDEFGH")],
  ["small talk", () => write(stranger, "hello")],
];
for (const [what, act] of wrong)
  test(`${what} pairs nobody`, async () => {
    await act();
    const before = said().length;
    await firm.miss();
    assert.equal(said().length, before);
  });

test("a code in a group pairs nobody, though it is right", async () => {
  const { body } = await firm.ask<Pairing>("POST", `/receivers/${bot?.id}/pairing`, {});
  await write(anna, `/start ${body.code}`, "group");
  const { receivers } = (await firm.ask<{ receivers: Receiver[] }>("GET", "/receivers")).body;
  assert.deepEqual(receivers[0]?.chats, []);
});

test("after five wrong tries, or ten minutes, the right code is worth nothing", async () => {
  for (const spoil of [
    async () => {
      for (let n = 0; n < 5; n++) await write(stranger, "AAAAAAAA");
    },
    async () => firm.worker.passTime(10 * minuteMs),
  ]) {
    const { body } = await firm.ask<Pairing>("POST", `/receivers/${bot?.id}/pairing`, {});
    await spoil();
    await write(anna, body.code);
    assert.match(lastSaid(), /не подходит/);
  }
});

test("updates with another header, or at another path, are nobody's", async () => {
  const update = { message: { message_id: 1, from: { id: anna }, chat: chatOf(anna), text: "hello" } };
  assert.equal(await push(update, "forged"), 404);
  const path = await firm.worker.request("/v1/hooks/telegram/forged", { method: "POST", body: "{}" });
  assert.equal(path.status, 404);
  assert.equal(said().length, 0);
});

test("where the address is confirmed only later, Telegram is told of it then, and hears nothing before", async () => {
  firm = new Firm({ vars: { PUBLIC_URL: "" } });
  firm.telegram.reply = ({ url }) => Response.json({ ok: true, result: url.endsWith("/getUpdates") ? [] : { id: 1 } });
  [bot] = await firm.tell({ kind: "telegram", token });
  const hooks = () => requests<{ url: string }>("setWebhook").map(({ url }) => url);
  assert.deepEqual(hooks(), [""], "a hook of somebody else's would keep everything from who fetches");
  await firm.ask("PUT", "/address", { url: "https://calls.example" });
  assert.match(hooks().at(-1) ?? "", /^https:\/\/calls\.example\/v1\/hooks\/telegram\//);
  await firm.worker.passTime(60 * minuteMs);
  assert.equal(hooks().length, 2, "and is not told again and again");
});

test("a bot that could not be told where to push is told once Telegram answers", async () => {
  const usual = firm.telegram.reply;
  firm.telegram.reply = (asked) => (asked.url.endsWith("Webhook") ? new Response(null, { status: 502 }) : usual(asked));
  [bot] = await firm.tell({ kind: "telegram", token: token.replaceAll("A", "B") });
  firm.telegram.reply = usual;
  await firm.worker.passTime(10 * minuteMs);
  assert.equal(firm.telegram.heard.filter(({ url }) => url.endsWith("BBB/setWebhook")).length, 2);
});

test("a message longer than Telegram takes arrives all the same", async () => {
  await pair();
  const answer = firm.provider.answer.bind(firm.provider);
  firm.provider.answer = async (...asked) => {
    const text = await (await answer(...asked)).text();
    return new Response(text.replace('"text":"?"', `"text":"${"🛋 Диваны ".repeat(600)}"`));
  };
  await firm.ask("POST", "/sync");
  await firm.miss(visitorPhone);
  assert.equal([...lastSaid()].length, 4_096);
});

test("no more than ten calls an hour leave one chat", async () => {
  await pair();
  for (let n = 0; n < 11; n++) {
    await firm.miss();
    await press(anna, button("Перезвонить"));
    await press(anna, button("Да, позвонить"));
    await firm.worker.passTime(90_000);
    assert.equal(firm.provider.placed.length, Math.min(2 * (n + 1), 21), `call ${n + 1}`);
  }
  assert.match(lastSaid(), /десяти/);
});

test("at night nothing is called from a chat, and panic stops it too", async () => {
  await pair();
  await firm.miss(visitorPhone);
  hand.nowMs += 11 * 60 * minuteMs;
  await press(anna, button("Перезвонить"));
  await press(anna, button("Да, позвонить"));
  assert.match(lastSaid(), /ночь/);
  assert.equal(firm.provider.placed.length, 1);
});

test("a chat without a phone has no button to call with", async () => {
  await pair(anna, null);
  await firm.miss(visitorPhone);
  const [last] = said().slice(-1);
  assert.deepEqual(
    last?.reply_markup?.inline_keyboard.flat().map(({ text }) => text),
    ["Готово"],
  );
});

test("a bot that was blocked, or a limit of Telegram's, is told from a lost message", async () => {
  await pair();
  firm.telegram.reply = () =>
    Response.json({ ok: false, error_code: 429, parameters: { retry_after: 40 } }, { status: 429 });
  await firm.miss();
  const [waiting] = await firm.deliveries();
  assert.deepEqual([waiting?.state, waiting?.why], ["waiting", "refused 429"]);
  firm.telegram.reply = () => Response.json({ ok: false, error_code: 403 }, { status: 403 });
  await firm.worker.passTime(2 * minuteMs);
  const [blocked] = await firm.deliveries();
  assert.deepEqual([blocked?.state, blocked?.why], ["given-up", "blocked 403"]);
});
