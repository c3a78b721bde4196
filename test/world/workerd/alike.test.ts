import assert from "node:assert/strict";
import { test } from "node:test";
import type { History } from "../history.ts";
import { mutants } from "../planted/mutants.ts";
import { plainHistories, playInBoth } from "./alike.ts";

/** One with few look-ups: they pause by the real clock, and on a busy machine longer histories outlast a visitor's ticket. */
const seed = Number(process.env.SEED ?? 93_750_923);
const optedOut: History = {
  seed: 100,
  start: 0,
  limits: 2,
  shape: 0,
  unrest: 0,
  steps: [
    { do: "opt out", id: 101, waitMs: 1_000, phone: 0 },
    { do: "visit", id: 102, waitMs: 20_000, phone: 0, from: 1, button: 0, laterMin: null },
  ],
};

test("a history ends in workerd as it does over the stand-in objects", async () => {
  // Its look-ups pause by the real clock, minutes in all: `npm run safety alike` plays two hundred.
  const pairs = await playInBoth(plainHistories(1, seed));
  for (const { history, inNode, inWorkerd } of pairs) assert.deepEqual(inWorkerd, inNode, JSON.stringify(history));
});

test("control: a bug that is only planted on one side is seen", async () => {
  const planted = mutants.find(({ name }) => name === "opted-out numbers are rung")?.patch ?? [];
  const [pair] = await playInBoth([optedOut], planted);
  assert.notDeepEqual(pair?.inWorkerd, pair?.inNode);
});
