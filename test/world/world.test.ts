/** The world for a minute: histories of fixed seeds, and of one that nobody has seen before. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { seedOf } from "../support/chance.ts";
import { histories } from "./history.ts";
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
    const { found, ...sum } = await search(modules, { seed, histories: 50, ms: 15_000, shortenMs });
    console.log(`# seed ${seed}: ${sum.histories} histories, ${sum.days.toFixed(1)} days, ${sum.tasks} tasks`);
    assert.equal(found && told(found), null);
  });

test("a history is played the same way every time", async () => {
  const [history] = fc
    .sample(histories, { seed: 4, numRuns: 40 })
    .filter(({ unrest, steps }) => unrest === 3 && steps.length > 25);
  assert.ok(history);
  const [first, second] = [await play(modules, history), await play(modules, history)];
  const bookOf = ({ tasks, lastedMs, facts }: typeof first) => [tasks, lastedMs, facts.provider.dials, facts.seen];
  assert.deepEqual(bookOf(first), bookOf(second));
  assert.ok(first.facts.provider.dials.length > 1, "nothing happened in it");
});

const keyForgotten = mutants.find(({ name }) => name === "the key of a request is not looked up")?.patch ?? [];

test("control: a planted bug is found, and its history shortened to a few steps", async () => {
  const { found } = await search(await readyWorld(keyForgotten), { seed: 1, histories: 300, ms: 60_000, shortenMs });
  assert.equal(found?.broken.promise, "one answer for a key");
  assert.ok(found.history.steps.length <= 4, told(found));
});
