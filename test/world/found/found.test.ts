/** Histories in which the world once broke a promise, shortened, and played anew. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { play } from "../play.ts";
import { readyWorld } from "../ready.ts";
import { buttons } from "./buttons.ts";
import { clocks } from "./clocks.ts";
import { rows } from "./rows.ts";

const modules = await readyWorld();

for (const [name, history] of Object.entries({ ...rows, ...clocks, ...buttons }))
  test(name, async () => {
    const { broken, facts } = await play(modules, history);
    assert.equal(broken, null);
    assert.ok(
      facts.seen.wishes.some(({ shown }) => shown !== null),
      "nobody was called in this history",
    );
  });
