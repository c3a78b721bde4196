/** The world plays alike every time, and sees what is broken on purpose. `short.test.ts` searches it for a minute. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import { histories } from "./random-histories.ts";
import { mutants } from "./planted/mutants.ts";
import { patchedFiles } from "./platform/load.ts";
import { play } from "./play.ts";
import { readyWorld } from "./ready.ts";
import { search, told } from "./search.ts";

const modules = await readyWorld();
/** Long enough on a machine that has much else to do. */
const shortenMs = 300_000;

test("a history is played the same way every time", async () => {
  const [history] = fc
    .sample(histories, { seed: 4, numRuns: 300 })
    .filter(({ unrest, start, limits, steps }) => unrest === 3 && start === 0 && limits !== 1 && steps.length > 25);
  assert.ok(history);
  const [first, second] = [await play(modules, history), await play(modules, history)];
  const bookOf = ({ tasks, lastedMs, facts }: typeof first) => [tasks, lastedMs, facts.provider.dials, facts.seen];
  assert.deepEqual(bookOf(first), bookOf(second));
  assert.ok(first.facts.provider.dials.length > 1, "nothing happened in it");
});

test("every planted bug can be planted: its text is still there, once", () => {
  for (const { name, patch } of mutants) assert.doesNotThrow(() => patchedFiles(patch), name);
});

const keyForgotten = mutants.find(({ name }) => name === "the key of a request is not looked up")?.patch ?? [];

test("control: a planted bug is found, and its history shortened to a few steps", async () => {
  const { found } = await search(await readyWorld(keyForgotten), { seed: 1, histories: 300, ms: 60_000, shortenMs });
  assert.equal(found?.broken.promise, "one answer for a key");
  assert.ok(found.history.steps.length <= 4, told(found));
});
