/** Colleagues share the missed: who takes it, what they wrote down, and that it is over once it is dealt with. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { MissedReply } from "../../worker/contract/owner-calls.ts";
import { Firm } from "../messages/office.ts";

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
