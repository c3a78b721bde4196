/** What is decided while a call is on its way: peace, the panic switch, another network, a number forgotten, a look without reading. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { MissedReply } from "../../worker/contract/owner-calls.ts";
import { hand } from "../stand-ins/hand-clock.ts";
import { NodeWorker, origin, secrets } from "../stand-ins/node-worker.ts";
import { cid, PaperProvider } from "../stand-ins/paper-provider.ts";
import { askForCall, ticketFor } from "../stand-ins/paper-visitor.ts";
import { settle } from "../stand-ins/settle.ts";
import { idOf, openShop, type Shop } from "./shop.ts";

const phone = "+79162000061";
const hour = 3_600_000;

/**
 * A shop all of whose lines to SIPNET are taken by requests that are held, and a visitor who waits for one: a call of
 * now, or one that was booked and whose time has come.
 */
async function busyShop(isBooked = false): Promise<Shop & { id: string; free(): Promise<void> }> {
  const shop = await openShop();
  const at = new Date(hand.nowMs + hour).toISOString();
  const booked = isBooked ? await idOf(await askForCall(shop.worker, { phone, at })) : null;
  if (isBooked) await shop.worker.passTime(hour - 1_000);
  const held: (() => void)[] = [];
  const answer = shop.provider.answer.bind(shop.provider);
  shop.provider.answer = async (url, init) => {
    if (String(init.body).includes("operation=gencall")) await new Promise<void>((go) => held.push(go));
    return answer(url, init);
  };
  for (let line = 0; line < 4; line++) await idOf(await askForCall(shop.worker));
  const id = booked ?? (await idOf(await askForCall(shop.worker, { phone })));
  if (isBooked) await comeDue(shop);
  const free = async () => {
    for (let turn = 0; turn < 3; turn++) {
      for (const go of held.splice(0)) go();
      await shop.worker.passTime(1);
    }
  };
  return { ...shop, id, free };
}

/** What was booked is looked after, and not waited for. */
async function comeDue({ worker }: Shop): Promise<void> {
  hand.nowMs += 1_000;
  void worker.watch();
  await settle();
}

function rang({ provider }: Shop): boolean {
  return provider.placed.some(({ dst }) => dst === phone.slice(1));
}

const missedOf = async (shop: Shop) => {
  const { missed } = (await (await shop.own("GET", "/v1/owner/missed")).json()) as MissedReply;
  return missed.map(({ phone: number, promised }) => [number, promised]);
};

for (const isBooked of [false, true]) {
  const whose = isBooked ? "a booked call that came due and" : "a call that";

  test(`${whose} waits for a free line is rung when there is one`, async () => {
    const shop = await busyShop(isBooked);
    assert.equal(rang(shop), false);
    await shop.free();
    assert.equal(rang(shop), true);
  });

  test(`${whose} waits for a free line doesn't ring a number whose opt-out is said to be done meanwhile`, async () => {
    const shop = await busyShop(isBooked);
    assert.equal((await shop.ask("POST", "/v1/opt-outs", { phone })).status, 202);
    await shop.free();
    assert.equal(rang(shop), false);
    assert.equal((await shop.callOf(shop.id)).state, "failed");
  });

  test(`${whose} waits for a free line is stopped by the panic switch`, async () => {
    const shop = await busyShop(isBooked);
    assert.equal((await shop.own("PUT", "/v1/owner/settings", { panic: true })).status, 200);
    await shop.free();
    assert.equal(rang(shop), false);
    assert.equal((await shop.callOf(shop.id)).state, "failed");
  });
}

test("the pause between two calls to a number is counted from when the first one left, not from when it was granted", async () => {
  const shop = await busyShop();
  hand.nowMs += 5_000;
  await shop.free();
  assert.equal(rang(shop), true);
  await shop.worker.passTime(116_000);
  assert.equal((await askForCall(shop.worker, { phone })).status, 429, "121 s after it was granted");
  await shop.worker.passTime(5_000);
  assert.equal((await askForCall(shop.worker, { phone })).status, 202);
});

test("a promise that the panic switch stopped while it waited for a free line is the owner's, with its number", async () => {
  const shop = await busyShop(true);
  await shop.own("PUT", "/v1/owner/settings", { panic: true });
  await shop.free();
  assert.deepEqual(
    (await missedOf(shop)).find(([number]) => number === phone),
    [phone, true],
  );
});

test("a number that the owner forgets isn't rung by a call that was booked for later", async () => {
  const shop = await openShop();
  await idOf(await askForCall(shop.worker, { phone, at: new Date(hand.nowMs + hour).toISOString() }));
  const answer = await shop.own("POST", "/v1/owner/forget", { phone });
  assert.deepEqual(await answer.json(), { forgotten: 1 });
  await shop.worker.passTime(2 * hour);
  assert.equal(rang(shop), false);
});

test("forgetting a number that called a minute ago doesn't let it be rung more often, a restart in between or not", async () => {
  const shop = await openShop();
  const statuses: number[] = [];
  for (let call = 0; call < 5; call++) {
    statuses.push((await askForCall(shop.worker, { phone })).status);
    await shop.worker.passTime(121_000);
    await shop.own("POST", "/v1/owner/forget", { phone });
    shop.worker.crash();
  }
  assert.deepEqual(statuses, [202, 202, 202, 429, 429]);
});

test("a number that was forgotten is in no list at once, and in no row after two days", async () => {
  const shop = await openShop();
  await idOf(await askForCall(shop.worker, { phone }));
  await shop.worker.passTime(hour);
  assert.deepEqual(await (await shop.own("POST", "/v1/owner/forget", { phone })).json(), { forgotten: 1 });
  assert.deepEqual(await (await shop.own("POST", "/v1/owner/forget", { phone })).json(), { forgotten: 0 });
  const { ledger, databases } = shop.worker;
  assert.deepEqual(await ledger["reports"]?.["calls"]?.(), []);
  assert.deepEqual(await ledger["reports"]?.["callsBetween"]?.(0, hand.nowMs, ""), []);
  const rows = () => databases.get("LEDGER ledger")?.prepare("SELECT id FROM calls").all().length;
  assert.equal(rows(), 1);
  await shop.worker.passTime(50 * hour);
  assert.equal(rows(), 0);
});

/** Asks with one ticket and key, from whichever network the phone is in. */
async function retried(shop: Shop, address: string, key: string, forged?: string): Promise<Response> {
  const body = JSON.stringify({ button: cid, phone, ticket: forged ?? (await ticketFor("203.0.113.7")) });
  const headers = {
    "content-type": "application/json",
    origin,
    "cf-connecting-ip": address,
    "idempotency-key": key.repeat(24),
  };
  return shop.worker.request("/v1/calls", { method: "POST", headers, body });
}

test("a phone that went from Wi-Fi to mobile data while it asked gets its answer, and rings once", async () => {
  const shop = await openShop();
  const id = await idOf(await retried(shop, "203.0.113.7", "k"));
  assert.equal(await idOf(await retried(shop, "198.51.100.9", "k")), id);
  await shop.worker.passTime(1);
  assert.equal(shop.provider.placed.length, 1);
});

test("a page whose button the owner deletes while it asks again gets its answer; a new wish hears that it is gone", async () => {
  const shop = await openShop();
  const id = await idOf(await retried(shop, "203.0.113.7", "k"));
  shop.provider.buttons = ["K8TM0000000000000000000000000QX7"];
  assert.equal((await shop.own("POST", "/v1/owner/sync", {})).status, 200);
  await shop.worker.passTime(31_000);
  assert.equal(await idOf(await retried(shop, "203.0.113.7", "k")), id);
  assert.equal((await retried(shop, "203.0.113.7", "n")).status, 404);
  assert.equal((await retried(shop, "203.0.113.7", "k", "made.up.ticket")).status, 404);
  assert.equal(shop.provider.placed.length, 1);
});

test("a ticket of another network is good for no new call", async () => {
  const shop = await openShop();
  const answer = await retried(shop, "198.51.100.9", "n");
  const { type } = (await answer.json()) as { type: string };
  assert.deepEqual([answer.status, type], [403, "/problems/ticket-invalid"]);
});

test("a number sent in the field of another is not said back", async () => {
  const { ask } = await openShop();
  const answer = await ask("POST", "/v1/calls", { button: cid, phone: "", ticket: "", at: phone });
  const { detail } = (await answer.json()) as { detail: string };
  assert.match(detail, /^at: /);
  assert.doesNotMatch(detail, /9162000061/);
});

test("a page that makes its key of the visitor's phone is known again, and the phone rests nowhere", async () => {
  const { worker, provider } = await openShop();
  const wish = { phone: "+79162000061", key: "call-7-916-200-00-61-today" };
  const id = await idOf(await askForCall(worker, wish));
  assert.equal(await idOf(await askForCall(worker, wish)), id);
  assert.equal(provider.placed.length, 1);
  const rows = worker.databases.get("LEDGER ledger")?.prepare("SELECT * FROM calls").all() ?? [];
  assert.equal(rows.length, 1);
  assert.doesNotMatch(JSON.stringify(rows).replaceAll("-", ""), /9162000061/);
});

test("a link checker that asks for a call's events by HEAD takes no page's place", async () => {
  const shop = await openShop();
  const path = `/v1/calls/${await idOf(await askForCall(shop.worker))}/events`;
  for (let look = 0; look < 3; look++) assert.equal((await shop.ask("HEAD", path)).status, 200);
  const events = await shop.worker.request(path);
  assert.equal(events.status, 200);
  await events.body?.cancel();
});

test("a look at the owner's live calls by HEAD opens no stream", async () => {
  const headers = { authorization: `Bearer ${secrets.ownerToken}`, "cf-connecting-ip": "203.0.113.9" };
  const uses: string[] = [];
  const worker = new NodeWorker({ provider: new PaperProvider(), turn: async (use) => void uses.push(use) });
  const streams = () => uses.filter((use) => use === "LEDGER.live").length;
  const head = await worker.request("/v1/owner/live", { method: "HEAD", headers });
  assert.deepEqual([head.status, streams()], [200, 0]);
  const events = await worker.request("/v1/owner/live", { headers });
  await events.body?.cancel();
  assert.equal(streams(), 1, "control: a GET opens one");
});

test("a button nested ten thousand deep is refused as malformed, not as broken", async () => {
  const shop = await openShop();
  const headers = { "content-type": "application/json", authorization: `Bearer ${secrets.ownerToken}` };
  const body = `{"x":${"[".repeat(10_000)}${"]".repeat(10_000)}}`;
  const answer = await shop.worker.request(`/v1/owner/buttons/${cid}`, { method: "PUT", headers, body });
  assert.equal(answer.status, 400);
});
