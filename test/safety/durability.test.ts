import assert from "node:assert/strict";
import { test } from "node:test";
import { chanceFrom, seedOf } from "../support/chance.ts";
import { NodeWorker } from "../stand-ins/node-worker.ts";
import { PaperProvider } from "../stand-ins/paper-provider.ts";
import { askForCall } from "../stand-ins/paper-visitor.ts";
import { killAmongWrites } from "./durability.ts";

test("what 150 visitors were promised survives 2 crashes", async () => {
  const { kills, acknowledged, lost } = await killAmongWrites(2, 75, chanceFrom(seedOf("durability")));
  assert.deepEqual([kills, lost], [2, 0]);
  assert.ok(acknowledged > 100, `${acknowledged} were acknowledged`);
});

/** So many visitors are promised calls; then the process dies at once. Which of the promises are still known? */
async function promiseAndDie(visitors: number, diskLies: boolean): Promise<{ promised: number; known: number }> {
  const worker = new NodeWorker({ provider: new PaperProvider(), vars: { LIMITS: loose }, diskLies });
  const ids: string[] = [];
  for (let n = 0; n < visitors; n++) {
    const answer = await askForCall(worker);
    if (answer.status === 202) ids.push(((await answer.json()) as { id: string }).id);
  }
  worker.crash();
  const headers = { "cf-connecting-ip": "203.0.113.9" };
  const looks = ids.map((id) => worker.request(`/v1/calls/${id}`, { headers }));
  const known = (await Promise.all(looks)).filter(({ status }) => status === 200).length;
  return { promised: ids.length, known };
}

const loose = JSON.stringify({ account: { perMinute: 1_000 }, night: { on: false } });

test("what 25 visitors were promised is known after a crash in the very next moment", async () => {
  assert.deepEqual(await promiseAndDie(25, false), { promised: 25, known: 25 });
});

test("control: the same Worker on a disk that says it has written, and has not, loses promises, and that is seen", async () => {
  const { promised, known } = await promiseAndDie(25, true);
  assert.ok(promised === 25 && known < promised, `${known} of ${promised}`);
});
