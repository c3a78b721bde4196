import assert from "node:assert/strict";
import { test } from "node:test";
import { addressOf } from "../../stand-ins/paper-people.ts";
import { chanceFrom, seedOf } from "../../support/chance.ts";
import { besiege } from "./siege.ts";

const hours = 3;
const everyMs = 60_000;

test("four addresses and a /48 that never rest leave a shop's visitors their calls", async () => {
  const { honest, served, granted, mostPerHour, mostPerDay } = await besiege(
    { hours, honestPerHour: 6, everyMs },
    chanceFrom(seedOf("siege")),
  );
  assert.ok(granted > 0, "the attacker was granted nothing: it attacks nobody");
  assert.ok(served >= honest * 0.8, `${served} of ${honest} were served`);
  assert.ok(mostPerHour <= 3 && mostPerDay <= 5, `a stranger was rung ${mostPerHour} and ${mostPerDay} times`);
});

test("control: an attacker with an address for each request leaves few a call, and is seen to", async () => {
  let used = 500_000;
  const addresses = () => Array.from({ length: 5 }, () => addressOf((used += 1)));
  const { honest, served } = await besiege({ hours, honestPerHour: 6, everyMs, addresses }, chanceFrom(11));
  assert.ok(served < honest * 0.8, `${served} of ${honest} were served`);
});
