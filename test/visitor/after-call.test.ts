/** After the call: how it was, how long the next one should wait, and peace for whoever wants it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CallReply } from "../../worker/contract/visitor.ts";
import { hand } from "../stand-ins/hand-clock.ts";
import { addressOf, phoneOf } from "../stand-ins/paper-people.ts";
import { askForCall } from "../stand-ins/paper-visitor.ts";
import { idOf, openShop } from "./shop.ts";

const minute = 60_000;
const phone = "+79161234567";

test("a visitor marks a call once, after it, with one to five", async (t) => {
  const { worker, ask } = await openShop();
  const id = await idOf(await askForCall(worker));
  const mark = async (score: unknown, call = id) => (await ask("PUT", `/v1/calls/${call}/rating`, { score })).status;
  assert.equal(await mark(5), 409, "while it lives");
  await worker.passTime(minute);
  const cases: [what: string, score: unknown, status: number][] = [
    ["nothing", 0, 400],
    ["six", 6, 400],
    ["a half", 2.5, 400],
    ["a word", "5", 400],
    ["four", 4, 204],
    ["four again, for an answer that was lost", 4, 204],
    ["another mark", 1, 409],
  ];
  for (const [what, score, status] of cases) await t.test(what, async () => assert.equal(await mark(score), status));
  assert.equal(await mark(4, "x".repeat(24)), 404, "a call that never was");
  const kept = worker.databases.get("LEDGER ledger")?.prepare("SELECT rating FROM calls").all();
  assert.deepEqual(
    kept?.map(({ rating }) => rating),
    [4],
  );
});

test("a visitor is told how long the calls before took to connect, and nothing while there were none", async () => {
  const { worker } = await openShop();
  const waits: (number | undefined)[] = [];
  const visits: [key: string, reply: CallReply][] = [];
  const ask = async (key: string, n: number) =>
    (await (await askForCall(worker, { key, phone: phoneOf(n), address: addressOf(n) })).json()) as CallReply;
  for (let n = 0; n < 4; n++) {
    const key = `key-of-visitor-number-${n}`;
    const reply = await ask(key, n);
    visits.push([key, reply]);
    waits.push(reply.wait);
    await worker.passTime(10 * minute);
  }
  for (const [n, [key, reply]] of visits.entries())
    assert.deepEqual(await ask(key, n), reply, "the same key, the same");
  assert.equal(waits[0], undefined);
  // The provider on paper connects at once; the Worker hears of it when it first looks.
  assert.deepEqual(waits.slice(1), [2, 2, 2]);
});

test("a number that was opted out is called by no button again, until the owner lifts that", async () => {
  const { worker, provider, ask, own } = await openShop();
  assert.equal((await ask("POST", "/v1/opt-outs", { phone: "8 (916) 123-45-67" })).status, 202);
  const refused = await askForCall(worker, { phone });
  assert.equal(((await refused.json()) as { type: string }).type, "/problems/phone-not-allowed");
  assert.deepEqual(provider.placed, []);
  assert.equal((await own("POST", "/v1/owner/suppressions/lift", { phone })).status, 204);
  await idOf(await askForCall(worker, { phone }));
});

/** A call whose list says of a leg that rings or talks what it is, and of one that is over no more than that. */
async function endedWithoutCause(legs: (ageMs: number) => [owner: string, visitor: string]) {
  const shop = await openShop();
  const beganMs = hand.nowMs;
  shop.provider.lastsMs = 30_000;
  shop.provider.talkS = 0;
  shop.provider.write = (row) => {
    const ageMs = hand.nowMs - beganMs;
    const [SrcState, DstState] = ageMs > 30_000 ? ["ended", "ended"] : legs(ageMs);
    return { ...row, ...(ageMs > 30_000 ? {} : { State: "ringing" }), SrcState, DstState };
  };
  const id = await idOf(await askForCall(shop.worker));
  await shop.worker.passTime(minute);
  return shop.callOf(id);
}

test("the company that picked up is not said to have been silent, where the list gives no cause", async () => {
  const vain = await endedWithoutCause((ageMs) => (ageMs < 5_000 ? ["ringing", "waiting"] : ["answered", "ringing"]));
  assert.deepEqual([vain.state, vain.reason], ["no-answer", "visitor-no-answer"]);
  const deaf = await endedWithoutCause(() => ["ringing", "waiting"]);
  assert.deepEqual([deaf.state, deaf.reason], ["no-answer", "owner-no-answer"], "control: this one was silent");
  const both = await endedWithoutCause(() => ["answered", "answered"]);
  assert.deepEqual([both.state, both.reason], ["no-answer", undefined], "nobody is left to name");
});

test("a talk that the provider measures in tenths is told in whole seconds", async () => {
  const shop = await openShop();
  shop.provider.talkS = 12.4;
  const id = await idOf(await askForCall(shop.worker));
  await shop.worker.passTime(minute);
  assert.equal((await shop.callOf(id)).duration, 13);
});

test("a price that nobody could pay is said to be unread, and doesn't close the buttons for a day", async () => {
  const shop = await openShop();
  await shop.own("PUT", "/v1/owner/settings", { limits: { account: { moneyPerDay: 500, pricePerMinute: 1 } } });
  shop.provider.write = (row) => ({ ...row, Price: 1e308 });
  const id = await idOf(await askForCall(shop.worker));
  await shop.worker.passTime(minute);
  assert.equal((await shop.callOf(id)).state, "ended");
  assert.equal((await askForCall(shop.worker)).status, 202);
  shop.provider.write = (row) => ({ ...row, Price: 490 });
  await shop.worker.passTime(minute);
  assert.equal((await askForCall(shop.worker)).status, 429, "control: a dear call does");
});
