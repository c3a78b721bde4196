import assert from "node:assert/strict";
import { test } from "node:test";
import { seedOf } from "../../support/chance.ts";
import { countBurst, hastyAsk } from "./burst.ts";
import type { Granted } from "./oracle.ts";
import { decide, type Limiter, productionLimiter, settings } from "./limiter.ts";
import { runModel } from "./limiter-model.ts";

const seed = seedOf("limiter");
/** Every rule that counts. */
const rules = [
  "ticket.calls",
  "ticket.numbers",
  "ticket.live",
  "ipv4.per10Min",
  "ipv4.perDay",
  "ipv6_64.per10Min",
  "ipv6_64.perDay",
  "ipv6_56.perHour",
  "ipv6_48.perHour",
  "number.inFlight",
  "number.gapS",
  "number.perHour",
  "number.perDay",
  "number.scheduled",
  "prefix.perHour",
  "button.perHour",
  "button.perDay",
  "account.perMinute",
  "account.perDay",
  "account.moneyPerDay",
  "waiting.ticket",
  "waiting.ipv4",
  "waiting.ipv6_48",
  "waiting.button",
  "waiting.buttonDuePerHour",
  "waiting.account",
  "waiting.prefix",
  "provider.unknown",
];

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
  const admits = ({ number }: Granted, nowMs: number) => {
    const key = `${number} ${Math.floor(nowMs / 3_600_000)}`;
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return before < limits.number.perHour;
  };
  const fixedWindows: Limiter = {
    ask: (call) => admits(call, call.askedMs),
    due: (call, _, nowMs) => admits(call, nowMs),
    giveBack: () => undefined,
  };
  assert.ok(decide(20_000, limits, fixedWindows, seed).over > 0);
});

test("control: a list that takes a late comer at its end counts too little, and that is seen", () => {
  const [limits] = settings;
  assert.ok(limits);
  const careless: Limiter = {
    ...productionLimiter(limits),
    // What was due and refused went back behind everything since: whoever is judged next sees an empty window.
    due: () => true,
  };
  assert.ok(decide(20_000, limits, careless, seed).over > 0);
});

test("whatever visitors, owners, crashes and clocks do, the book decides as the full list would", () => {
  runModel(200, seed);
  // The same stories every time, so that which rules they reach is no matter of luck.
  const fired = runModel(500, 3);
  assert.deepEqual(
    rules.filter((rule) => !fired.has(rule)),
    [],
    "these rules never fired, so nothing is known of them",
  );
});

test("500 visitors at the same moment get exactly the 5 calls that are allowed", async () => {
  for (let burst = 0; burst < 3; burst++) assert.equal(await countBurst(500, 5), 5);
});

test("control: one await between check and write lets all 500 through", async () => {
  assert.equal(await hastyAsk(500, 5), 500);
});
