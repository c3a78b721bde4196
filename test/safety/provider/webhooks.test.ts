import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { seedOf } from "../../support/chance.ts";
import { hookBody, type HookBody } from "../../stand-ins/hook-bodies.ts";
import { NodeWorker, settle } from "../../stand-ins/node-worker.ts";
import { ownerPhone, PaperProvider } from "../../stand-ins/paper-provider.ts";
import { askForCall } from "../../stand-ins/paper-visitor.ts";
import { forgeMany, hookPath, post } from "./webhooks.ts";

const seed = seedOf("webhooks");
const visitor = "79161234567";

async function ringing() {
  const provider = new PaperProvider();
  const worker = new NodeWorker({ provider });
  const answer = await askForCall(worker, { phone: `+${visitor}` });
  await settle();
  const { id } = (await answer.json()) as { id: string };
  const look = async () => (await worker.request(`/v1/calls/${id}`)).json() as Promise<{ state: string }>;
  return { provider, worker, look };
}

test("2,000 forged webhooks change nothing of a call that rings", async () => {
  assert.deepEqual(await forgeMany(2_000, seed), { forged: 2_000, changes: 0 });
});

test("control: the true webhook of that call does change it", async () => {
  const { worker, look } = await ringing();
  assert.equal(await post(worker, hookPath, JSON.stringify(hookBody("leg-1", ownerPhone, "INVITE"))), 204);
  assert.equal((await look()).state, "ringing");
});

test("a webhook behind a byte-order mark is heard, and one nested thousands deep is turned away like any junk", async () => {
  const { worker, look } = await ringing();
  assert.equal(await post(worker, hookPath, `{"call_id":${"[".repeat(4_000)}${"]".repeat(4_000)}}`), 404);
  const marked = `\ufeff${JSON.stringify(hookBody("leg-1", ownerPhone, "INVITE"))}`;
  assert.equal(await post(worker, hookPath, marked), 204);
  assert.equal((await look()).state, "ringing");
});

test("with every webhook lost, polling alone sees the call to its end", async () => {
  const { worker, look } = await ringing();
  await worker.passTime(60_000);
  assert.equal((await look()).state, "ended");
  const before = worker.alarms;
  await worker.passTime(10 * 60_000);
  assert.ok(worker.alarms - before < 10, "and then the provider is left in peace");
});

const story: HookBody[] = [
  hookBody("leg-1", ownerPhone, "INVITE"),
  hookBody("leg-1", ownerPhone, "CONNECTED"),
  hookBody("leg-2", visitor, "INVITE"),
  hookBody("leg-2", visitor, "CONNECTED"),
  hookBody("leg-2", visitor, "BYE"),
  hookBody("leg-1", ownerPhone, "BYE"),
];

test("webhooks in any order, doubled or lost never turn a call back, and never end it", async () => {
  const rank = ["dialling", "ringing", "connected"];
  const disorder = fc.asyncProperty(fc.array(fc.constantFrom(...story), { maxLength: 12 }), async (events) => {
    const { worker, look } = await ringing();
    let before = 0;
    for (const event of events) {
      await post(worker, hookPath, JSON.stringify(event));
      const after = rank.indexOf((await look()).state);
      assert.ok(after >= before, `${rank[before]} was followed by ${(await look()).state}`);
      before = after;
    }
    await worker.passTime(60_000);
    assert.equal((await look()).state, "ended");
  });
  await fc.assert(disorder, { numRuns: 40, seed });
});
