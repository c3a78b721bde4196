/** The owner rings several numbers at once: one call of the provider, a row for each number. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { CallsReply, DialReply } from "../../worker/contract/owner-calls.ts";
import { until } from "../support/until.ts";
import { type OwnerAtDesk, sitDown } from "./desk.ts";

let owner: OwnerAtDesk;
const shop = "74951234567";
const called = ["79161230201", "79161230202"];

before(async () => {
  const limits = { account: { pricePerMinute: 2, moneyPerDay: 120, reservedMinutes: 10 } };
  owner = await sitDown({ vars: { LIMITS: JSON.stringify(limits) } });
  await owner.phones.set(shop, { answerAfterMs: 20, talkMs: 1_000 });
  await owner.phones.set("79161230201", { answerAfterMs: 50, talkMs: 1_000 });
});
after(() => owner.leave());

const calls = async () => (await owner.ask<CallsReply>("GET", "/v1/owner/calls")).body.calls;

test("an answer that was lost is found for every number, the money is counted once, and all are free again", async () => {
  await owner.cause("genmulticall", "reset-before-headers");
  const params = { dstphone: called.join(), srcphone: shop };
  const { status, body } = await owner.ask<DialReply>("POST", "/v1/owner/sipnet/genmulticall", params);
  assert.deepEqual([status, body.state, body.calls.length], [202, "unknown", 2]);
  const open = await calls();
  assert.deepEqual(open.map(({ money }) => money).toSorted(), [0, 60], "three legs of ten minutes are reserved once");
  const over = await until("both rows to end", calls, (all) => all.every(({ state }) => state === "ended"));
  assert.deepEqual(
    over.map(({ dial }) => dial),
    ["started", "started"],
  );
  const [sum = 0] = [over.reduce((all, { money }) => all + money, 0)];
  const placed = await owner.cabinet<{ calls: { Price: number }[] }>("calls2", { id: await placedId() });
  assert.equal(sum, placed.calls[0]?.Price);
  const again = await owner.ask("POST", "/v1/owner/sipnet/gencall", { dstphone: called[1], srcphone: shop });
  assert.equal(again.status, 200);
});

test("the day's money holds for the owner too, and the refusal names it", async () => {
  const params = { dstphone: "79161230203,79161230204,79161230205", srcphone: shop };
  const { status, body } = await owner.ask<{ detail: string }>("POST", "/v1/owner/sipnet/genmulticall", params);
  assert.equal(status, 429);
  assert.match(body.detail, /account\.moneyPerDay/);
});

async function placedId(): Promise<string> {
  const placed = await owner.phones.callsTo("79161230202");
  return placed[0]?.id ?? "";
}
