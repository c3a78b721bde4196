/** After the call: how it was, how long the next one should wait, and peace for whoever wants it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { CallReply } from "../../worker/contract/visitor.ts";
import { askForCall } from "../stand-ins/paper-visitor.ts";
import { idOf, openShop } from "./shop.ts";

const minute = 60_000;
const phone = "+79161234567";

test("a visitor marks a call once, after it, with one to five", async (t) => {
  const { worker, ask } = await openShop();
  const id = await idOf(await askForCall(worker));
  const mark = async (score: unknown, call = id) => (await ask("PUT", `/v1/calls/${call}/rating`, { score })).status;
  assert.equal(await mark(5), 409, "while it lives");
  await worker.passTime(minute);
  const cases: [what: string, score: unknown, status: number][] = [
    ["nothing", 0, 400],
    ["six", 6, 400],
    ["a half", 2.5, 400],
    ["a word", "5", 400],
    ["four", 4, 204],
    ["four again, for an answer that was lost", 4, 204],
    ["another mark", 1, 409],
  ];
  for (const [what, score, status] of cases) await t.test(what, async () => assert.equal(await mark(score), status));
  assert.equal(await mark(4, "x".repeat(24)), 404, "a call that never was");
  const kept = worker.databases.get("LEDGER ledger")?.prepare("SELECT rating FROM calls").all();
  assert.deepEqual(
    kept?.map(({ rating }) => rating),
    [4],
  );
});

test("a visitor is told how long the calls before took to connect, and nothing while there were none", async () => {
  const { worker } = await openShop();
  const waits: (number | undefined)[] = [];
  for (let n = 0; n < 4; n++) {
    const { wait } = (await (await askForCall(worker)).json()) as CallReply;
    waits.push(wait);
    await worker.passTime(10 * minute);
  }
  assert.equal(waits[0], undefined);
  // The provider on paper connects at once; the Worker hears of it when it first looks.
  assert.deepEqual(waits.slice(1), [2, 2, 2]);
});

test("a number that was opted out is called by no button again, until the owner lifts that", async () => {
  const { worker, provider, ask, own } = await openShop();
  assert.equal((await ask("POST", "/v1/opt-outs", { phone: "8 (916) 123-45-67" })).status, 202);
  const refused = await askForCall(worker, { phone });
  assert.equal(((await refused.json()) as { type: string }).type, "/problems/phone-not-allowed");
  assert.deepEqual(provider.placed, []);
  assert.equal((await own("POST", "/v1/owner/suppressions/lift", { phone })).status, 204);
  await idOf(await askForCall(worker, { phone }));
});
