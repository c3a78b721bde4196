/** A shop that was called ninety thousand times: its lists come all the same, and no visitor waits for them. */
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { setImmediate } from "node:timers/promises";
import type { HistoryReply, MissedReply, StatisticsReply } from "../../worker/contract/owner-calls.ts";
import { callsPerPage } from "../../worker/ledger/call-table.ts";
import { startOver } from "../stand-ins/hand-clock.ts";
import { NodeWorker, secrets } from "../stand-ins/node-worker.ts";
import { PaperProvider } from "../stand-ins/paper-provider.ts";
import { askForCall } from "../stand-ins/paper-visitor.ts";
import { noon } from "../worker/wishes.ts";

const many = 90_000;
const spanMs = 6 * 86_400_000;
const span = `from=${new Date(noon - spanMs - 1).toISOString()}&to=${new Date(noon + 60_000).toISOString()}`;
const uses: string[] = [];
let worker: NodeWorker;

/** Three calls of each moment, so that pages end among those of one; two thirds of them in vain. */
const copies = `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${many} - 1)
  INSERT INTO calls (id, createdMs, button, lang, operation, first, ownerPhones, intent, number, prefix, mask, dial,
    dialledMs, uuids, state, ownerLeg, visitorLeg, sinceMs, version, kopecks, lockedUntilMs, polls, durationS)
  SELECT 'copy' || i, ${noon - spanMs} + (i / 3) * 15000, button, lang, operation, first, ownerPhones, 'intent ' || i,
    'number ' || (i % 900), prefix, mask, 'started', createdMs, '', iif(i % 3, 'no-answer', 'ended'), 'ended', 'ended',
    sinceMs, version, 0, 0, 0, iif(i % 3, 0, 60) FROM n, (SELECT * FROM calls LIMIT 1)`;

before(async () => {
  startOver();
  const turn = () => setImmediate();
  worker = new NodeWorker({ provider: new PaperProvider(), breaker: (use) => void uses.push(use), turn });
  assert.equal((await askForCall(worker)).status, 202);
  await worker.passTime(120_000);
  worker.databases.get("LEDGER ledger")?.exec(copies);
});

async function get<Reply>(path: string): Promise<Reply> {
  const answer = await worker.request(`/v1/owner/${path}`, {
    headers: { authorization: `Bearer ${secrets.ownerToken}` },
  });
  assert.equal(answer.status, 200);
  return (await answer.json()) as Reply;
}

test("the figures count every one of them, page by page, while a visitor gets a call", async () => {
  uses.length = 0;
  let done = false;
  const figures = get<StatisticsReply>(`statistics?${span}`).finally(() => (done = true));
  assert.equal((await askForCall(worker)).status, 202);
  assert.equal(done, false, "the visitor was answered first");
  const { totals, days } = await figures;
  assert.deepEqual([totals.asked >= many, totals.talked >= many / 3, totals.missed], [true, true, (many * 2) / 3]);
  assert.equal(
    days.reduce((sum, { asked }) => sum + asked, 0),
    totals.asked,
  );
  const pages = uses.filter((use) => use === "LEDGER.callsBetween").length;
  assert.ok(pages > many / callsPerPage, `${pages} pages`);
});

test("a page is read by its index, and nothing is sorted", () => {
  const query = uses.find((use) => /FROM calls WHERE .*createdMs >= .* LIMIT/.test(use)) ?? "";
  const ledger = worker.databases.get("LEDGER ledger");
  const plan = ledger?.prepare(`EXPLAIN QUERY PLAN ${query}`).all(0, noon, 0, "", callsPerPage);
  const steps = (plan ?? []).map(({ detail }) => String(detail)).join("\n");
  assert.match(steps, /SEARCH calls USING INDEX callsByTime/);
  assert.doesNotMatch(steps, /SCAN calls|TEMP B-TREE/);
});

test("whoever was missed is listed once, and the history has each call once", async () => {
  const { missed } = await get<MissedReply>("missed");
  assert.equal(missed.length, new Set(missed.map(({ id }) => id)).size);
  assert.equal(missed.filter(({ id }) => id.startsWith("copy")).length, 600);
  const { rows } = await get<HistoryReply>(`history?${span}`);
  const ids = rows.flatMap(({ call }) => (call?.startsWith("copy") ? [call] : []));
  assert.deepEqual([ids.length, new Set(ids).size], [many, many]);
});
