/** The world for a minute: histories of fixed seeds, and of one that nobody has seen before. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { seedOf } from "../support/chance.ts";
import { mutants } from "./mutants.ts";
import { play } from "./play.ts";
import { readyWorld } from "./ready.ts";
import { search, told } from "./search.ts";

const fresh = seedOf("world");
const modules = await readyWorld();
const shortenMs = 60_000;

for (const [name, seed] of [
  ["one", 1],
  ["two", 2],
  ["three", 3],
  ["fresh", fresh],
] as const)
  test(`every promise holds in the histories of seed ${name}`, async () => {
    const { found, histories, days, tasks } = await search(modules, { seed, histories: 60, ms: 20_000, shortenMs });
    console.log(`# seed ${seed}: ${histories} histories, ${days.toFixed(1)} days, ${tasks} tasks`);
    assert.equal(found && told(found), null);
    assert.ok(histories > 3, "the world stood still");
  });

test("a history is played the same way every time", async () => {
  const { found } = await search(await readyWorld(keyForgotten), { seed: 4, histories: 300, ms: 60_000, shortenMs: 0 });
  assert.ok(found);
  const ends = [await play(modules, found.history), await play(modules, found.history)].map(
    ({ tasks, lastedMs, facts }) => ({ tasks, lastedMs, dials: facts.provider.dials, wishes: facts.seen.wishes }),
  );
  assert.deepEqual(ends[0], ends[1]);
});

const keyForgotten = mutants.find(({ name }) => name === "the key of a request is not looked up")?.patch ?? [];

test("control: a planted bug is found, and its history shortened to a few steps", async () => {
  const { found } = await search(await readyWorld(keyForgotten), { seed: 1, histories: 300, ms: 60_000, shortenMs });
  assert.equal(found?.broken.promise, "one answer for a key");
  assert.ok(found.history.steps.length <= 4, told(found));
});
