/** Where the visitor was is a note for the owner: however long, it costs nobody their call. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { secrets, origin } from "../stand-ins/node-worker.ts";
import { cid } from "../stand-ins/paper-provider.ts";
import { ticketFor } from "../stand-ins/paper-visitor.ts";
import type { CallsReply } from "../../worker/contract/owner-calls.ts";
import { openShop } from "./shop.ts";

const pages: [what: string, page: string, kept: string | undefined][] = [
  [
    "one of 500 characters is kept whole",
    `${origin}/${"a".repeat(499 - origin.length)}`,
    `${origin}/${"a".repeat(499 - origin.length)}`,
  ],
  ["a longer path is cut", `${origin}/${"a".repeat(3_000)}`, `${origin}/${"a".repeat(499 - origin.length)}`],
  ["a long query is dropped", `${origin}/shop?${"utm=x&".repeat(600)}`, `${origin}/shop`],
  ["a number in the path is masked", `${origin}/thanks/79161234567`, `${origin}/thanks/+7916***4567`],
  ["however it is written", `${origin}/to/%2B7%20(916)%20123-45-67/ok`, `${origin}/to/+7916***4567/ok`],
  ["and whatever stands beside it", `${origin}/order-12-89161234567-x`, `${origin}/order-12-+7916***4567-x`],
  ["what is no number stays", `${origin}/2026-11-24/item-1234567`, `${origin}/2026-11-24/item-1234567`],
  ["what is no address is left out", "x".repeat(3_000), undefined],
];

for (const [what, page, kept] of pages)
  test(`a page's address is cut, never refused: ${what}`, async () => {
    const { worker } = await openShop();
    const address = "198.51.100.9";
    const asked = await worker.request("/v1/calls", {
      method: "POST",
      headers: {
        origin,
        "content-type": "application/json",
        "cf-connecting-ip": address,
        "idempotency-key": "the-page-of-a-visitor-0",
      },
      body: JSON.stringify({ button: cid, phone: "+79161234567", ticket: await ticketFor(address), page }),
    });
    assert.equal(asked.status, 202);
    const own = { headers: { authorization: `Bearer ${secrets.ownerToken}` } };
    const { calls } = (await (await worker.request("/v1/owner/calls", own)).json()) as CallsReply;

    assert.equal(calls[0]?.page, kept);
  });
