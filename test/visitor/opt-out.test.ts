/** "Never call me again": in any writing, within a minute to be taken back, and honest where it does not take. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { SuppressionsReply } from "../../worker/contract/owner-safety.ts";
import type { OptOutReply } from "../../worker/contract/visitor.ts";
import { hand } from "../stand-ins/hand-clock.ts";
import { origin, secrets } from "../stand-ins/node-worker.ts";
import { addressOf, phoneOf } from "../stand-ins/paper-people.ts";
import { askForCall } from "../stand-ins/paper-visitor.ts";
import { openShop, type Shop } from "./shop.ts";

const phone = "+79162000061";
const minute = 60_000;
const hour = 60 * minute;

/** Asks to be left alone, from an address. */
async function optOut(shop: Shop, typed: string, address = "203.0.113.7", lang = "ru"): Promise<Response> {
  return shop.worker.request("/v1/opt-outs", {
    method: "POST",
    headers: { "content-type": "application/json", "cf-connecting-ip": address, "accept-language": lang, origin },
    body: JSON.stringify({ phone: typed }),
  });
}

async function takeBack(shop: Shop, undo: string): Promise<number> {
  const headers = { origin, "cf-connecting-ip": "203.0.113.7" };
  return (await shop.worker.request(`/v1/opt-outs/${undo}`, { method: "DELETE", headers })).status;
}

async function doneFor(shop: Shop, typed: string, address?: string): Promise<OptOutReply> {
  const answer = await optOut(shop, typed, address);
  assert.equal(answer.status, 202, `${JSON.stringify(typed)}: ${answer.status}`);
  return (await answer.json()) as OptOutReply;
}

async function isRung(shop: Shop, number: string): Promise<boolean> {
  const { length } = shop.provider.placed;
  await askForCall(shop.worker, { phone: number });
  await shop.worker.passTime(1);
  return shop.provider.placed.length > length;
}

/** The owner's settings of opt-outs. */
async function limited(allowed: Record<string, number>): Promise<Shop> {
  const shop = await openShop();
  assert.equal((await shop.own("PUT", "/v1/owner/settings", { limits: { optOut: allowed } })).status, 200);
  return shop;
}

async function suppressions({ worker }: Shop): Promise<SuppressionsReply> {
  const headers = { authorization: `Bearer ${secrets.ownerToken}` };
  return (await (await worker.request("/v1/owner/suppressions", { headers })).json()) as SuppressionsReply;
}

const asWritten: [what: string, typed: string][] = [
  ["a blank before it", " +79162000061"],
  ["a direction mark around it, as contact lists copy it", "\u202a+7 916 200-00-61\u202c"],
  ["a left-to-right mark", "\u200e+79162000061"],
  ["narrow blanks", "+7\u202f916\u202f200\u201100\u201161"],
  ["national writing", "8 (916) 200-00-61"],
  ["the prefix twice", "+7+79162000061"],
  ["plus and eight", "+8 916 200-00-61"],
  ["a link", "tel:+79162000061"],
];

for (const [what, typed] of asWritten) {
  test(`a number with ${what} is opted out, and no phone of it rings again`, async () => {
    const shop = await openShop();
    assert.equal((await doneFor(shop, typed)).phone, phone);
    assert.equal(await isRung(shop, phone), false);
  });
}

const unread: [what: string, typed: string, words: RegExp][] = [
  ["a word before it", "тел. +79162000061", /Уберите буквы/],
  ["a name behind it", "+79162000061 (Анна)", /Уберите буквы/],
  ["more than 32 characters", `+79162000061${" ".repeat(30)}`, /Слишком длинно/],
  ["more than 200 characters", `+79162000061${" ".repeat(300)}`, /Слишком длинно/],
  ["seven digits", "2000061", /Не хватает цифр/],
  ["an extension", "+79162000061 доб. 5", /добавочным/],
  ["two numbers", "+79162000061, +79162000062", /добавочным|несколько/],
  ["what could be Vietnam or Moscow", "+84951234567", /двояко/],
  ["nothing", " ", /Введите/],
];

for (const [what, typed, words] of unread) {
  test(`a text with ${what} is refused in words, and never said to be done`, async () => {
    const answer = await optOut(await openShop(), typed);
    const { type, detail } = (await answer.json()) as { type: string; detail: string };
    assert.deepEqual([answer.status, type], [422, "/problems/phone-invalid"]);
    assert.match(detail, words);
  });
}

test("an English reader is told in English what to mend", async () => {
  const answer = await optOut(await openShop(), "my number", "203.0.113.7", "en");
  assert.match(((await answer.json()) as { detail: string }).detail, /only the number is needed/);
});

test("the answer is the same for a number that is opted out already, blocked, premium or abroad", async () => {
  const shop = await openShop();
  await doneFor(shop, phone);
  await shop.own("POST", "/v1/owner/suppressions", { phone: phoneOf(8), kind: "block" });
  for (const typed of [phone, phoneOf(8), "+78095123456", "+442079460958", phoneOf(9)]) {
    const answer = await optOut(shop, typed);
    const { state, undo, ...rest } = (await answer.json()) as OptOutReply;
    assert.deepEqual([answer.status, state, Object.keys(rest)], [202, "done", ["phone"]], typed);
    assert.equal(await takeBack(shop, undo), 204);
  }
  assert.equal(
    await isRung(shop, phone),
    false,
    "an opt-out of somebody else's is not lifted by taking one's own back",
  );
  assert.equal(await isRung(shop, phoneOf(8)), false, "nor is a block");
});

test("an opt-out is taken back within a minute and by nobody else", async () => {
  const shop = await openShop();
  const { undo } = await doneFor(shop, phone);
  const [id = "", until = "", signature = ""] = undo.split(".");
  const forged = [`${id}.${Number(until) + hour}.${signature}`, `${id}x.${until}.${signature}`, "nothing"];
  for (const each of forged) assert.equal(await takeBack(shop, each), 404, each);
  assert.equal(await isRung(shop, phone), false);
  hand.nowMs += minute - 1;
  assert.equal(await takeBack(shop, undo), 204);
  assert.equal(await isRung(shop, phone), true);
});

test("a minute later it stands", async () => {
  const shop = await openShop();
  const { undo } = await doneFor(shop, phone);
  hand.nowMs += minute + 1;
  assert.equal(await takeBack(shop, undo), 404);
  assert.equal(await isRung(shop, phone), false);
});

test("a stranger who asked first can't take back what the person has asked for since", async () => {
  const shop = await openShop();
  const stranger = await doneFor(shop, phone, addressOf(1));
  const person = await doneFor(shop, phone, addressOf(2));
  assert.equal(await takeBack(shop, stranger.undo), 204);
  assert.equal(await takeBack(shop, person.undo), 204);
  assert.equal(await isRung(shop, phone), false);
});

const networks: [what: string, limits: Record<string, number>, addresses: [string, string, string]][] = [
  ["an IPv4 address", { ipv4: 2 }, ["203.0.113.7", "203.0.113.7", "203.0.113.7"]],
  ["an IPv6 /56", { ipv6_56: 2 }, ["2001:db8:1:2::1", "2001:db8:1:3::1", "2001:db8:1:4::1"]],
  ["an IPv6 /48", { ipv6_48: 2 }, ["2001:db8:1:100::1", "2001:db8:1:200::1", "2001:db8:1:300::1"]],
  ["everybody together in a day", { perDay: 2 }, ["203.0.113.7", "203.0.113.8", "203.0.113.9"]],
];

for (const [what, limits, addresses] of networks) {
  test(`${what} has so many opt-outs at once; one more is said to wait, and waits for a day at most`, async () => {
    const shop = await limited(limits);
    const states: string[] = [];
    for (const [n, address] of addresses.entries()) states.push((await doneFor(shop, phoneOf(n), address)).state);
    assert.deepEqual(states, ["done", "done", "queued"]);
    assert.equal(await isRung(shop, phoneOf(2)), true, "what waits is not in force, as was said");
    hand.nowMs += 24 * hour + 1;
    assert.equal((await doneFor(shop, phoneOf(3), addresses[2])).state, "done");
  });
}

test("one /56 that uses its day up does not keep an honest opt-out from taking effect", async () => {
  const shop = await openShop();
  for (let n = 0; n < 59; n++) await optOut(shop, phoneOf(n), "2001:db8:1:2::1");
  assert.equal((await doneFor(shop, phone, "2001:db8:2:2::1")).state, "done");
  assert.equal(await isRung(shop, phone), false);
});

test("a full queue is said to be full, and only to what would have to wait", async () => {
  const shop = await limited({ ipv4: 1, queue: 2 });
  for (let n = 0; n < 3; n++) await doneFor(shop, phoneOf(n));
  const answer = await optOut(shop, phoneOf(3));
  assert.equal(answer.status, 503);
  assert.ok(Number(answer.headers.get("retry-after")) > 0);
  assert.equal((await doneFor(shop, phoneOf(3), "203.0.113.99")).state, "done");
});

test("the owner accepts what waits hour by hour, declines it, or lifts a time as a whole", async () => {
  const shop = await limited({ ipv4: 1 });
  for (let n = 0; n < 3; n++) await doneFor(shop, phoneOf(n));
  hand.nowMs += hour;
  for (let n = 3; n < 5; n++) await doneFor(shop, phoneOf(n));
  const { counts, queue } = await suppressions(shop);
  assert.deepEqual(counts, { "opt-out": 1, block: 0, queued: 4 });
  assert.deepEqual(
    queue.map(({ count }) => count),
    [2, 2],
    "newest first",
  );
  const [later, earlier] = queue.map(({ fromMs, toMs }) => ({
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
  }));
  const moved = async (path: string, body: object) =>
    (await (await shop.own("POST", `/v1/owner/suppressions/${path}`, body)).json()) as object;
  assert.deepEqual(await moved("accept", { ...earlier }), { count: 2 });
  assert.deepEqual(await moved("lift", { ...later, kind: "queued" }), { count: 2 });
  assert.deepEqual([await isRung(shop, phoneOf(1)), await isRung(shop, phoneOf(3))], [false, true]);
  assert.deepEqual(await moved("lift", { ...earlier, kind: "opt-out" }), { count: 3 });
  assert.equal(await isRung(shop, phoneOf(1)), true);
  assert.deepEqual((await suppressions(shop)).counts, { "opt-out": 0, block: 0, queued: 0 });
});

test("what the owner has blocked since is not lifted by the asker's taking back", async () => {
  const shop = await openShop();
  const { undo } = await doneFor(shop, phone);
  await shop.own("POST", "/v1/owner/suppressions", { phone, kind: "block" });
  assert.equal(await takeBack(shop, undo), 204);
  assert.equal(await isRung(shop, phone), false);
});

test("a call for later is not dialled once its number was opted out", async () => {
  const shop = await openShop();
  const at = new Date(hand.nowMs + hour).toISOString();
  assert.equal((await askForCall(shop.worker, { phone, at })).status, 202);
  await doneFor(shop, phone);
  await shop.worker.passTime(2 * hour);
  assert.deepEqual(shop.provider.placed, []);
});

test("an opt-out that was taken back still counts for its address", async () => {
  const shop = await limited({ ipv4: 1 });
  const { undo } = await doneFor(shop, phone);
  assert.equal(await takeBack(shop, undo), 204);
  assert.equal((await doneFor(shop, phone)).state, "queued");
});
