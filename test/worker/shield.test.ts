/** The pre-limiter's memory: whoever fills it is refused, and nobody else. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { hand } from "../stand-ins/hand-clock.ts";
import { NodeWorker } from "../stand-ins/node-worker.ts";
import { PaperProvider } from "../stand-ins/paper-provider.ts";

const minute = 60_000;

function openShard() {
  const shard = new NodeWorker({ provider: new PaperProvider() }).shard("shield-0");
  return async (net: string) => (await shard["admit"]?.(net, "post")) as { rule: string; waitS: number };
}

/** So many customers' networks of one provider. */
function* flood(count: number, provider = "2001:db8"): Generator<string> {
  for (let i = 0; i < count; i++) yield `${provider}:${(i >> 8).toString(16)}:${((i & 255) << 8).toString(16)}/56`;
}

test("a flood of made-up addresses of one network refuses that network's newcomers, and nobody else's", async () => {
  const admit = openShard();
  const refused: string[] = [];
  for (const net of flood(25_000)) if ((await admit(net)).waitS > 0) refused.push(net);
  assert.equal(refused.length, 20_000, "it got a quarter of the memory");
  assert.deepEqual(await admit("4/203.0.113.7"), { rule: "", waitS: 0 });
  assert.deepEqual(await admit("2001:db9:1:0/56"), { rule: "", waitS: 0 });
  const [first = ""] = flood(1);
  assert.deepEqual(await admit(first), { rule: "", waitS: 0 }, "who was there before the flood goes on");
  assert.deepEqual(await admit(refused[0] ?? ""), { rule: "shield.full", waitS: 60 });
});

test("where many networks flood at once the oldest addresses are forgotten, and newcomers go on being counted", async () => {
  const admit = openShard();
  for (let provider = 1; provider <= 6; provider++)
    for (const net of flood(5_000, `2001:${provider}`)) assert.equal((await admit(net)).waitS, 0);
  for (let i = 0; i < 60; i++) assert.equal((await admit("4/203.0.113.7")).waitS, 0);
  const { rule, waitS } = await admit("4/203.0.113.7");
  assert.deepEqual([rule, waitS], ["address.postsPerMinute", 60]);
});

test("a network that was refused is admitted again once its flood is over", async () => {
  const admit = openShard();
  for (const net of flood(5_001)) await admit(net);
  const late = "2001:db8:ffff:0/56";
  assert.equal((await admit(late)).rule, "shield.full");
  hand.nowMs += 16 * minute;
  assert.equal((await admit(late)).waitS, 0);
});
