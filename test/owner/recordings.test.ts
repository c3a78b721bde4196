/** The owner plays a recording: by parts, by a look ahead, and whatever page the provider sends with it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { secrets } from "../stand-ins/node-worker.ts";
import { openShop } from "../visitor/shop.ts";

/** What the owner's player is answered, and which part SIPNET was asked for. */
async function play({ status = 200, type = "audio/mpeg", method = "GET", range = "" } = {}) {
  const shop = await openShop();
  let [asked, isLeft]: [string | null, boolean] = [null, false];
  shop.provider.answer = async (_url, { headers }) => {
    asked = new Headers(headers).get("range");
    const body = new ReadableStream({
      pull: (stream) => stream.enqueue(new TextEncoder().encode("<script>alert(1)</script>")),
      cancel: () => void (isLeft = true),
    });
    return new Response(body, { status, headers: { "content-type": type, "content-range": "bytes */25" } });
  };
  const authorization = `Bearer ${secrets.ownerToken}`;
  const headers = { authorization, "cf-connecting-ip": "203.0.113.7", ...(range === "" ? {} : { range }) };
  const answer = await shop.worker.request("/v1/owner/recordings/84213", { method, headers });
  return { answer, asked, isLeft: () => isLeft };
}

test("a player that looks before it plays leaves no stream open behind it", async () => {
  const looked = await play({ method: "HEAD" });
  assert.deepEqual([looked.answer.status, looked.answer.headers.get("content-type")], [200, "audio/mpeg"]);
  assert.equal(looked.isLeft(), true);
  const played = await play();
  assert.equal(played.isLeft(), false, "control: one that plays has its stream");
  await played.answer.body?.cancel();
});

const ranges: [range: string, asked: string | null][] = [
  ["bytes=0-", "bytes=0-"],
  ["bytes=10-19", "bytes=10-19"],
  ["bytes=-5", "bytes=-5"],
  ["bytes=0-3,5-9", null],
  ["bytes=a-b", null],
  ["bytes=-", null],
  ["lines=1-2", null],
];

for (const [range, expected] of ranges)
  test(`a player that asks for ${range} is given ${expected ? "that part" : "the whole"}`, async () => {
    const { answer, asked } = await play({ range });
    assert.deepEqual([answer.status, asked], [200, expected]);
    await answer.body?.cancel();
  });

test("of a part that isn't there the owner sees how long the recording is, and nothing of the provider's page", async () => {
  const { answer, isLeft } = await play({ status: 416, type: "text/html", range: "bytes=99-" });
  assert.equal(answer.status, 416);
  assert.equal(answer.headers.get("content-range"), "bytes */25");
  assert.equal(answer.headers.get("content-type"), null);
  assert.equal(await answer.text(), "");
  assert.equal(isLeft(), true);
});
