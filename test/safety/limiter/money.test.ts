import assert from "node:assert/strict";
import { test } from "node:test";
import { seedOf } from "../../support/chance.ts";
import { chanceFrom } from "../../support/chance.ts";
import { callsWithin, mostWithinADay, spend } from "./money.ts";
import { day, hour } from "./oracle.ts";

const seed = seedOf("money");

test("20,000 requests from 2,000 addresses never reserve or spend a kopeck beyond the day's cap", () => {
  const { granted, overshootKopecks } = spend(20_000, 2_000, 5, seed);
  assert.ok(granted > 100, `only ${granted} were granted`);
  assert.ok(overshootKopecks <= 0, `${overshootKopecks} kopecks beyond the cap`);
  assert.ok(overshootKopecks > -5_000, "the cap was never nearly reached, so nothing was tested");
});

test("control: a cap that is checked against settled calls only is overshot, and that is seen", () => {
  const charged: { atMs: number; kopecks: number }[] = [];
  for (let i = 0; i < 200; i++) {
    const atMs = i * 60_000;
    // A call settles after an hour; until then such a treasurer does not see it.
    const settled = charged.filter((call) => call.atMs < atMs - hour && call.atMs > atMs - day);
    if (settled.reduce((sum, { kopecks }) => sum + kopecks, 5_000) <= 300_000) charged.push({ atMs, kopecks: 5_000 });
  }
  assert.ok(mostWithinADay(charged) > 300_000);
});

test("whatever an owner's price and cap are, as many calls are had as the cap pays for, and none more", () => {
  const chance = chanceFrom(seed);
  for (let n = 0; n < 60; n++) {
    const [kopecks, minutes, calls] = [1 + chance.under(3_000), 1 + chance.under(12), chance.under(4)];
    const [pricePerMinute, cap] = [kopecks / 100, kopecks * minutes * 2 * calls];
    const price = { pricePerMinute, reservedMinutes: minutes };
    assert.equal(callsWithin({ ...price, moneyPerDay: cap / 100 }), calls, `${cap / 100} at ${pricePerMinute}`);
    if (calls > 0) assert.equal(callsWithin({ ...price, moneyPerDay: (cap - 1) / 100 }), calls - 1);
  }
  assert.equal(callsWithin({ pricePerMinute: 0.000_04, reservedMinutes: 1, moneyPerDay: 0.02 }), 1, "no price is none");
});

test("control: a computer's own arithmetic has no room for a call of 4.35 under a cap of 4.35", () => {
  assert.ok(Math.floor(4.35 * 100) < 435);
});
