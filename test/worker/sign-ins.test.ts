import assert from "node:assert/strict";
import { test } from "node:test";
import { hand } from "../stand-ins/hand-clock.ts";
import { NodeWorker, secrets } from "../stand-ins/node-worker.ts";
import { PaperProvider } from "../stand-ins/paper-provider.ts";

const minute = 60_000;

test("five wrong sign-ins, then 429 for a quarter of an hour, however often the shard's memory goes", async () => {
  const worker = new NodeWorker({ provider: new PaperProvider() });
  const signIn = async (token: string, address = "203.0.113.7") => {
    const headers = {
      "content-type": "application/json",
      origin: "https://calls.example",
      "sec-fetch-site": "same-origin",
      "cf-connecting-ip": address,
    };
    const answer = await worker.request("/v1/owner/session", {
      method: "POST",
      headers,
      body: JSON.stringify({ token }),
    });
    // Nobody asked for some ten seconds: the platform takes the objects out of memory.
    worker.crash();
    hand.nowMs += 12_000;
    return answer.status;
  };
  const guesses: number[] = [];
  for (let i = 0; i < 8; i++) guesses.push(await signIn("x".repeat(43)));
  assert.deepEqual(guesses, [401, 401, 401, 401, 401, 429, 429, 429]);
  assert.equal(await signIn(secrets.ownerToken), 429, "nor does a right guess tell that it was one");
  assert.equal(await signIn(secrets.ownerToken, "203.0.113.8"), 204, "others are not kept out");
  hand.nowMs += 15 * minute;
  assert.equal(await signIn(secrets.ownerToken), 204);
  const kept = worker.databases.get("DESK desk")?.prepare("SELECT * FROM signInTries").all() ?? [];
  assert.ok(kept.length > 0 && !JSON.stringify(kept).includes("203.0.113"), "no address rests");
});
