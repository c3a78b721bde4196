/** Odd times, addresses, origins, keys, types and bodies: a call as it was meant, or a refusal in words, and no phone rings. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readAddress } from "../../../worker/http/client-address.ts";
import { origin } from "../../stand-ins/node-worker.ts";
import { cid } from "../../stand-ins/paper-provider.ts";
import { ticketFor } from "../../stand-ins/paper-visitor.ts";
import { openShop, type Shop } from "../../visitor/shop.ts";
import * as odd from "./odd-inputs.ts";

const phone = "+79162000061";
const address = "203.0.113.7";

interface Oddity {
  body?: object;
  headers?: Record<string, string>;
  written?: (json: string) => string;
}

/** The status and problem that a visitor's request gets who asks so. */
async function told({ worker }: Shop, { body = {}, headers = {}, written = (json) => json }: Oddity): Promise<string> {
  const json = JSON.stringify({ button: cid, phone, ticket: await ticketFor(address), ...body });
  const usual = {
    "content-type": "application/json",
    origin,
    "cf-connecting-ip": address,
    "idempotency-key": "k".repeat(22),
  };
  const answer = await worker.request("/v1/calls", {
    method: "POST",
    headers: { ...usual, ...headers },
    body: written(json),
  });
  const { type = "" } = (await answer.json()) as { type?: string };
  return `${answer.status} ${type.replace("/problems/", "")}`.trim();
}

/** Asks in each of these ways: all are told alike, and nothing was dialled. */
async function allTold(oddities: readonly Oddity[], answer: string): Promise<void> {
  const shop = await openShop();
  for (const each of oddities) assert.equal(await told(shop, each), answer, JSON.stringify(each));
  await shop.worker.passTime(1_000);
  assert.deepEqual(shop.provider.placed, []);
}

const keyed = (name: string, values: readonly string[]) => values.map((value) => ({ headers: { [name]: value } }));

test("a time that is none is refused, and nobody is rung now instead", () =>
  allTold(
    odd.oddTimes.map((at) => ({ body: { at } })),
    "400 bad-request",
  ));

test("one time in several writings is one wish: its key is known again", async () => {
  const shop = await openShop();
  for (const at of odd.sameTimes) assert.equal(await told(shop, { body: { at } }), "202", at);
  await shop.worker.passTime(4 * 3_600_000);
  assert.equal(shop.provider.placed.length, 1);
});

test("an address that is none is nobody's", () =>
  allTold(keyed("cf-connecting-ip", odd.noAddresses), "400 bad-request"));

test("an address is counted by where it lies, however it is written", () => {
  for (const [one, other] of odd.sameNetworks) assert.equal(readAddress(one)?.net, readAddress(other)?.net, one);
});

test("an origin that looks like the shop's is another one", () =>
  allTold(keyed("origin", odd.noOrigins(origin)), "403 origin-not-allowed"));

test("a key that is none, or two, is refused", () => allTold(keyed("idempotency-key", odd.noKeys), "400 bad-request"));

test("a body of another type is not read", () => allTold(keyed("content-type", odd.noTypes), "415 bad-request"));

test("a body that is no JSON object is refused", () =>
  allTold(
    Object.values(odd.unbearable).map((written) => ({ written })),
    "400 bad-request",
  ));

for (const [what, written] of Object.entries(odd.bearable))
  test(`a body with ${what} rings the number that was judged, once`, async () => {
    const shop = await openShop();
    assert.equal(await told(shop, { written }), "202");
    await shop.worker.passTime(1_000);
    assert.deepEqual(
      shop.provider.placed.map(({ dst }) => dst),
      [phone.slice(1)],
    );
  });
