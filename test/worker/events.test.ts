/** The stream of a call: what it begins with, for whoever has seen nothing yet and for whoever has. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { askForCall } from "../stand-ins/paper-visitor.ts";
import { idOf, openShop, type Shop } from "./shop.ts";

async function firstOf({ worker }: Shop, path: string, headers: Record<string, string> = {}): Promise<string> {
  const answer = await worker.request(path, { headers });
  assert.equal(answer.headers.get("content-type"), "text/event-stream");
  const reader = (answer.body ?? new ReadableStream<Uint8Array>()).getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return new TextDecoder().decode(value);
}

const beginnings: [who: string, query: string, headers: Record<string, string>, first: RegExp][] = [
  ["a page that was reloaded is told the present state", "", {}, /^event: state\nid: 1\ndata: \{.*"state":"dialling"/],
  ["a page that has just placed the call is not told it again", "?after=1", {}, /^data:\n\n$/],
  ["a browser that connects anew has seen it", "", { "Last-Event-ID": "1" }, /^data:\n\n$/],
  ["a browser that missed something is told", "", { "Last-Event-ID": "0" }, /^event: state\nid: 1\n/],
  ["what is no number is nothing that was seen", "?after=all", {}, /^event: state\nid: 1\n/],
];

for (const [who, query, headers, first] of beginnings)
  test(who, async () => {
    const shop = await openShop();
    const id = await idOf(await askForCall(shop.worker));
    assert.match(await firstOf(shop, `/v1/calls/${id}/events${query}`, headers), first);
  });

test("an end is told to whoever asks: nobody waits for more", async () => {
  const shop = await openShop();
  const id = await idOf(await askForCall(shop.worker));
  await shop.worker.passTime(60_000);
  assert.match(await firstOf(shop, `/v1/calls/${id}/events?after=99`), /"state":"ended"/);
});
