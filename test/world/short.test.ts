/** The world for a minute: histories of fixed seeds, and of `SEED` where one is given. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readyWorld } from "./ready.ts";
import { search, told } from "./search.ts";

const given = process.env.SEED;
const modules = await readyWorld();
const shortenMs = 60_000;

for (const seed of [1, 2, 3, ...(given === undefined ? [] : [Number(given)])])
  test(`every promise holds in the histories of seed ${seed}`, async () => {
    const { found, ...sum } = await search(modules, { seed, histories: 50, ms: 15_000, shortenMs });
    console.log(`# seed ${seed}: ${sum.histories} histories, ${sum.days.toFixed(1)} days, ${sum.tasks} tasks`);
    assert.equal(found && told(found), null);
  });
