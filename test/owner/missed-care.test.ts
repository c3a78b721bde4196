/** Colleagues share the missed: who takes it, what they wrote down, and that it is over once it is dealt with. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { AuditReply } from "../../worker/contract/owner-access.ts";
import type { MissedReply } from "../../worker/contract/owner-calls.ts";
import { hand } from "../stand-ins/hand-clock.ts";
import { Firm, hookUrl } from "../messages/office.ts";

const phone = "+79161234567";
const missedIn = async (firm: Firm) => (await firm.ask<MissedReply>("GET", "/missed")).body.missed;

test("whoever takes a missed call is named, with what they wrote down, until it is dealt with", async () => {
  const firm = new Firm();
  const id = await firm.miss(phone);
  const [before] = await missedIn(firm);
  assert.deepEqual([before?.takenBy, before?.note], [undefined, undefined]);
  assert.equal((await firm.ask("POST", `/missed/${id}/take`)).status, 204);
  assert.equal((await firm.ask("PUT", `/missed/${id}/note`, { note: "wants the blue one" })).status, 204);
  const [taken] = await missedIn(firm);
  assert.deepEqual([taken?.takenBy, taken?.note], ["", "wants the blue one"]);
  await firm.ask("POST", `/missed/${id}/done`);
  await firm.worker.passTime(3 * 60_000);
  await firm.miss(phone);
  const [again] = await missedIn(firm);
  assert.deepEqual([again?.takenBy, again?.note], [undefined, undefined], "who asks again begins anew");
});

test("a note is no novel, and a call that is not there can't be taken", async () => {
  const firm = new Firm();
  const id = await firm.miss(phone);
  assert.equal((await firm.ask("PUT", `/missed/${id}/note`, { note: "x".repeat(501) })).status, 400);
  assert.equal((await firm.ask("POST", "/missed/nothing/take")).status, 404);
  assert.equal((await firm.ask("PUT", "/missed/nothing/note", { note: "x" })).status, 404);
});

test("who is not reached is to be tried again in 15 minutes, an hour, three hours, and then no more", async () => {
  const firm = new Firm();
  const id = await firm.miss(phone);
  const waits: (number | undefined)[] = [];
  for (const time of [1, 2, 3, 4]) {
    assert.equal((await firm.ask("POST", `/missed/${id}/not-reached`)).status, 204);
    const [missed] = await missedIn(firm);
    assert.equal(missed?.unreached, time);
    waits.push(missed?.remindAt === undefined ? undefined : (Date.parse(missed.remindAt) - hand.nowMs) / 60_000);
  }
  assert.deepEqual(waits, [15, 60, 180, undefined]);
  assert.equal((await firm.ask("POST", `/missed/${id}/take`)).status, 204);
  assert.equal((await missedIn(firm))[0]?.unreached, 4, "a hand on it forgets nothing");
  assert.equal((await firm.ask("POST", "/missed/nothing/not-reached")).status, 404);
});

test("who was not reached is told of again when it is time to try, once, and not after they were dealt with", async () => {
  const firm = new Firm();
  await firm.tell({ kind: "webhook", url: hookUrl, events: ["call.missed"] });
  const [tried, settled] = [await firm.miss(phone), await firm.miss("+79161234568")];
  for (const id of [tried, settled]) await firm.ask("POST", `/missed/${id}/not-reached`);
  await firm.worker.passTime(10 * 60_000);
  assert.equal(firm.receiver.heard.length, 2, "not before its time");
  await firm.ask("POST", `/missed/${settled}/reached`);
  await firm.worker.passTime(40 * 60_000);
  assert.equal(firm.receiver.heard.length, 3);
  const { type, data } = firm.receiver.bodies[2] ?? {};
  assert.deepEqual([type, data?.phone, data?.reminder], ["call.missed", "+7916***4567", 1]);
  await firm.ask("POST", `/missed/${tried}/not-reached`);
  await firm.worker.passTime(70 * 60_000);
  assert.deepEqual([firm.receiver.heard.length, firm.receiver.bodies[3]?.data.reminder], [4, 2]);
  assert.equal(new Set(firm.receiver.heard.map(({ headers }) => headers.get("webhook-id"))).size, 4);
});

test("who was reached on another phone is off the list, under the name of who said so", async () => {
  const firm = new Firm();
  const id = await firm.miss(phone);
  await firm.ask("POST", `/missed/${id}/not-reached`);
  assert.equal((await firm.ask("POST", `/missed/${id}/reached`)).status, 204);
  assert.deepEqual(await missedIn(firm), []);
  const { entries } = (await firm.ask<AuditReply>("GET", "/audit")).body;
  assert.deepEqual(
    entries.slice(0, 2).map(({ act, subject }) => [act, subject]),
    [
      ["reached who was missed", id],
      ["could not reach who was missed", id],
    ],
  );
  await firm.worker.passTime(3 * 60_000);
  await firm.miss(phone);
  assert.equal((await missedIn(firm))[0]?.unreached, undefined, "who asks again begins anew");
});

test("where there is no number to call, the list says why", async () => {
  const firm = new Firm();
  await firm.miss(phone);
  const whyNot = async () => (await missedIn(firm)).map(({ phone: shown, noPhone }) => shown ?? noPhone);
  assert.deepEqual(await whyNot(), [phone], "a control: SIPNET's lists have it");
  firm.provider.list = "empty";
  assert.deepEqual(await whyNot(), ["gone"]);
  firm.provider.list = "down";
  const silent = whyNot();
  await firm.worker.passTime(30_000);
  assert.deepEqual(await silent, ["lists-silent"]);
  firm.provider.list = "whole";
  firm.provider.faults.push({ name: "no money", placed: false, answer: () => refusedBySipnet() });
  await firm.miss("+79161234568");
  assert.deepEqual(await whyNot(), ["never-dialled", phone]);
});

function refusedBySipnet(): Response {
  return Response.json({ status: "error", errorCode: 1004, errorMessage: "no money" });
}
