/** The owner's buttons converge with SIPNET's, whatever happens in between. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { SyncStore } from "../../worker/button-sync.ts";
import { seedOf } from "../safety/chance.ts";
import { checkHistories } from "./button-histories.ts";

test("400 random histories of edits on both sides, faults and crashes end with both books the same", async () => {
  await checkHistories(400, seedOf("buttons"));
});

const spoilers: [what: string, spoil: (store: SyncStore) => SyncStore][] = [
  [
    "what SIPNET had before an addition is forgotten",
    (store) => ({ ...store, keep: (plan) => store.keep(plan.kind === "add" ? { ...plan, known: null } : plan) }),
  ],
  [
    "a plan does not know which record it may replace",
    (store) => ({ ...store, keep: (plan) => store.keep(plan.kind === "update" ? { ...plan, bases: null } : plan) }),
  ],
  ["a plan is not written down", (store) => ({ ...store, plans: () => [] })],
];

for (const [what, spoil] of spoilers) {
  test(`control: the histories tell when ${what}`, async () => {
    await assert.rejects(checkHistories(1_000, 7, spoil));
  });
}
