/** The machine's clock is set back or forward: nothing then waits for it to catch up, and nothing is lost from sight. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { MissedReply } from "../../worker/contract/owner-calls.ts";
import { hand } from "../stand-ins/hand-clock.ts";
import { secrets } from "../stand-ins/node-worker.ts";
import { askForCall } from "../stand-ins/paper-visitor.ts";
import { idOf, openShop, type Shop } from "./shop.ts";

const minute = 60_000;
const hour = 60 * minute;
const steps: [how: string, ms: number][] = [
  ["back an hour", -hour],
  ["forward an hour", hour],
];

const missedIn = async ({ worker }: Shop) => {
  const headers = { authorization: `Bearer ${secrets.ownerToken}`, "cf-connecting-ip": "203.0.113.9" };
  return ((await (await worker.request("/v1/owner/missed", { headers })).json()) as MissedReply).missed;
};

for (const [how, ms] of steps) {
  test(`a call that is booked after the clock went ${how} is dialled at its time`, async () => {
    const { worker, provider } = await openShop();
    await askForCall(worker);
    await worker.passTime(5 * minute);
    hand.nowMs += ms;
    const at = new Date(hand.nowMs + 30 * minute).toISOString();
    await askForCall(worker, { phone: "+79035550133", at });
    await worker.passTime(32 * minute);
    assert.deepEqual(
      provider.placed.map(({ dst }) => dst),
      [provider.placed[0]?.dst, "79035550133"],
    );
  });

  test(`a call on which people talk while the clock goes ${how} is looked at all the time, and seen to end`, async () => {
    const { worker, provider, callOf } = await openShop();
    const id = await idOf(await askForCall(worker));
    await worker.passTime(15_000);
    hand.nowMs += ms;
    provider.lastsMs = 2 * minute + ms;
    // An alarm goes by the clock: what was to ring in seconds is the watchdog's to find.
    await worker.untilDone(worker.watch());
    await worker.passTime(minute);
    assert.equal((await callOf(id)).state, "connected");
    await worker.passTime(1.5 * minute);
    assert.equal((await callOf(id)).state, "ended");
  });
}

test("who was missed before the clock went back is on the owner's list, and leaves it when dealt with", async () => {
  const shop = await openShop();
  const refusal = Response.json({ status: "error", errorCode: "12", errorMessage: "no" });
  shop.provider.faults.push({ name: "refused", placed: false, answer: () => refusal });
  const id = await idOf(await askForCall(shop.worker));
  await shop.worker.passTime(5 * minute);
  hand.nowMs -= hour;
  assert.deepEqual(
    (await missedIn(shop)).map((each) => each.id),
    [id],
  );
  assert.equal((await shop.own("POST", `/v1/owner/missed/${id}/done`, {})).status, 204);
  assert.deepEqual(await missedIn(shop), []);
});

test("an address that has had its calls after midnight has no more when the clock goes back into yesterday, a restart or not", async () => {
  const { worker } = await openShop();
  const press = async () => (await askForCall(worker, { address: "203.0.113.9" })).status;
  await worker.passTime(15 * hour + 5 * minute);
  assert.equal(new Date(hand.nowMs).toISOString(), "2026-11-25T00:05:00.000Z");
  for (let calls = 0; calls < 5; calls++) assert.equal(await press(), 202);
  hand.nowMs -= hour;
  assert.equal(await press(), 429);
  worker.crash();
  assert.equal(await press(), 429);
  await worker.passTime(hour + 5 * minute);
  assert.equal(await press(), 429, "it is five past twelve again");
  await worker.passTime(10 * minute);
  assert.equal(await press(), 202);
});
