/** The world for a minute: histories of fixed seeds, and of one that nobody has seen before. `SEED` plays one again. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { seedOf } from "../support/chance.ts";
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
