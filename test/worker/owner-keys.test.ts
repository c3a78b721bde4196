/** The owner's calls: all numbers or none, and the same key has the same answer. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { startOver } from "../stand-ins/hand-clock.ts";
import { NodeWorker, secrets, settle } from "../stand-ins/node-worker.ts";
import { ownerPhone, PaperProvider } from "../stand-ins/paper-provider.ts";

function atDesk(breaker: (use: string) => void = () => undefined) {
  startOver();
  const provider = new PaperProvider();
  const worker = new NodeWorker({ provider, breaker });
  const dial = async (key: string, phones: string[], operation = "gencall") => {
    const answer = await worker.request(`/v1/owner/sipnet/${operation}`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${secrets.ownerToken}`,
        "content-type": "application/json",
        "cf-connecting-ip": "203.0.113.9",
        "idempotency-key": key,
      },
      body: JSON.stringify({ srcphone: ownerPhone, dstphone: phones.join() }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const rows = () =>
    worker.databases.get("LEDGER ledger")?.prepare("SELECT number, lockedUntilMs FROM calls").all() ?? [];
  return { provider, worker, dial, rows };
}

test("a call that the provider refused is refused again under its key, and was dialled once", async () => {
  const { provider, dial } = atDesk();
  const answer = () => Response.json({ status: "error", errorCode: "17", errorMessage: "Not enough money" });
  provider.faults.push({ name: "refused", placed: false, answer });
  const first = await dial("key-of-the-owner-1", ["79161110001"]);
  const again = await dial("key-of-the-owner-1", ["79161110001"]);
  assert.deepEqual([first.status, first.body["errorCode"]], [422, "17"]);
  assert.deepEqual(again, first);
  assert.equal(provider.asked.length, 1);
});

test("a key that is pressed twice while the provider thinks has one call and one answer", async () => {
  const { provider, dial } = atDesk();
  const [first, second] = await Promise.all([
    dial("key-of-the-owner-2", ["79161110002"]),
    dial("key-of-the-owner-2", ["79161110002"]),
  ]);
  assert.deepEqual(first, second);
  assert.deepEqual([first.status, provider.asked.length], [200, 1]);
});

test("where one of several numbers can't be written down, none is: no lock, no dial, and the key is free", async () => {
  let inserts = 0;
  let breaking = true;
  const { provider, dial, rows } = atDesk((use) => {
    if (use.startsWith("INSERT INTO calls") && breaking && ++inserts === 2) throw new Error("broken on purpose");
  });
  const phones = ["79161110003", "79161110004", "79161110005"];
  assert.equal((await dial("key-of-the-owner-3", phones, "genmulticall")).status, 503);
  assert.deepEqual([rows(), provider.asked.length], [[], 0]);
  breaking = false;
  const { status } = await dial("key-of-the-owner-3", phones, "genmulticall");
  await settle();
  assert.deepEqual([status, provider.asked.length, rows().length], [200, 1, 3]);
});

test("where one of several numbers has a call already, none of the others is locked", async () => {
  const { dial, rows } = atDesk();
  await dial("key-of-the-owner-4", ["79161110006"]);
  const { status } = await dial("key-of-the-owner-5", ["79161110007", "79161110006"], "genmulticall");
  assert.deepEqual([status, rows().length], [409, 1]);
  assert.equal((await dial("key-of-the-owner-6", ["79161110007"])).status, 200);
});
