/** The stream of a call: what it begins with, for whoever has seen nothing yet and for whoever has. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { hand } from "../stand-ins/hand-clock.ts";
import { NodeWorker } from "../stand-ins/node-worker.ts";
import { PaperProvider } from "../stand-ins/paper-provider.ts";
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

/** Opens a stream and leaves it open. */
async function open({ worker }: Shop, id: string, address = "203.0.113.9") {
  const answers: Response[] = [];
  const headers = { "cf-connecting-ip": address };
  void worker.request(`/v1/calls/${id}/events`, { headers }).then((answer) => answers.push(answer));
  for (let i = 0; i < 20 && answers.length === 0; i++) await worker.passTime(100);
  const [answer] = answers;
  assert.ok(answer, "an answer within two seconds");
  return answer;
}

test("a call has at most three streams, and whoever comes fourth is told to come again", async () => {
  const shop = await openShop();
  const id = await idOf(await askForCall(shop.worker, { at: soon() }));
  for (let i = 0; i < 3; i++) assert.equal((await open(shop, id, `203.0.113.${i}`)).status, 200);
  const fourth = await open(shop, id, "203.0.113.99");
  assert.deepEqual([fourth.status, fourth.headers.get("retry-after")], [429, "15"]);
});

test("a visitor who reloads again and again always sees the call: streams left behind don't count", async () => {
  const shop = await openShop();
  const id = await idOf(await askForCall(shop.worker, { at: soon() }));
  for (let i = 0; i < 8; i++) {
    const answer = await open(shop, id);
    assert.equal(answer.status, 200);
    await answer.body?.cancel();
  }
});

test("an address has at most ten streams over all calls; another address is not hindered", async () => {
  const shop = await openShop();
  const ids: string[] = [];
  for (let i = 0; i < 5; i++) ids.push(await idOf(await askForCall(shop.worker, { at: soon(i) })));
  const answers: number[] = [];
  for (const id of ids) for (let i = 0; i < 3 && answers.length < 11; i++) answers.push((await open(shop, id)).status);
  assert.deepEqual(answers, [...Array.from({ length: 10 }, () => 200), 429]);
  assert.equal((await open(shop, ids.at(-1) ?? "", "203.0.113.77")).status, 200);
});

test("an id that was made up, cut or altered is refused without the Ledger being asked", async () => {
  const asked: string[] = [];
  const breaker = (use: string) => void (use.startsWith("LEDGER.") && asked.push(use));
  const worker = new NodeWorker({ provider: new PaperProvider(), breaker });
  const id = await idOf(await askForCall(worker));
  assert.match(id, /^[\w-]{32}$/);
  const altered = `${id.slice(0, -1)}${id.endsWith("A") ? "B" : "A"}`;
  const before = asked.length;
  const headers = { "cf-connecting-ip": "203.0.113.9" };
  for (const wrong of ["x", "x".repeat(24), "x".repeat(32), altered, id.slice(0, -1), `${id}A`])
    for (const [method, path] of [
      ["GET", ""],
      ["GET", "/events"],
      ["DELETE", ""],
    ])
      assert.equal((await worker.request(`/v1/calls/${wrong}${path}`, { method: method ?? "", headers })).status, 404);
  assert.equal(asked.length, before);
  assert.equal((await worker.request(`/v1/calls/${id}`, { headers })).status, 200);
});

test("an address that looks without end is told to wait, and from then on costs nothing", async () => {
  const asked: string[] = [];
  const breaker = (use: string) => void (/^(?:SHIELD|LEDGER)\./.test(use) && asked.push(use));
  const worker = new NodeWorker({ provider: new PaperProvider(), breaker });
  const id = await idOf(await askForCall(worker));
  const look = () => worker.request(`/v1/calls/${id}`, { headers: { "cf-connecting-ip": "203.0.113.9" } });
  const statuses = new Set<number>();
  for (let i = 0; i < 301; i++) statuses.add((await look()).status);
  assert.deepEqual([...statuses], [200, 429]);
  const before = asked.length;
  for (let i = 0; i < 500; i++) assert.equal((await look()).status, 429);
  assert.equal(asked.length, before);
});

/** A call for later stays open. */
function soon(halfHours = 0): string {
  return new Date(hand.nowMs + (2 + halfHours) * 30 * 60_000).toISOString();
}
