import assert from "node:assert/strict";
import { test } from "node:test";
import { seedOf } from "../support/chance.ts";
import { countBurst, hastyAsk } from "./burst.ts";
import { decide, type Limiter, productionLimiter, settings } from "./limiter.ts";
import { runModel } from "./limiter-model.ts";

const seed = seedOf("limiter");

for (const [i, limits] of settings.entries()) {
  test(`traffic of many days never gets a call too many (limits ${i})`, () => {
    const { admitted, over } = decide(20_000, limits, productionLimiter(limits), seed);
    assert.ok(admitted > 200, `only ${admitted} were admitted`);
    assert.equal(over, 0);
  });
}

test("control: windows that start afresh every hour admit too many, and that is seen", () => {
  const [limits] = settings;
  assert.ok(limits);
  const seen = new Map<string, number>();
  const fixedWindows: Limiter = ({ number, atMs }) => {
    const key = `${number} ${Math.floor(atMs / 3_600_000)}`;
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return before < limits.number.perHour;
  };
  assert.ok(decide(20_000, limits, fixedWindows, seed).over > 0);
});

test("whatever visitors, owners, crashes and clocks do, the book decides as the full list would", () => {
  runModel(300, seed);
});

test("500 visitors at the same moment get exactly the 5 calls that are allowed", async () => {
  for (let burst = 0; burst < 3; burst++) assert.equal(await countBurst(500, 5), 5);
});

test("control: one await between check and write lets all 500 through", async () => {
  assert.equal(await hastyAsk(500, 5), 500);
});
