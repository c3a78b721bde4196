/** The button's record: what a page shows before anybody has asked for a call. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { WeeklyHours } from "../../worker/contract/button.ts";
import { hand } from "../stand-ins/hand-clock.ts";
import { NodeWorker, origin, secrets } from "../stand-ins/node-worker.ts";
import { cid, PaperProvider } from "../stand-ins/paper-provider.ts";
import { askForCall } from "../stand-ins/paper-visitor.ts";
import { openShop, type Shop, workdays } from "./shop.ts";

const minute = 60_000;

async function recordOf({ ask }: Pick<Shop, "ask">) {
  const answer = await ask("GET", `/v1/buttons/${cid}`);
  const { open, opensAt } = (await answer.json()) as { open: boolean; opensAt?: string };
  const [, maxAge] = /^public, max-age=(\d+)$/.exec(answer.headers.get("cache-control") ?? "") ?? [];
  return { open, opensAt, maxAge: Number(maxAge) };
}

test("the owner's panic switch takes the form off every page, and gives it back", async () => {
  const shop = await openShop();
  assert.deepEqual(await recordOf(shop), { open: true, opensAt: undefined, maxAge: 60 });
  await shop.own("PUT", "/v1/owner/settings", { panic: true });
  assert.deepEqual(await recordOf(shop), { open: false, opensAt: undefined, maxAge: 60 });
  await shop.own("PUT", "/v1/owner/settings", { panic: false });
  assert.equal((await recordOf(shop)).open, true);
});

test("the breaker takes the form off every page, says until when, and the page may come back just then", async () => {
  const shop = await openShop();
  const limits = { breaker: { window: 2, pauseMin: 30 }, number: { gapS: 0, perHour: 9 }, account: { perMinute: 60 } };
  await shop.own("PUT", "/v1/owner/settings", { limits });
  shop.provider.talkS = 0;
  for (let i = 0; i < 3; i++) await askForCall(shop.worker);
  await shop.worker.passTime(2 * minute);
  const { open, opensAt = "" } = await recordOf(shop);
  assert.equal(open, false);
  const leftMs = Date.parse(opensAt) - hand.nowMs;
  assert.ok(leftMs > 0 && leftMs <= 30 * minute, opensAt);
  await shop.worker.passTime(leftMs - 20_500);
  assert.deepEqual(await recordOf(shop), { open: false, opensAt, maxAge: 20 });
  await shop.worker.passTime(20_500);
  assert.equal((await recordOf(shop)).open, true);
});

test("a breaker that lets go in the night says when the shop opens", async () => {
  const hours: WeeklyHours = { ...workdays, week: { tue: [["09:00", "12:20"]], wed: [["09:00", "18:00"]] } };
  const shop = await openShop(hours);
  await shop.own("PUT", "/v1/owner/settings", { limits: { breaker: { window: 2 }, account: { perMinute: 60 } } });
  shop.provider.talkS = 0;
  for (let i = 0; i < 3; i++) await askForCall(shop.worker);
  await shop.worker.passTime(2 * minute);
  assert.deepEqual(await recordOf(shop), { open: false, opensAt: "2026-11-25T06:00:00.000Z", maxAge: 60 });
});

test("where the Ledger can't be asked the link is shown: nothing would be dialled", async () => {
  let broken = false;
  const breaker = (use: string) => {
    if (broken && use.startsWith("LEDGER.")) throw new Error("down");
  };
  const worker = new NodeWorker({ provider: new PaperProvider(), breaker });
  const ask: Shop["ask"] = (_method, path) => worker.request(path);
  await worker.request(`/v1/buttons/${cid}`);
  broken = true;
  await worker.passTime(minute);
  assert.equal((await recordOf({ ask })).open, false);
  broken = false;
  await worker.passTime(minute);
  assert.equal((await recordOf({ ask })).open, true);
});

const ages: [when: string, at: string, maxAge: number][] = [
  ["long before closing time", "2026-11-24T14:00:00Z", 60],
  ["25 seconds before closing time", "2026-11-24T14:59:35Z", 25],
  ["half a second before closing time", "2026-11-24T14:59:59.500Z", 0],
  ["in the night", "2026-11-24T20:00:00Z", 60],
  ["10 seconds before opening", "2026-11-25T05:59:50Z", 10],
];

for (const [when, at, maxAge] of ages)
  test(`${when} the record may be kept ${maxAge} s`, async () => {
    const shop = await openShop(workdays);
    await shop.worker.passTime(Date.parse(at) - hand.nowMs);
    assert.equal((await recordOf(shop)).maxAge, maxAge);
  });

test("a thousand made-up buttons are answered without an object being asked, a new one is found", async () => {
  const asked: string[] = [];
  const breaker = (use: string) => void (use.startsWith("BUTTONS.") && asked.push(use));
  const worker = new NodeWorker({ provider: new PaperProvider(), breaker });
  const get = async (id: string) => (await worker.request(`/v1/buttons/${id}`)).status;
  assert.equal(await get("MADEUP"), 404);
  assert.equal(await get(cid), 200);
  const before = asked.length;
  const answers = await Promise.all(Array.from({ length: 1_000 }, (_, i) => get(`MADEUP${i}`)));
  assert.deepEqual([new Set(answers), asked.length], [new Set([404]), before]);
  await worker.passTime(31_000);
  const again = await Promise.all(Array.from({ length: 1_000 }, (_, i) => get(`MADEUP${i}`)));
  assert.deepEqual([new Set(again), asked.length], [new Set([404]), before + 1]);
});

test("a record that is at hand is answered as the route answers it, to whoever asks", async () => {
  const shop = await openShop();
  const told = async (headers: Record<string, string>, way: string) => {
    const answer = await shop.worker.request(`/v1/buttons/${cid}${way}`, { headers });
    return { status: answer.status, headers: [...answer.headers].toSorted(), body: await answer.text() };
  };
  const { headers } = await told({}, "");
  const etag = headers.find(([name]) => name === "etag")?.[1] ?? "";
  const askers: Record<string, string>[] = [
    {},
    { origin },
    { origin, "if-none-match": etag },
    { origin, "if-none-match": '"another"' },
    { origin: "https://stranger.example" },
    { origin: "https://calls.example" },
  ];
  // A question behind the path takes the route.
  for (const asker of askers)
    assert.deepEqual(await told(asker, ""), await told(asker, "?way=route"), JSON.stringify(asker));
  assert.equal((await told({ origin, "if-none-match": etag }, "")).status, 304);
  assert.equal((await told({ origin: "https://stranger.example" }, "")).status, 403);
});

test("an id that was made up is answered at hand as by the route, to whoever asks, and counted alike", async () => {
  const shop = await openShop();
  await shop.worker.request(`/v1/buttons/${cid}`, { headers: { origin: "https://stranger.example" } });
  const told = async (method: string, path: string, headers: Record<string, string>) => {
    const answer = await shop.worker.request(path, {
      method,
      headers: { ...headers, "cf-connecting-ip": "203.0.113.9" },
    });
    return { status: answer.status, headers: [...answer.headers].toSorted(), body: await answer.text() };
  };
  const ids = [
    "/v1/buttons/MADEUP",
    `/v1/calls/${"A".repeat(32)}`,
    "/v1/calls/short",
    `/v1/calls/${"A".repeat(32)}/events`,
  ];
  const askers: Record<string, string>[] = [
    {},
    { origin },
    { origin, "accept-language": "ru-RU,ru;q=0.9" },
    { origin: "https://stranger.example" },
    { origin: "https://calls.example" },
  ];
  for (const path of ids)
    for (const method of path.endsWith("events") ? ["GET"] : ["GET", "DELETE"])
      for (const asker of askers) {
        const [atHand, byRoute] = [await told(method, path, asker), await told(method, `${path}?way=route`, asker)];
        assert.deepEqual(atHand, byRoute, `${method} ${path} ${JSON.stringify(asker)}`);
        assert.equal(atHand.status, 404);
      }
  await shop.worker.passTime(minute);
  const owner = { authorization: `Bearer ${secrets.ownerToken}` };
  const blocked = await shop.worker.request("/v1/owner/blocked", { headers: owner });
  const { rules } = (await blocked.json()) as { rules: { rule: string; count: number }[] };
  const counts = Object.fromEntries(rules.map(({ rule, count }) => [rule, count]));
  assert.deepEqual([counts["call.made-up"], counts["button.unknown"]], [50, 10]);
});
