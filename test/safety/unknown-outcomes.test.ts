import assert from "node:assert/strict";
import { test } from "node:test";
import { paperFaults } from "./paper-faults.ts";
import { doubleNaively, sufferFaults } from "./unknown-outcomes.ts";

test("whatever the provider does to a request, the call is placed once, never lost, and settled in the end", async () => {
  const { manual, ...outcomes } = await sufferFaults(2);
  const keys = paperFaults.length * 2;
  assert.deepEqual(outcomes, { keys, doubled: 0, lost: 0, unresolved: 0, lockedOpen: 0 });
  assert.ok(manual > 0, "no outcome was ever handed to the owner");
});

test("control: a client that tries again doubles calls, and that is seen", async () => {
  const { keys, doubled } = await doubleNaively();
  assert.ok(doubled > keys / 3, `${doubled} of ${keys}`);
});
