/** What a stranger can learn of somebody's number by asking for calls to it: as little as can be. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { hand } from "../stand-ins/hand-clock.ts";
import { NodeWorker, origin } from "../stand-ins/node-worker.ts";
import { addressOf, phoneOf } from "../stand-ins/paper-people.ts";
import { cid, ownerPhone, PaperProvider } from "../stand-ins/paper-provider.ts";
import { askForCall } from "../stand-ins/paper-visitor.ts";
import { openShop, type Shop } from "./shop.ts";

const minute = 60_000;
const hour = 60 * minute;
const [optedOut, blocked, agent] = ["+79162000061", "+79162000062", "+79162000063"];

/** A shop with an opt-out, a block and an agent. */
async function openQuietShop(): Promise<Shop> {
  const shop = await openShop();
  for (const [phone, kind] of [
    [optedOut, "opt-out"],
    [blocked, "block"],
  ])
    assert.equal((await shop.own("POST", "/v1/owner/suppressions", { phone, kind })).status, 204);
  const agents = [{ name: "Анна", phone: agent }];
  assert.equal((await shop.own("PUT", `/v1/owner/buttons/${cid}`, { agents })).status, 200);
  return shop;
}

async function optOut(worker: NodeWorker, phone: string): Promise<void> {
  const headers = { "content-type": "application/json", origin, "cf-connecting-ip": "203.0.113.7" };
  await worker.request("/v1/opt-outs", { method: "POST", headers, body: JSON.stringify({ phone }) });
}

/** Everything that comes back, but for when. */
async function heard(answer: Response): Promise<object> {
  const headers = Object.fromEntries([...answer.headers].filter(([name]) => name !== "date"));
  return { status: answer.status, headers, body: await answer.text() };
}

const forbidden: [what: string, phone: string][] = [
  ["opted out", optedOut],
  ["blocked", blocked],
  ["the owner's", `+${ownerPhone}`],
  ["an agent's", agent],
  ["an agent's, in national writing", "8 (916) 200-00-63"],
  ["premium", "+78095123456"],
  ["free", "+78005553535"],
  ["of a satellite", "+79541234567"],
  ["abroad", "+442079460958"],
];

test("a number that can't be called is refused alike, to the letter, whatever the reason", async () => {
  const shop = await openQuietShop();
  const answers = [];
  for (const [n, [, phone]] of forbidden.entries())
    answers.push(await heard(await askForCall(shop.worker, { phone, address: addressOf(n) })));
  for (const [n, answer] of answers.entries()) assert.deepEqual(answer, answers[0], forbidden[n]?.[0]);
  assert.match(JSON.stringify(answers[0]), /phone-not-allowed/);
  await shop.worker.passTime(minute);
  assert.deepEqual(shop.provider.placed, []);
});

test("each of them is asked of the Ledger, so that none is told from another by the time it takes", async () => {
  const uses: string[] = [];
  const provider = new PaperProvider();
  const worker = new NodeWorker({ provider, breaker: (use) => void uses.push(use) });
  await optOut(worker, optedOut);
  // Whoever asks first after that has the list read, whatever the number.
  await askForCall(worker, { phone: phoneOf(1) });
  await worker.passTime(1);
  const ways: string[] = [];
  for (const phone of [optedOut, `+${ownerPhone}`, "+78095123456", "+442079460958"]) {
    uses.length = 0;
    await askForCall(worker, { phone, address: addressOf(3) });
    ways.push(uses.join("\n"));
  }
  assert.match(ways[0] ?? "", /LEDGER\.requestCall/);
  assert.deepEqual(new Set(ways).size, 1, ways.join("\n\n"));
});

test("the owner's own phones are not rung by a call for later either, though they became theirs after the booking", async () => {
  const shop = await openShop();
  const at = new Date(hand.nowMs + hour).toISOString();
  assert.equal((await askForCall(shop.worker, { phone: agent, at })).status, 202);
  const agents = [{ name: "Анна", phone: agent }];
  assert.equal((await shop.own("PUT", `/v1/owner/buttons/${cid}`, { agents })).status, 200);
  await shop.worker.passTime(2 * hour);
  assert.deepEqual(shop.provider.placed, []);
});

test("what would happen is told to the owner with the rule, for each kind of number", async () => {
  const shop = await openQuietShop();
  const rules: unknown[] = [];
  for (const [, phone] of forbidden) {
    const answer = await shop.own("POST", "/v1/owner/explain", { phone, button: cid });
    rules.push(((await answer.json()) as { rule: string }).rule);
  }
  const own = ["phone.own", "phone.own", "phone.own"];
  assert.deepEqual(rules, [
    "suppressed",
    "suppressed",
    ...own,
    "phone.type",
    "phone.type",
    "phone.prefix",
    "phone.country",
  ]);
});

test("what would happen is what happens where nobody is there to be rung", async () => {
  const shop = await openQuietShop();
  const explained = async () =>
    (await (await shop.own("POST", "/v1/owner/explain", { phone: phoneOf(8), button: cid })).json()) as object;
  assert.deepEqual(await explained(), { verdict: "call" });
  const back = new Date(hand.nowMs + hour).toISOString();
  const agents = [{ name: "Анна", phone: agent, away: back }];
  assert.equal((await shop.own("PUT", `/v1/owner/buttons/${cid}`, { agents })).status, 200);
  assert.equal((await askForCall(shop.worker, { phone: phoneOf(8) })).status, 409);
  assert.deepEqual(await explained(), { verdict: "refuse", problem: "closed", rule: "button.away", opensAt: back });
});

const networks: [what: string, limits: object, addresses: [string, string]][] = [
  ["an IPv4 address", { ipv4: 2 }, ["203.0.113.50", "203.0.113.50"]],
  ["an IPv6 /56", { ipv6_56: 2 }, ["2001:db8:1:2::1", "2001:db8:1:3::1"]],
];

for (const [what, refusedNumbers, [first, second]] of networks) {
  test(`${what} that heard of so many numbers hears no more for an hour, not even yes, and a restart forgets nothing`, async () => {
    const shop = await openQuietShop();
    await shop.own("PUT", "/v1/owner/settings", { limits: { refusedNumbers } });
    const status = async (phone: string, address: string) => (await askForCall(shop.worker, { phone, address })).status;
    assert.deepEqual(
      [await status(optedOut, first), await status("12", first)],
      [422, 422],
      "a typing error counts not",
    );
    assert.equal(await status(blocked, second), 422);
    const told = await askForCall(shop.worker, { phone: phoneOf(5), address: second });
    assert.equal(told.status, 429);
    assert.ok(Number(told.headers.get("retry-after")) > 3_000);
    shop.worker.crash();
    assert.equal(await status(optedOut, first), 429);
    assert.equal(await status(phoneOf(6), "203.0.113.99"), 202, "nobody else is kept from calling");
    hand.nowMs += hour + 1;
    assert.equal(await status(phoneOf(7), first), 202);
  });
}

test("when a number was last called is told in steps of five minutes, and a call in progress by one word", async () => {
  const shop = await openShop();
  const phone = phoneOf(1);
  const retry = async (address: string) => {
    const answer = await askForCall(shop.worker, { phone, address });
    return [answer.status, answer.headers.get("retry-after")];
  };
  assert.equal((await askForCall(shop.worker, { phone })).status, 202);
  assert.deepEqual(await retry(addressOf(20)), [409, "60"]);
  await shop.worker.passTime(50_000);
  for (const [n, passMs] of [0, 17_000, 20_000].entries()) {
    await shop.worker.passTime(passMs);
    assert.deepEqual(await retry(addressOf(30 + n)), [429, "300"], `${passMs} ms later`);
  }
});

test("a number that waits for a call for later is told like one that rings", async () => {
  const shop = await openShop();
  const at = new Date(hand.nowMs + hour).toISOString();
  assert.equal((await askForCall(shop.worker, { phone: phoneOf(1), at })).status, 202);
  assert.equal((await askForCall(shop.worker, { phone: phoneOf(2) })).status, 202);
  const waits = await askForCall(shop.worker, { phone: phoneOf(1), at, address: addressOf(41) });
  const rings = await askForCall(shop.worker, { phone: phoneOf(2), address: addressOf(42) });
  assert.deepEqual(await heard(waits), await heard(rings));
});
