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

test("twins whose answers were both lost: one is found, of the other the owner is asked, and no third is made", async () => {
  const { cabinet, book } = open();
  const twin = { phone: "74957770011", text: "twin" };
  cabinet.arm("lost-before", 0);
  await book.add({ ...twin, consent: "one" }, null);
  cabinet.arm("lost-after", 0);
  await book.add({ ...twin, consent: "other" }, null);
  for (let n = 0; n < 5; n++) await book.synchronize();
  const [open1, ...rest] = book.reply().adding;
  assert.deepEqual([rest, open1?.maybeIs, cabinet.buttons.size], [[], [], 2]);
  assert.equal(await book.resolveAddition(open1?.id ?? "", "again"), true);
  const { buttons, adding } = book.reply();
  assert.deepEqual([adding, cabinet.buttons.size], [[], 3]);
  assert.deepEqual(buttons.map(({ consent }) => consent).toSorted(), [null, "one", "other"].toSorted());
});

test("a button whose answer was lost and whose text SIPNET keeps otherwise is added once, and the owner says which it is", async () => {
  const { cabinet, book } = open((text) => text.replace(/[«»]/g, '"'));
  cabinet.arm("lost-after", 0);
  await book.add({ phone: "8 (495) 777-00-11", text: "«Чай»", consent: "yes" }, null);
  for (let n = 0; n < 20; n++) await book.synchronize();
  assert.equal(cabinet.buttons.size, 2);
  const [asked] = book.reply().adding;
  const [cid = ""] = asked?.maybeIs ?? [];
  assert.equal(cabinet.buttons.get(cid)?.text, '"Чай"');
  assert.equal(await book.resolveAddition(asked?.id ?? "", "cid 1"), false, "one that was there before");
  assert.equal(await book.resolveAddition(asked?.id ?? "", cid), true);
  const { buttons, adding } = book.reply();
  assert.deepEqual([adding, buttons.find((button) => button.cid === cid)?.consent], [[], "yes"]);
  assert.equal(await book.resolveAddition(asked?.id ?? "", "again"), false, "it is settled");
});

test("a button whose answer was lost is not added again because SIPNET's list comes empty", async () => {
  const { cabinet, book } = open();
  await book.synchronize();
  cabinet.arm("lost-after", 0);
  await book.add({ phone: "74957770011", text: "tea" }, null);
  const { writes } = cabinet;
  cabinet.arm("list-empty", 0);
  await book.synchronize();
  assert.deepEqual([cabinet.writes, cabinet.offences], [writes, []]);
  await book.synchronize();
  assert.deepEqual([book.reply().adding, cabinet.buttons.size, book.reply().buttons.length], [[], 2, 2]);
});

test("a change to a button that was deleted at SIPNET outlives it: restored, it is as it was wanted last", async () => {
  const { cabinet, book } = open();
  cabinet.put({ ...newRecord, phone: "74951234568", text: "another" });
  await book.synchronize();
  const [first = ""] = cabinet.buttons.keys();
  cabinet.delete(0);
  const { kind } = await book.save(first, { text: "wanted" });
  assert.equal(kind, "gone", "the owner is told");
  assert.equal((await book.add({}, first)).kind, "done");
  assert.deepEqual(
    [...cabinet.buttons.values()].map(({ text }) => text),
    ["another", "wanted"],
  );
});

test("an addition that the owner drops is forgotten, and what SIPNET has stays a button like any other", async () => {
  const { cabinet, book } = open((text) => `${text}.`);
  cabinet.arm("lost-after", 0);
  await book.add({ phone: "74957770011", text: "tea" }, null);
  await book.resolveAddition(book.reply().adding[0]?.id ?? "", "drop");
  await book.synchronize();
  assert.deepEqual([book.reply().adding, cabinet.buttons.size, book.reply().buttons.length], [[], 2, 2]);
});

test("an addition of which no byte has left is sent again by itself", async () => {
  const { cabinet, book } = open();
  cabinet.arm("unsent", 0);
  await book.add({ phone: "74957770011", text: "tea" }, null);
  assert.equal(book.reply().adding[0]?.maybeIs, undefined);
  await book.synchronize();
  assert.deepEqual([book.reply().adding, cabinet.buttons.size], [[], 2]);
});

/** An account with one button; it may keep texts in its own way. */
function open(stored = (text: string) => text) {
  const cabinet = new Cabinet(stored);
  cabinet.put({ ...newRecord, phone: "74951234567", text: "first" });
  let id = 0;
  const store = buttonStore(memorySql(), () => Promise.resolve());
  const book = new ButtonChanges({ store, provider: cabinet, now: () => 1, newId: () => `plan ${(id += 1)}` });
  return { cabinet, store, book };
}

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

test("a button that is added while SIPNET's list comes empty takes none of the others off their pages", async () => {
  const { cabinet, book } = open();
  await book.synchronize();
  const [first = ""] = cabinet.buttons.keys();
  cabinet.arm("list-empty", 0);
  await book.add({ phone: "74957770011", text: "second" }, null);
  const { buttons, gone } = book.reply();
  assert.deepEqual([buttons.map(({ text }) => text), gone], [["first", "second"], []]);
  // An addition that waits is sent in the same turn as an edit of what the list lacks.
  cabinet.arm("unsent", 0);
  await book.add({ phone: "74957770022", text: "third" }, null);
  cabinet.arm("list-empty", 0);
  await book.save(first, { text: "edited" });
  await book.synchronize();
  assert.deepEqual(
    [...cabinet.buttons.values()].map(({ text }) => text),
    ["edited", "second", "third"],
  );
});

test("a twin of a button that an empty list did not show is not taken for the one whose answer was lost", async () => {
  const { cabinet, book } = open();
  await book.synchronize();
  cabinet.arm("list-empty", 0);
  cabinet.arm("lost-before", 0);
  await book.add({ phone: "74951234567", text: "first", consent: "yes" }, null);
  await book.synchronize();
  const { buttons, adding } = book.reply();
  assert.deepEqual([adding.length, buttons.map(({ consent }) => consent)], [1, [null]]);
});

test("a button being added when a snapshot was made is not added again from it, though SIPNET's list comes empty", async () => {
  const { cabinet, store, book } = open();
  await book.synchronize();
  cabinet.arm("unsent", 0);
  await book.add({ phone: "74957770011", text: "second" }, null);
  // Sent after the snapshot; put back, it says that nothing was.
  cabinet.put({ ...newRecord, phone: "74957770011", text: "second" });
  const later = new ButtonChanges({ store, provider: cabinet, now: () => 2, newId: () => "other" });
  for (let n = 0; n < 3; n++) {
    cabinet.arm("list-empty", 0);
    await later.synchronize();
  }
  assert.deepEqual([cabinet.buttons.size, later.reply().adding.length], [2, 1]);
  await later.synchronize();
  assert.deepEqual([cabinet.buttons.size, later.reply().adding, later.reply().buttons.length], [2, [], 2]);
});

test("a change that SIPNET refuses when nobody is there is shown to its owner beside what SIPNET has", async () => {
  const { cabinet, book } = open();
  await book.synchronize();
  const [cid = ""] = cabinet.buttons.keys();
  cabinet.arm("lost-before", 0);
  assert.equal((await book.save(cid, { text: "edited" })).kind, "pending");
  cabinet.arm("refused", 0);
  await book.synchronize();
  const sync = book.reply().buttons[0]?.sync;
  assert.deepEqual(
    [sync?.state, sync?.state === "conflict" && [sync.mine?.text, sync.theirs?.text]],
    ["conflict", ["edited", "first"]],
  );
  assert.equal(book.waiting().conflicts, 1);
  await book.synchronize();
  assert.deepEqual([cabinet.buttons.get(cid)?.text, book.waiting()], ["edited", { pending: 0, conflicts: 0 }]);
});

test("an addition that SIPNET refuses when nobody is there is asked about, and forgotten only by its owner", async () => {
  const { cabinet, book } = open();
  await book.synchronize();
  cabinet.arm("unsent", 0);
  await book.add({ phone: "74957770011", text: "second" }, null);
  cabinet.arm("refused", 0);
  await book.synchronize();
  const [asked] = book.reply().adding;
  assert.deepEqual([asked?.text, asked?.maybeIs], ["second", []]);
  assert.equal(await book.resolveAddition(asked?.id ?? "", "again"), true);
  assert.deepEqual([book.reply().adding, cabinet.buttons.size], [[], 2]);
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
