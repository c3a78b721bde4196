import assert from "node:assert/strict";
import { test } from "node:test";
import { lists, paperFaults } from "./paper-faults.ts";
import { doubleNaively, sufferFaults } from "./unknown-outcomes.ts";

test("whatever the provider does to a request, the call is placed once, never lost, and settled in the end", async () => {
  const { manual, reached, ...outcomes } = await sufferFaults(2);
  const keys = paperFaults.length * 2;
  assert.deepEqual(outcomes, { keys, doubled: 0, lost: 0, invented: 0, unresolved: 0, lockedOpen: 0, failures: 0 });
  assert.ok(manual > 0, "no outcome was ever handed to the owner");
  for (const { name } of paperFaults) assert.equal(reached.faults.get(name), 2, `${name} struck`);
  for (const list of lists) assert.ok(reached.lists.get(list), `nobody looked at a list that is ${list}`);
  for (const end of ["started", "refused", "not-placed", "manual"])
    assert.ok(reached.ends.get(end), `no call ended as ${end}`);
});

test("control: a client that tries again doubles calls, and that is seen", async () => {
  const { keys, doubled } = await doubleNaively();
  assert.ok(doubled > keys / 3, `${doubled} of ${keys}`);
});
