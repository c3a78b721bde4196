/** What an owner is told of a call: by which rules, when, and what happens where the receiver fails. */
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { Outbox } from "../../worker/messages/outbox.ts";
import { hand } from "../stand-ins/hand-clock.ts";
import { cid } from "../stand-ins/paper-provider.ts";
import { silence } from "../stand-ins/paper-receiver.ts";
import { memorySql } from "../support/sqlite.ts";
import { Firm, hookUrl } from "./office.ts";

const minuteMs = 60_000;
/** Of calls only: the provider on paper has no money, which is a trouble. */
const calls = ["call.missed", "call.scheduled", "call.talked", "call.failed"];
const hook = { kind: "webhook", url: hookUrl, events: calls };

test("a missed call reaches the receiver once, masked, with the button and the page", async () => {
  const firm = new Firm();
  await firm.tell(hook);
  await firm.miss("+79161234567");
  const [body] = firm.receiver.bodies;
  assert.deepEqual(firm.receiver.counts, [1]);
  assert.equal(body?.type, "call.missed");
  const { phone, button, page, link } = body?.data ?? {};
  assert.deepEqual([phone, button, page], ["+7916***4567", cid, "https://shop.example/sofas"]);
  assert.equal(link, "https://calls.example/console/#/calls/missed");
  const [delivery] = await firm.deliveries();
  assert.deepEqual([delivery?.state, delivery?.tries], ["delivered", 1]);
});

test("it is there within five seconds of the end that was confirmed", async () => {
  const firm = new Firm();
  await firm.tell(hook);
  const id = await firm.visitor();
  const overMs = async () => {
    const call = (await (await firm.worker.request(`/v1/calls/${id}`)).json()) as { state: string; since: string };
    return call.state === "no-answer" || call.state === "failed" ? Date.parse(call.since) : null;
  };
  while ((await overMs()) === null) await firm.worker.passTime(500);
  while (firm.receiver.heard.length === 0) await firm.worker.passTime(500);
  assert.ok(hand.nowMs - ((await overMs()) ?? 0) <= 5_000);
});

test("it is signed as Standard Webhooks says, and for a day after a change with the former secret too", async () => {
  const firm = new Firm();
  const [made] = await firm.tell(hook);
  assert.match(made?.secret ?? "", /^whsec_/);
  await firm.miss();
  const [rotated] = await firm.tell({ id: made?.id, kind: "webhook", events: calls, rotate: true });
  await firm.miss();
  const [first, second] = firm.receiver.heard;
  for (const [heard, by] of [
    [first, [made?.secret]],
    [second, [rotated?.secret, made?.secret]],
  ] as const) {
    const [id, at] = [heard?.headers.get("webhook-id"), heard?.headers.get("webhook-timestamp")];
    const signed = by.map((secret) => {
      const key = Buffer.from((secret ?? "").slice(6), "base64");
      return `v1,${createHmac("sha256", key).update(`${id}.${at}.${heard?.body}`).digest("base64")}`;
    });
    assert.equal(heard?.headers.get("webhook-signature"), signed.join(" "));
  }
  const [shown] = (await firm.ask<{ receivers: object[] }>("GET", "/receivers")).body.receivers;
  assert.ok(shown && !("secret" in shown), "the secret is shown once");
});

const numbers: [rule: string, phone: unknown][] = [
  ["whole", "+79161234567"],
  ["masked", "+7916***4567"],
  ["link", undefined],
];
for (const [number, phone] of numbers)
  test(`a receiver whose number rule is "${number}" is sent ${phone}`, async () => {
    const firm = new Firm();
    await firm.tell({ ...hook, number });
    await firm.miss("+79161234567");
    assert.deepEqual(
      firm.receiver.bodies.map(({ data }) => data.phone),
      [phone],
    );
    const rows = firm.worker.databases.get("DESK desk")?.prepare("SELECT * FROM deliveries").all();
    assert.equal(rows?.length, 1);
    assert.doesNotMatch(JSON.stringify(rows), /79161234567/, "no row holds the number");
    assert.equal(rows?.[0]?.sealed, null, "nor its seal, once it is sent");
  });

test("a whole number waits sealed, and is found in SIPNET's own rows once it is replayed", async () => {
  const firm = new Firm();
  await firm.tell({ ...hook, number: "whole" });
  firm.receiver.reply = () => new Response(null, { status: 500 });
  await firm.miss("+79161234567");
  const rows = () => firm.worker.databases.get("DESK desk")?.prepare("SELECT * FROM deliveries").all() ?? [];
  assert.match(String(rows()[0]?.sealed), /^[\w-]+\.[\w-]+$/);
  firm.receiver.reply = () => new Response(null, { status: 200 });
  await firm.worker.passTime(10 * minuteMs);
  assert.equal(rows()[0]?.sealed, null);
  const [delivery] = await firm.deliveries();
  assert.equal((await firm.ask("POST", `/deliveries/${delivery?.id}/replay`)).status, 202);
  await firm.worker.passTime(5_000);
  assert.equal(firm.receiver.bodies.at(-1)?.data.phone, "+79161234567");
  const ids = new Set(firm.receiver.heard.map(({ headers }) => headers.get("webhook-id")));
  assert.equal(ids.size, 1, "every try and the replay have one id");
});

test("a receiver that fails is tried again, ever more seldom, until a day is over", () => {
  const outbox = new Outbox(memorySql());
  const body = { type: "call.missed" as const, timestamp: "", data: {} };
  const one = { message: "msg", receiver: "crm", createdMs: 0, dueMs: 0, call: null, number: null, sealed: "sealed" };
  outbox.put({ ...one, type: "call.missed", body });
  outbox.put({ ...one, type: "call.missed", body });
  const waits: number[] = [];
  for (let row = outbox.find("msg.crm"); row?.state === "waiting"; row = outbox.find("msg.crm")) {
    const [due, ...others] = outbox.due(row.dueMs);
    assert.deepEqual([due?.id, others.length], ["msg.crm", 0], "it is in the outbox once");
    outbox.failed(row, { why: "broken", code: "503" }, row.dueMs);
    waits.push((outbox.find("msg.crm")?.dueMs ?? 0) - row.dueMs);
  }
  assert.deepEqual(
    waits.toSorted((a, b) => a - b),
    waits,
  );
  assert.ok(waits.length >= 10 && waits.length <= 16, `${waits.length} tries`);
  const row = outbox.find("msg.crm");
  assert.deepEqual([row?.state, row?.why, row?.sealed], ["given-up", "broken 503", null]);
});

test("of too many messages that wait the oldest are given up, and the outbox does not grow", () => {
  const outbox = new Outbox(memorySql());
  const body = { type: "call.missed" as const, timestamp: "", data: {} };
  for (let n = 0; n < 1_005; n++) {
    const of = { createdMs: n, dueMs: 10_000, call: null, number: null, sealed: null };
    outbox.put({ ...of, message: `m${n}`, receiver: "crm", type: "call.missed", body });
  }
  assert.deepEqual(
    [0, 4, 5].map((n) => outbox.find(`m${n}.crm`)?.state),
    ["given-up", "given-up", "waiting"],
  );
});

test("a crash between the try and its note sends it again under the same id, and loses nothing", async () => {
  const firm = new Firm();
  await firm.tell(hook);
  firm.receiver.reply = silence;
  await firm.visitor();
  for (let waits = 0; firm.receiver.heard.length === 0; waits++) {
    assert.ok(waits < 600, "the first try");
    await firm.worker.passTime(500);
  }
  firm.worker.crash();
  firm.receiver.reply = () => new Response(null, { status: 200 });
  await firm.worker.watch();
  await firm.worker.passTime(10 * minuteMs);
  assert.deepEqual(
    (await firm.deliveries()).map(({ state }) => state),
    ["delivered"],
  );
  assert.equal(new Set(firm.receiver.heard.map(({ headers }) => headers.get("webhook-id"))).size, 1);
});

test("what the desk was not told of, it reads on in the Ledger", async () => {
  let deaf = true;
  const firm = new Firm({
    breaker: (use) => {
      if (deaf && use === "DESK.hear") throw new Error("deaf");
    },
  });
  await firm.tell(hook);
  await firm.miss();
  assert.equal(firm.receiver.heard.length, 0);
  deaf = false;
  await firm.worker.passTime(6 * minuteMs);
  assert.deepEqual(firm.receiver.counts, [1]);
});

const bad: [what: string, reply: () => Response | Promise<Response>, why: string][] = [
  ["hangs", silence, "timeout"],
  ["answers 500", () => new Response(null, { status: 500 }), "broken 500"],
  [
    "redirects",
    () => new Response(null, { status: 302, headers: { location: "https://elsewhere.example" } }),
    "redirect 302",
  ],
  ["refuses the key", () => new Response(null, { status: 401 }), "credentials 401"],
];
for (const [what, reply, why] of bad)
  test(`a receiver that ${what} is in nobody's way, and gets its message later, once by id`, async () => {
    const firm = new Firm();
    const [one] = await firm.tell(hook, { ...hook, url: "https://crm.example/other" });
    firm.receiver.reply = ({ url }) => (url === hookUrl ? reply() : new Response(null, { status: 200 }));
    await firm.miss();
    await firm.miss();
    const places = firm.receiver.heard.filter(({ url }) => url !== hookUrl);
    assert.equal(places.length, 2, "the other receiver has both");
    const stuck = (await firm.deliveries()).filter(({ receiver }) => receiver === one?.id);
    assert.ok(
      stuck.some((each) => each.why === why),
      JSON.stringify(stuck),
    );
    firm.receiver.reply = () => new Response(null, { status: 200 });
    await firm.worker.passTime(60 * minuteMs);
    assert.deepEqual(new Set((await firm.deliveries()).map(({ state }) => state)), new Set(["delivered"]));
  });

test("quiet hours hold a message back until they are over", async () => {
  const firm = new Firm();
  await firm.tell({ ...hook, quiet: { from: "11:00", to: "13:00", zone: "Europe/Moscow" } });
  await firm.miss();
  assert.equal(firm.receiver.heard.length, 0);
  await firm.worker.passTime(60 * minuteMs);
  assert.equal(firm.receiver.heard.length, 1);
});

test("one who is called back within two minutes is not told of", async () => {
  const firm = new Firm();
  await firm.tell({ ...hook, events: ["call.missed"], waitS: 120 });
  const [settled] = [await firm.miss("+79161230001"), await firm.miss("+79161230002")];
  assert.equal((await firm.ask("POST", `/missed/${settled}/done`)).status, 204);
  await firm.worker.passTime(5 * minuteMs);
  const states = (await firm.deliveries()).map(({ state, why }) => `${state} ${why ?? ""}`.trim());
  assert.deepEqual(states, ["delivered", "dropped called-back"]);
  assert.equal(firm.receiver.heard.length, 1);
});

test("rules by kind of event and by button hold", async () => {
  const firm = new Firm();
  await firm.tell({ ...hook, events: ["call.talked"] }, { ...hook, buttons: ["another"] }, { ...hook, on: false });
  await firm.miss();
  assert.equal(firm.receiver.heard.length, 0);
  firm.provider.talkS = 20;
  await firm.miss();
  assert.deepEqual(
    firm.receiver.bodies.map(({ type }) => type),
    ["call.talked"],
  );
});

test("no dial waits for a receiver: the desk may be gone altogether", async () => {
  const firm = new Firm({
    breaker: (use) => {
      if (use.startsWith("DESK.")) throw new Error("gone");
    },
  });
  await firm.visitor();
  await firm.worker.passTime(1_000);
  assert.equal(firm.provider.placed.length, 1);
});
