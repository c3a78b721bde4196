import assert from "node:assert/strict";
import { test } from "node:test";
import { seedOf } from "../support/chance.ts";
import { fuzz } from "./input.ts";

test("4,000 hostile requests get no 5xx, hang nowhere and ring no phone", async () => {
  const { serverErrors, calls, slowestMs, statuses } = await fuzz(4_000, seedOf("input"));
  assert.deepEqual(serverErrors, []);
  assert.equal(calls, 0);
  assert.ok(slowestMs < 1_000, `${slowestMs} ms`);
  for (const status of [400, 403, 404, 415, 422]) assert.ok(statuses[status], `no request was answered ${status}`);
});
