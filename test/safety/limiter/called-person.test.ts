import assert from "node:assert/strict";
import { test } from "node:test";
import { bother } from "./called-person.ts";

test("a person whom 300 visitors want to be rung in an hour is rung 3 times", async () => {
  assert.deepEqual(await bother(300, 0.999), { asked: 300, calls: 3, mostPerHour: 3 });
});

test("a person whom 600 visitors want to be rung all day is rung 5 times", async () => {
  assert.deepEqual(await bother(600, 23.99), { asked: 600, calls: 5, mostPerHour: 3 });
});

test("control: without the limits of the called number, the same crowd makes it ring all day", async () => {
  const { calls } = await bother(200, 23.99, {
    number: { perHour: 1_000, perDay: 1_000, gapS: 0 },
    prefix: { perHour: 1_000 },
    night: { on: false },
  });
  assert.ok(calls > 100, `${calls} calls`);
});
