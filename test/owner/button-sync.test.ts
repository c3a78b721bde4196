/** The owner's buttons converge with SIPNET's, whatever happens in between. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ButtonChanges } from "../../worker/buttons/changes.ts";
import { buttonStore } from "../../worker/buttons/store.ts";
import type { SyncStore } from "../../worker/buttons/sync.ts";
import { newRecord } from "../../worker/buttons/plans.ts";
import { seedOf } from "../support/chance.ts";
import { memorySql } from "../support/sqlite.ts";
import { checkHistories } from "./button-histories.ts";
import { Cabinet } from "./paper-cabinet.ts";

test("400 random histories of edits on both sides, faults and crashes end with both books the same", async () => {
  await checkHistories(400, seedOf("buttons"));
});

test("twins whose answers were both lost are each found, with their own settings", async () => {
  const cabinet = new Cabinet();
  cabinet.put({ ...newRecord, phone: "74951234567", text: "first" });
  let id = 0;
  const store = buttonStore(memorySql(), () => Promise.resolve());
  const book = new ButtonChanges({ store, provider: cabinet, now: () => 1, newId: () => `plan ${(id += 1)}` });
  const twin = { phone: "74957770011", text: "twin" };
  cabinet.arm("lost-before", 0);
  await book.add({ ...twin, consent: "one" }, null);
  cabinet.arm("lost-after", 0);
  cabinet.arm("lost-after", 0);
  await book.add({ ...twin, consent: "other" }, null);
  assert.equal(book.reply().adding.length, 2);
  await book.synchronize();
  const { buttons, adding } = book.reply();
  assert.deepEqual([adding, cabinet.buttons.size], [[], 3]);
  assert.deepEqual(buttons.map(({ consent }) => consent).toSorted(), [null, "one", "other"].toSorted());
});

test("a button that the owner deleted stays deleted, though SIPNET's list came empty just then", async () => {
  const cabinet = new Cabinet();
  for (const text of ["sales", "repairs"]) cabinet.put({ ...newRecord, phone: "74951234567", text });
  const [sales = ""] = cabinet.buttons.keys();
  const store = buttonStore(memorySql(), () => Promise.resolve());
  const book = new ButtonChanges({ store, provider: cabinet, now: () => 1, newId: () => "plan" });
  await book.synchronize();
  cabinet.arm("list-empty", 0);
  const { kind } = await book.remove(sales);
  assert.equal(kind, "pending", "an empty list proves no deletion");
  await book.synchronize();
  const shown = book.reply().buttons.map(({ text }) => text);
  assert.deepEqual([shown, [...cabinet.buttons.values()].map(({ text }) => text)], [["repairs"], ["repairs"]]);
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
