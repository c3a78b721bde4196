import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { chanceFrom, seedOf } from "../support/chance.ts";
import { startHeldProvider } from "../stand-ins/held-provider.ts";
import { points, surviveKills } from "./kills.ts";

const seed = seedOf("kills");

describe(
  "a Worker that is killed rings nobody twice, forgets no promise and settles the call",
  { concurrency: 4 },
  () => {
    for (const [i, point] of points.entries()) {
      test(`killed ${point}`, async () => {
        const survived = await surviveKills([point], chanceFrom(seed + i));
        const reached = { [point]: 1 };
        assert.deepEqual(survived, { kills: 1, doubled: 0, lost: 0, unresolved: 0, reached });
      });
    }
  },
);

test("control: a page that asks the provider itself, and again when no answer comes, rings a person twice", async () => {
  const provider = await startHeldProvider();
  provider.treat = () => "place and keep";
  const dial = () => {
    const body = new URLSearchParams({ operation: "gencall", dstphone: "79161234567" });
    return fetch(provider.url, { method: "POST", body, signal: AbortSignal.timeout(300) }).catch(() => null);
  };
  if (!(await dial())) await dial();
  assert.deepEqual(provider.rang, ["79161234567", "79161234567"]);
  await provider.close();
});
