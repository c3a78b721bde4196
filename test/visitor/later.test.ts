/** Hours and calls for later: nobody is rung while the shop is closed, and a promised call comes when it was promised. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { hand } from "../stand-ins/hand-clock.ts";
import { logged } from "../stand-ins/node-worker.ts";
import { cid } from "../stand-ins/paper-provider.ts";
import { askForCall } from "../stand-ins/paper-visitor.ts";
import { idOf, openShop, type Shop, workdays } from "./shop.ts";
import { noon } from "../worker/wishes.ts";

const minute = 60_000;
const hour = 60 * minute;
const iso = (ms: number) => new Date(ms).toISOString();
const phone = "+79161234567";
const nextMorning = "2026-11-25T06:00:00.000Z";

test("a page that was cached overnight rings nobody, and hears when the shop opens", async () => {
  const { worker, provider, ask } = await openShop(workdays);
  assert.equal(((await (await ask("GET", `/v1/buttons/${cid}`)).json()) as { open: boolean }).open, true);
  await worker.passTime(10 * hour);
  const answer = await askForCall(worker);
  assert.equal(answer.status, 409);
  assert.equal(answer.headers.get("retry-after"), String(11 * 3_600));
  const { type, opensAt } = (await answer.json()) as { type: string; opensAt: string };
  assert.deepEqual([type, opensAt], ["/problems/closed", nextMorning]);
  assert.deepEqual(provider.placed, []);
  const { open, ...record } = (await (await ask("GET", `/v1/buttons/${cid}`)).json()) as Record<string, unknown>;
  assert.deepEqual([open, record["opensAt"]], [false, nextMorning]);
});

test("a visitor is offered half hours at which somebody is there, and no holiday", async () => {
  const { worker, ask } = await openShop(workdays);
  await worker.passTime(5 * hour + 10 * minute);
  const { slots } = (await (await ask("GET", `/v1/buttons/${cid}/slots?prefix=%2B7916`)).json()) as { slots: string[] };
  assert.equal(slots.length, 24);
  assert.deepEqual(slots.slice(0, 3), ["2026-11-24T14:30:00.000Z", nextMorning, "2026-11-25T06:30:00.000Z"]);
  assert.ok(slots.every((slot) => !slot.startsWith("2026-11-26")));
  assert.equal(slots[19], "2026-11-27T06:00:00.000Z", "Friday follows on Wednesday");
});

test("a shop that never said its hours offers the day only", async () => {
  const { ask, own } = await openShop();
  assert.equal((await own("PUT", `/v1/owner/buttons/${cid}`, { hours: null })).status, 200);
  const { slots } = (await (await ask("GET", `/v1/buttons/${cid}/slots?prefix=%2B7916`)).json()) as { slots: string[] };
  const hours = slots.map((slot) => (new Date(slot).getUTCHours() + 3) % 24);
  assert.deepEqual([Math.min(...hours), Math.max(...hours)], [9, 20]);
});

const wrong: [what: string, at: string][] = [
  ["now", iso(noon + 30_000)],
  ["yesterday", iso(noon - 24 * hour)],
  ["in fifteen days", iso(noon + 15 * 24 * hour)],
  ["after closing time", "2026-11-25T15:00:00.000Z"],
  ["at the weekend", "2026-11-28T09:00:00.000Z"],
  ["on a holiday", "2026-11-26T09:00:00.000Z"],
  ["on a day that no calendar has", "2026-11-31T09:00:00.000Z"],
  ["some day", "tomorrow"],
];

test("no call is promised for a time at which it can't be had", async (t) => {
  const { worker, provider } = await openShop(workdays);
  for (const [what, at] of wrong)
    await t.test(what, async () => assert.equal((await askForCall(worker, { at })).status, 400));
  await worker.passTime(24 * hour);
  assert.deepEqual(provider.placed, []);
});

test("who wishes to be called in the night hears from when it can be, and has it then", async () => {
  const { worker, own } = await openShop();
  await own("PUT", `/v1/owner/buttons/${cid}`, { hours: null });
  const nights = ["2026-11-24T19:00:00Z", "2026-11-24T22:00:00Z", "2026-11-30T21:30:00Z", "2026-12-07T19:59:59Z"];
  // A mobile phone goes by the owner's clock, one of Khabarovsk and one of Kaliningrad by their own.
  for (const [place, number] of ["+79161234560", "+74212301234", "+74012301234"].entries())
    for (const [day, at] of nights.entries()) {
      const wish = { phone: number.slice(0, -1) + day, address: `203.0.${place}.${day}`, at };
      const refused = await askForCall(worker, wish);
      const { type, opensAt } = (await refused.json()) as { type: string; opensAt: string };
      assert.deepEqual([refused.status, type], [409, "/problems/closed"]);
      assert.ok(Date.parse(opensAt) > Date.parse(at), `${at} is before ${opensAt}`);
      assert.equal(Number(refused.headers.get("retry-after")), (Date.parse(opensAt) - hand.nowMs) / 1000);
      const early = { ...wish, at: iso(Date.parse(opensAt) - minute) };
      assert.equal((await askForCall(worker, early)).status, 409, "a minute before it is night still");
      await idOf(await askForCall(worker, { ...wish, at: opensAt }));
    }
});

test("a promised call comes at its time, once; until then its number rests sealed, after it nowhere", async () => {
  const { worker, provider, callOf } = await openShop(workdays);
  const id = await idOf(await askForCall(worker, { phone, at: nextMorning }));
  const { state, at } = await callOf(id);
  assert.deepEqual([state, at], ["scheduled", nextMorning]);
  const sealed = () => worker.databases.get("LEDGER ledger")?.prepare("SELECT sealed FROM calls").get()?.["sealed"];
  assert.match(String(sealed()), /^[\w-]{16}\.[\w-]{30,}$/);
  await worker.passTime(Date.parse(nextMorning) - hand.nowMs - 1_000);
  assert.deepEqual(provider.placed, []);
  await worker.passTime(2_000);
  assert.deepEqual(
    provider.placed.map(({ src, dst }) => [src, dst]),
    [["74951234567", "79161234567"]],
  );
  assert.equal(sealed(), null);
  const begun = await callOf(id);
  assert.deepEqual([begun.state, begun.since], ["dialling", nextMorning], "it counts from its own time");
  await worker.passTime(hour);
  assert.equal(provider.placed.length, 1);
  assert.equal((await callOf(id)).state, "ended");
  assert.ok(!logged.join().includes("9161234567"), "no number in the log");
});

test("a promised call comes though the Worker was killed in the meantime", async () => {
  const { worker, provider } = await openShop(workdays);
  await idOf(await askForCall(worker, { phone, at: nextMorning }));
  worker.crash();
  await worker.ledger["wake"]?.();
  await worker.passTime(Date.parse(nextMorning) - hand.nowMs + 1_000);
  assert.equal(provider.placed.length, 1);
});

test("a visitor takes a promised call back, twice if they like, and is not called", async () => {
  const { worker, provider, ask, callOf } = await openShop(workdays);
  const id = await idOf(await askForCall(worker, { at: nextMorning }));
  for (const _ of [1, 2]) assert.equal((await ask("DELETE", `/v1/calls/${id}`)).status, 204);
  assert.equal((await callOf(id)).state, "cancelled");
  await worker.passTime(24 * hour);
  assert.deepEqual(provider.placed, []);
});

test("a call that was dialled can't be taken back", async () => {
  const { worker, ask } = await openShop(workdays);
  const id = await idOf(await askForCall(worker, { at: nextMorning }));
  await worker.passTime(Date.parse(nextMorning) - hand.nowMs + 1_000);
  const late = await ask("DELETE", `/v1/calls/${id}`);
  assert.deepEqual([late.status, ((await late.json()) as { type: string }).type], [409, "/problems/call-in-progress"]);
  assert.equal((await ask("DELETE", `/v1/calls/${"x".repeat(24)}`)).status, 404);
});

const meanwhile: [what: string, happens: (shop: Shop) => Promise<unknown>][] = [
  ["the owner stopped all calls", ({ own }) => own("PUT", "/v1/owner/settings", { panic: true })],
  [
    "that day became a holiday",
    ({ own }) =>
      own("PUT", `/v1/owner/buttons/${cid}`, { hours: { ...workdays, holidays: [nextMorning.slice(0, 10)] } }),
  ],
  [
    "the number had its call of the hour",
    async ({ worker, own }) => {
      await own("PUT", "/v1/owner/settings", { limits: { number: { perHour: 1 } } });
      await worker.passTime(Date.parse(nextMorning) - hand.nowMs - minute);
      await own("PUT", `/v1/owner/buttons/${cid}`, { hours: "always" });
      await askForCall(worker, { phone });
    },
  ],
];

for (const [what, happens] of meanwhile)
  test(`a promised call is not dialled where ${what} in the meantime`, async () => {
    const shop = await openShop(workdays);
    const id = await idOf(await askForCall(shop.worker, { phone, at: nextMorning }));
    await happens(shop);
    const before = shop.provider.placed.length;
    await shop.worker.passTime(Date.parse(nextMorning) - hand.nowMs + hour);
    assert.equal(shop.provider.placed.length, before);
    assert.equal((await shop.callOf(id)).state, "failed");
  });

test("one key promises one call: the same wish is known again, another time is another wish", async () => {
  const { worker, provider } = await openShop(workdays);
  const wish = { phone, key: "key-of-a-patient-visitor", at: nextMorning };
  const id = await idOf(await askForCall(worker, wish));
  assert.equal(await idOf(await askForCall(worker, wish)), id);
  assert.equal((await askForCall(worker, { ...wish, at: "2026-11-25T07:00:00.000Z" })).status, 422);
  assert.equal(await idOf(await askForCall(worker, { ...wish, at: "2026-11-25T09:00:00+03:00" })), id, "the same time");
  await worker.passTime(24 * hour);
  assert.equal(provider.placed.length, 1);
});

test("a key has the same answer before its call, after it, and after it was taken back", async () => {
  const { worker, ask } = await openShop(workdays);
  const kept = { phone, key: "key-of-a-patient-visitor", at: nextMorning };
  const takenBack = { phone: "+79161234568", key: "key-of-a-fickle-visitor-", at: nextMorning };
  const first = [];
  for (const wish of [kept, takenBack]) first.push(await (await askForCall(worker, wish)).json());
  await ask("DELETE", `/v1/calls/${(first[1] as { id: string }).id}`);
  // A key is known for a day.
  await worker.passTime(23 * hour);
  const again = [];
  for (const wish of [kept, takenBack]) again.push(await (await askForCall(worker, wish)).json());
  assert.deepEqual(again, first);
});
