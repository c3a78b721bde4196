import assert from "node:assert/strict";
import { test } from "node:test";
import type { MissedReply } from "../../worker/contract/owner-calls.ts";
import { hand } from "../stand-ins/hand-clock.ts";
import { secrets } from "../stand-ins/node-worker.ts";
import { cid, ownerPhone } from "../stand-ins/paper-provider.ts";
import { askForCall } from "../stand-ins/paper-visitor.ts";
import { idOf, openShop, type Shop } from "./shop.ts";
import { noon } from "../worker/wishes.ts";

const minute = 60_000;
const hour = 60 * minute;
const phone = "+79161234567";
const at = new Date(noon + hour).toISOString();
const owner = { authorization: `Bearer ${secrets.ownerToken}`, "cf-connecting-ip": "203.0.113.9" };

const missedOf = async ({ worker }: Shop) =>
  ((await (await worker.request("/v1/owner/missed", { headers: owner })).json()) as MissedReply).missed;
const sealedOf = ({ worker }: Shop) =>
  worker.databases.get("LEDGER ledger")?.prepare("SELECT sealed FROM calls WHERE atMs IS NOT NULL").get()?.["sealed"];
const press = (shop: Shop, path: string) =>
  shop.worker.request(path, { method: "POST", headers: { ...owner, "content-type": "application/json" }, body: "{}" });

/** A promise that the owner's panic switch broke. */
async function brokenPromise(): Promise<{ shop: Shop; id: string }> {
  const shop = await openShop();
  const id = await idOf(await askForCall(shop.worker, { phone, at }));
  await shop.worker.passTime(50 * minute);
  await shop.own("PUT", "/v1/owner/settings", { panic: true });
  await shop.worker.passTime(30 * minute);
  await shop.own("PUT", "/v1/owner/settings", { panic: false });
  await shop.worker.passTime(hour);
  return { shop, id };
}

test("a promise that could not be kept is shown to its visitor and its owner, who calls with one press", async () => {
  const { shop, id } = await brokenPromise();
  const { state, reason } = await shop.callOf(id);
  assert.deepEqual([state, reason, shop.provider.placed.length], ["failed", "overdue", 0]);
  const [missed] = await missedOf(shop);
  assert.deepEqual([missed?.id, missed?.phone, missed?.at, missed?.promised], [id, phone, at, true]);
  assert.equal((await press(shop, `/v1/owner/missed/${id}/call`)).status, 200);
  await shop.worker.passTime(5 * minute);
  assert.deepEqual(
    shop.provider.placed.map(({ dst }) => dst),
    [phone.slice(1)],
  );
  assert.deepEqual([await missedOf(shop), sealedOf(shop)], [[], null], "after they talked the number rests nowhere");
});

const refusals: [what: string, answer: () => Response][] = [
  ["the account has no money", () => Response.json({ status: "error", errorCode: 1004, errorMessage: "Balance" })],
  [
    "SIPNET can't be reached",
    () => {
      throw Object.assign(new TypeError("fetch failed"), { cause: { code: "ECONNREFUSED" } });
    },
  ],
];

for (const [what, answer] of refusals)
  test(`a promise that comes due while ${what} waits for the owner, with its number, and rings once`, async () => {
    const shop = await openShop();
    const id = await idOf(await askForCall(shop.worker, { phone, at }));
    shop.provider.faults.push({ name: what, placed: false, answer });
    await shop.worker.passTime(2 * hour);
    const { state, reason } = await shop.callOf(id);
    assert.deepEqual([state, reason], ["failed", "overdue"]);
    const [missed] = await missedOf(shop);
    assert.deepEqual([missed?.id, missed?.phone, missed?.promised], [id, phone, true]);
    assert.equal((await press(shop, `/v1/owner/missed/${id}/call`)).status, 200);
    await shop.worker.passTime(5 * minute);
    assert.deepEqual([shop.provider.placed.length, await missedOf(shop), sealedOf(shop)], [1, [], null]);
  });

test("control: where its answer was lost it may have rung, and the number rests nowhere", async () => {
  const shop = await openShop();
  await idOf(await askForCall(shop.worker, { phone, at }));
  shop.provider.faults.push({ name: "silence", placed: true, answer: null });
  await shop.worker.passTime(2 * hour);
  assert.deepEqual([shop.provider.placed.length, sealedOf(shop)], [1, null]);
});

test("who asked by a button that was deleted since is called back from the account's own number", async () => {
  const { shop, id } = await brokenPromise();
  shop.provider.buttons = ["K8TM0000000000000000000000000QX7"];
  assert.equal((await press(shop, "/v1/owner/sync")).status, 200);
  assert.equal((await press(shop, `/v1/owner/missed/${id}/call`)).status, 200);
  assert.deepEqual(
    shop.provider.placed.map(({ operation, src, dst }) => [operation, src, dst]),
    [["gencall", ownerPhone, phone.slice(1)]],
  );
  const [dial] = shop.provider.heard.filter((body) => body.includes("gencall"));
  assert.ok(!dial?.includes("srcphone"), "without a source SIPNET rings the caller number of the account");
  await shop.worker.passTime(5 * minute);
  assert.deepEqual([await missedOf(shop), (await shop.callOf(id)).state], [[], "failed"]);
});

test("a number that waits for the owner is wiped once the owner has dealt with it", async () => {
  const { shop, id } = await brokenPromise();
  assert.equal(typeof sealedOf(shop), "string");
  assert.equal((await press(shop, `/v1/owner/missed/${id}/done`)).status, 204);
  assert.deepEqual([await missedOf(shop), sealedOf(shop)], [[], null]);
});

test("and after seven days by itself", async () => {
  const { shop } = await brokenPromise();
  hand.nowMs += 6 * 24 * hour;
  await shop.worker.passTime(2 * hour);
  assert.equal(typeof sealedOf(shop), "string");
  hand.nowMs += 24 * hour;
  await shop.worker.passTime(2 * hour);
  assert.equal(sealedOf(shop), null);
});

test("a panic of twelve minutes about its time loses no promise: the call comes right after it", async () => {
  const shop = await openShop();
  const id = await idOf(await askForCall(shop.worker, { phone, at }));
  await shop.worker.passTime(59 * minute);
  await shop.own("PUT", "/v1/owner/settings", { panic: true });
  await shop.worker.passTime(13 * minute);
  assert.equal(shop.provider.placed.length, 0);
  await shop.own("PUT", "/v1/owner/settings", { panic: false });
  await shop.worker.passTime(2 * minute);
  assert.equal(shop.provider.placed.length, 1);
  assert.notEqual((await shop.callOf(id)).reason, "overdue");
});

test("a machine that was off at the promised time does not ring half an hour late by itself", async () => {
  const shop = await openShop();
  const id = await idOf(await askForCall(shop.worker, { phone, at }));
  shop.worker.crash();
  hand.nowMs = noon + hour + 16 * minute;
  await shop.worker.ledger["wake"]?.();
  await shop.worker.passTime(hour);
  assert.equal(shop.provider.placed.length, 0);
  assert.equal((await shop.callOf(id)).reason, "overdue");
  assert.equal((await missedOf(shop))[0]?.phone, phone);
});

test("but one that was off for ten minutes keeps its promise, once", async () => {
  const shop = await openShop();
  await idOf(await askForCall(shop.worker, { phone, at }));
  shop.worker.crash();
  hand.nowMs = noon + hour + 10 * minute;
  await shop.worker.untilDone(Promise.all([1, 2, 3].map(() => shop.worker.ledger["wake"]?.())));
  await shop.worker.passTime(hour);
  assert.equal(shop.provider.placed.length, 1);
});

test("who asked to be left in peace meanwhile is not rung, and not kept for the owner to ring", async () => {
  const shop = await openShop();
  await idOf(await askForCall(shop.worker, { phone, at }));
  assert.equal((await shop.ask("POST", "/v1/opt-outs", { phone })).status, 202);
  await shop.worker.passTime(2 * hour);
  assert.deepEqual([shop.provider.placed.length, sealedOf(shop)], [0, null]);
});

test("thirty-six want to be called at one time: as many as can be had are promised, and every one is kept", async () => {
  const shop = await openShop();
  const answers: number[] = [];
  for (let i = 0; i < 36; i++) answers.push((await askForCall(shop.worker, { at })).status);
  assert.deepEqual([answers.filter((each) => each === 202).length, new Set(answers).size], [10, 2]);
  const { slots } = (await (await shop.ask("GET", `/v1/buttons/${cid}/slots`)).json()) as { slots: string[] };
  assert.ok(!slots.includes(at), "what is full is not offered");
  await shop.worker.passTime(hour + 6 * minute);
  assert.equal(shop.provider.placed.length, 10);
});
