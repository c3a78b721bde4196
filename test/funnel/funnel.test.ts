/** An owner learns how many saw a button, opened it, asked and talked, and from where; no visitor is followed for it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { FunnelReply } from "../../worker/contract/owner-calls.ts";
import { Firm } from "../messages/office.ts";
import { hand } from "../stand-ins/hand-clock.ts";
import { logged, origin } from "../stand-ins/node-worker.ts";
import { addressOf } from "../stand-ins/paper-people.ts";
import { cid } from "../stand-ins/paper-provider.ts";

const minuteMs = 60_000;
const headers = { origin, "content-type": "application/json" };
let people = 0;

async function show(firm: Firm, more: Record<string, string> = {}): Promise<number> {
  return (await firm.worker.request(`/v1/buttons/${cid}`, { headers: { origin, ...more } })).status;
}

async function open(firm: Firm, from: object): Promise<number> {
  const own = { ...headers, "cf-connecting-ip": addressOf(700_000 + (people += 1)) };
  const body = JSON.stringify({ button: cid, ...from });
  return (await firm.worker.request("/v1/tickets", { method: "POST", headers: own, body })).status;
}

async function funnel(firm: Firm): Promise<FunnelReply> {
  await firm.worker.passTime(minuteMs);
  return (await firm.ask<FunnelReply>("GET", "/funnel")).body;
}

test("who was shown the button, opened it, asked and talked is counted, by page and campaign too", async () => {
  const firm = new Firm();
  const ad = { source: "yandex", medium: "cpc", campaign: "sofas" };
  for (let n = 0; n < 3; n++) await show(firm);
  await open(firm, { page: `${origin}/sofas?utm_source=yandex&utm_medium=cpc&utm_campaign=sofas&token=secret` });
  await open(firm, { page: `${origin}/sofas`, campaign: ad });
  await open(firm, { page: `${origin}/chairs` });
  await firm.visitor(undefined, { page: `${origin}/sofas`, campaign: ad });
  await firm.worker.passTime(minuteMs);
  firm.provider.talkS = 20;
  await firm.visitor(undefined, { page: `${origin}/sofas?id=7&utm_source=yandex&utm_medium=cpc&utm_campaign=sofas` });
  const { totals, buttons, sites, pages, campaigns } = await funnel(firm);

  assert.deepEqual(totals, { shown: 3, opened: 5, asked: 2, talked: 1 });
  assert.deepEqual(
    buttons.filter(({ button }) => button === cid).map(({ text: _text, ...counts }) => counts),
    [{ button: cid, ...totals }],
  );
  assert.deepEqual(sites, [{ site: origin, ...totals }]);
  assert.deepEqual(pages, [
    { page: `${origin}/sofas`, opened: 2, asked: 2, talked: 1 },
    // The tickets of the two who asked name no page.
    { page: origin, opened: 2, asked: 0, talked: 0 },
    { page: `${origin}/chairs`, opened: 1, asked: 0, talked: 0 },
  ]);
  assert.deepEqual(campaigns, [
    { ...ad, opened: 2, asked: 2, talked: 1 },
    { source: "", medium: "", campaign: "", opened: 3, asked: 0, talked: 0 },
  ]);
});

test("a page that asks whether its copy is right, a check without a page and a foreign page are shown nothing new", async () => {
  const firm = new Firm();
  await show(firm);
  await show(firm, { "cache-control": "max-age=0" });
  await firm.worker.request(`/v1/buttons/${cid}`);
  await firm.worker.request(`/v1/buttons/${cid}`, { method: "HEAD", headers: { origin } });
  assert.equal(await show(firm, { origin: "https://evil.example" }), 403);
  assert.equal((await funnel(firm)).totals.shown, 1);
});

test("nothing of a page's query but its campaign rests anywhere, nor a number in either", async () => {
  const firm = new Firm();
  await open(firm, { page: `${origin}/to/79161234567?utm_campaign=to-79161234567&token=opens-an-account#secret-part` });
  await firm.visitor(undefined, { page: `${origin}/a?utm_source=mail&token=opens-an-account#secret-part` });
  const { pages, campaigns } = await funnel(firm);
  assert.ok(pages.some(({ page }) => page === `${origin}/to/+7916***4567`));
  assert.ok(campaigns.some(({ campaign }) => campaign === "to-+7916***4567"));
  const rests = [...firm.worker.databases.values()].flatMap((database) =>
    database
      .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
      .all()
      .flatMap(({ name }) => database.prepare(`SELECT * FROM ${String(name)}`).all()),
  );
  assert.match(JSON.stringify(rests), /mail/, "control: what is kept is found");
  assert.doesNotMatch(JSON.stringify(rests), /opens-an-account|secret-part|9161234567/);
});

const odd: [what: string, from: object, campaign: object][] = [
  ["parts that are too long are cut", { campaign: { source: "s".repeat(3_000) } }, { source: "s".repeat(64) }],
  ["a link of many kilobytes too", { page: `${origin}/?utm_source=${"й".repeat(1_200)}` }, { source: "й".repeat(64) }],
  ["by whole characters", { campaign: { source: "🛋".repeat(80) } }, { source: "🛋".repeat(64) }],
  ["what is no text is left out", { campaign: { source: 7, medium: ["x"], campaign: "c" } }, { campaign: "c" }],
  ["what is nothing of it is none", { campaign: "sofas" }, {}],
  ["nor is null", { campaign: null, page: 7 }, {}],
  ["what can't be seen is taken out", { campaign: { source: " a\u202e\n\u0000b " } }, { source: "a b" }],
  ["an array's own length is no part", { campaign: [] }, {}],
];

for (const [what, from, kept] of odd)
  test(`a campaign in an odd shape costs no ticket and no call: ${what}`, async () => {
    const firm = new Firm();
    assert.equal(await open(firm, from), 201);
    await firm.visitor(undefined, from);
    const { campaigns } = await funnel(firm);
    const expected = { source: "", medium: "", campaign: "", ...kept };
    const found = campaigns.find(({ source, medium, campaign, asked }) => {
      assert.ok(asked <= 1);
      return JSON.stringify({ source, medium, campaign }) === JSON.stringify(expected);
    });
    assert.equal(found?.asked, 1, JSON.stringify(campaigns));
  });

test("of a day's campaigns fifty are told apart, and what strangers make up fills neither memory nor disk", async () => {
  const statements: string[] = [];
  const firm = new Firm({ breaker: (use) => void statements.push(use) });
  for (let n = 0; n < 600; n++) {
    assert.equal(await open(firm, { page: `${origin}/made-up-${n}`, campaign: { source: `made-up-${n}` } }), 201);
    await show(firm);
    await firm.worker.passTime(400);
  }
  const { totals, campaigns, pages } = await funnel(firm);
  assert.deepEqual([totals.shown, totals.opened], [600, 600], "every one is counted");
  assert.ok(campaigns.length <= 52, `${campaigns.length} campaigns`);
  assert.ok(campaigns.some(({ source, opened }) => source === "other" && opened > 500));
  assert.ok(pages.some(({ page, opened }) => page === origin && opened > 500));
  const rows = statements.filter((each) => each.includes("INTO funnel")).length;
  assert.ok(rows > 0 && rows <= 10 * 5, `${rows} rows in four minutes`);
});

test("what the Ledger did not take is counted with the next batch, and the log says so", async () => {
  let broken = false;
  const firm = new Firm({
    breaker: (use) => {
      if (broken && use.includes("noteFunnel")) throw new Error("no storage");
    },
  });
  await show(firm);
  broken = true;
  await firm.worker.passTime(minuteMs);
  assert.ok(logged.some((line) => line.includes('"funnel-kept"')));
  broken = false;
  await show(firm);
  assert.equal((await funnel(firm)).totals.shown, 2);
});

test("after thirty days nothing of it is left", async () => {
  const firm = new Firm();
  const kept = () =>
    [...firm.worker.databases.values()].flatMap((database) => {
      const isThere = database.prepare("SELECT name FROM sqlite_master WHERE name = 'funnel'").all().length > 0;
      return isThere ? database.prepare("SELECT * FROM funnel").all() : [];
    });
  await show(firm);
  await funnel(firm);
  assert.equal(kept().length, 1, "control");
  hand.nowMs += 31 * 24 * 60 * minuteMs;
  await firm.worker.passTime(2 * minuteMs);
  await firm.visitor();
  await firm.worker.passTime(2 * minuteMs);
  assert.deepEqual(
    kept().filter(({ step }) => step === "shown"),
    [],
  );
});
