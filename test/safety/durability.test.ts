import assert from "node:assert/strict";
import { test } from "node:test";
import { chanceFrom, seedOf } from "../support/chance.ts";
import { killAmongWrites } from "./durability.ts";

test("what 150 visitors were promised survives 2 crashes", async () => {
  const { kills, acknowledged, lost } = await killAmongWrites(2, 75, chanceFrom(seedOf("durability")));
  assert.deepEqual([kills, lost], [2, 0]);
  assert.ok(acknowledged > 100, `${acknowledged} were acknowledged`);
});

test("control: promises that are kept in memory and written a moment later are lost, and that is seen", () => {
  const written: number[] = [];
  const waiting: number[] = [];
  const acknowledged = Array.from({ length: 150 }, (_, n) => {
    waiting.push(n);
    if (n % 40 === 39) written.push(...waiting.splice(0));
    return n;
  });
  assert.ok(acknowledged.filter((n) => !written.includes(n)).length > 0);
});
