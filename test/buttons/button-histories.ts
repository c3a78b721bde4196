/**
 * Random histories of one account's buttons: the owner at the console, somebody in SIPNET's cabinet,
 * lists that fail or come empty, answers that get lost, crashes before and after a write. In the end
 * both books must agree, and nothing may have happened that nobody asked for.
 */
import assert from "node:assert/strict";
import fc from "fast-check";
import { ButtonChanges } from "../../worker/buttons/changes.ts";
import { sameFields, sharedOf } from "../../worker/buttons/button.ts";
import type { SharedFields } from "../../worker/contract/button.ts";
import type { SyncStore } from "../../worker/buttons/sync.ts";
import { buttonStore } from "../../worker/buttons/store.ts";
import { newRecord } from "../../worker/buttons/plans.ts";
import { memorySql } from "../support/sqlite.ts";
import { Cabinet, Crash, type Mishap } from "./paper-cabinet.ts";

const mishap = fc.constantFrom<Mishap>(
  "list-fails",
  "list-empty",
  "refused",
  "unsent",
  "lost-before",
  "lost-after",
  "crash-before",
  "crash-after",
);
const which = fc.nat({ max: 5 });
const color = fc.constantFrom("#111111", "#222222", "#333333");

const step = fc.oneof(
  fc.record({ does: fc.constant("owner adds" as const) }),
  fc.record({ does: fc.constant("owner changes" as const), which, color, stale: fc.boolean() }),
  fc.record({ does: fc.constantFrom("owner resolves mine" as const, "owner resolves theirs" as const), which, color }),
  fc.record({ does: fc.constantFrom("owner deletes" as const, "owner restores" as const), which }),
  fc.record({ does: fc.constant("cabinet adds" as const) }),
  fc.record({ does: fc.constant("cabinet changes" as const), which, color }),
  fc.record({ does: fc.constant("cabinet deletes" as const), which }),
  fc.record({ does: fc.constant("synchronize" as const) }),
  fc.record({ does: fc.constant("mishap" as const), mishap, after: fc.nat({ max: 2 }) }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Plays so many histories. @throws with the seed and the shortest history that fails */
export async function checkHistories(
  count: number,
  seed: number,
  spoil = (store: SyncStore): SyncStore => store,
): Promise<void> {
  const history = fc.array(step, { minLength: 3, maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(history, (steps) => play(steps, spoil)),
    { numRuns: count, seed, verbose: 1 },
  );
}

async function play(steps: Step[], spoil: (store: SyncStore) => SyncStore): Promise<void> {
  const world = new World(spoil(buttonStore(memorySql(), () => Promise.resolve())));
  for (const each of steps) await world.take(each);
  await world.settle();
  world.judge();
}

/** The owner's side of a history, and what must be true at its end. */
class World {
  readonly cabinet = new Cabinet();
  readonly #store: SyncStore;
  /** What the owner has been shown of each button. */
  readonly #shown = new Map<string, SharedFields[]>();
  #book: ButtonChanges;
  #made = 0;
  #nowMs = 1;
  /** Marks of buttons that were added, to find their settings again. */
  readonly #marks = new Set<string>();
  /** Cids of buttons that the owner was told are deleted, or will be, and has not touched since. */
  readonly #deleted = new Set<string>();

  constructor(store: SyncStore) {
    this.#store = store;
    this.#book = this.#open();
  }

  #open(): ButtonChanges {
    return new ButtonChanges({
      store: this.#store,
      provider: this.cabinet,
      now: () => this.#nowMs,
      newId: () => `plan ${(this.#made += 1)}`,
    });
  }

  async take(each: Step): Promise<void> {
    this.#look();
    try {
      await this.#do(each);
    } catch (error) {
      // The list failed, or the process died: what rests in the store is all that is left.
      if (!(error instanceof Crash) && !this.cabinet.isMishap(error)) throw error;
      this.#book = this.#open();
    }
    this.#look();
  }

  async #do(each: Step): Promise<void> {
    switch (each.does) {
      case "owner adds":
        return this.#add();
      case "owner changes":
        return this.#change(each);
      case "owner resolves mine":
      case "owner resolves theirs":
        return this.#resolve(each);
      case "owner deletes":
        return this.#delete(each.which);
      case "owner restores": {
        const cid = nth(this.#book.reply().gone, each.which)?.cid;
        if (cid !== undefined) await this.#book.add({}, cid);
        return;
      }
      case "cabinet adds":
        this.cabinet.put(this.#record("cabinet"));
        return;
      case "cabinet changes":
        return this.cabinet.change(each.which, { color: each.color });
      case "cabinet deletes":
        return this.cabinet.delete(each.which);
      case "synchronize":
        await this.#book.synchronize();
        return;
      case "mishap":
        this.cabinet.arm(each.mishap, each.after);
    }
  }

  async #add(): Promise<void> {
    const record = this.#record("owner");
    const saved = await this.#book.add({ ...record, consent: record.text }, null);
    if (saved.kind === "done" || saved.kind === "pending") this.#marks.add(record.text);
  }

  async #change({ which: index, color: wanted, stale }: Step & { does: "owner changes" }): Promise<void> {
    const button = nth(this.#book.reply().buttons, index);
    if (!button) return;
    // A console that was left open still shows the first record it saw.
    const seen = (stale ? this.#shown.get(button.cid)?.[0] : undefined) ?? button.seen;
    this.#deleted.delete(button.cid);
    await this.#book.save(button.cid, { color: wanted, seen });
  }

  async #resolve(each: { does: string; which: number; color: string }): Promise<void> {
    const button = nth(this.#book.reply().buttons, each.which);
    if (!button) return;
    const resolve = each.does === "owner resolves mine" ? "mine" : "theirs";
    if (resolve === "mine") this.cabinet.mayOverwrite.add(button.cid);
    this.#deleted.delete(button.cid);
    await this.#book.save(button.cid, { color: each.color, resolve });
  }

  async #delete(index: number): Promise<void> {
    const button = nth(this.#book.reply().buttons, index);
    if (!button) return;
    this.cabinet.mayDelete.add(button.cid);
    const saved = await this.#book.remove(button.cid);
    // Where somebody changed it meanwhile, the owner is told so instead.
    if (saved.kind === "done" || saved.kind === "pending") this.#deleted.add(button.cid);
    else this.#deleted.delete(button.cid);
  }

  #look(): void {
    for (const { cid, seen } of this.#book.reply().buttons) {
      this.#shown.set(cid, [...(this.#shown.get(cid) ?? []), seen]);
      this.cabinet.show(cid, seen);
    }
  }

  #record(who: string): SharedFields {
    this.#made += 1;
    return { ...newRecord, phone: "74951234567", text: `${who} ${this.#made}` };
  }

  /** Everything works again; the owner settles what is in conflict. */
  async settle(): Promise<void> {
    this.cabinet.mend();
    this.#nowMs += 60 * 60_000;
    await this.#book.synchronize();
    for (const { id, text, maybeIs } of this.#book.reply().adding) {
      if (!maybeIs) continue;
      // Nothing was sent again by itself: the owner looks whether it is there.
      const found = maybeIs.find((cid) => this.cabinet.buttons.get(cid)?.text === text);
      await this.#book.resolveAddition(id, found ?? "again");
    }
    for (const { cid, sync } of this.#book.reply().buttons) {
      if (sync.state !== "conflict") continue;
      this.cabinet.mayOverwrite.add(cid);
      // Somebody changed what was to be deleted: the owner sees that, and lets it live.
      if (sync.mine === null) this.#deleted.delete(cid);
      await this.#book.save(cid, { resolve: sync.mine === null ? "theirs" : "mine" });
    }
    await this.#book.synchronize();
    const { writes } = this.cabinet;
    const again = await this.#book.synchronize();
    assert.deepEqual(
      [again.pushed, again.conflicts, this.cabinet.writes],
      [0, 0, writes],
      "a second run writes nothing",
    );
  }

  judge(): void {
    assert.deepEqual(this.#store.plans().filter(({ kind }) => kind !== "delete").length, this.#waitingForAList());
    const live = this.#book.reply().buttons;
    if (this.cabinet.buttons.size > 0) {
      assert.deepEqual(live.map(({ cid }) => cid).sort(), [...this.cabinet.buttons.keys()].sort(), "the same buttons");
    }
    for (const button of live) {
      const theirs = this.cabinet.buttons.get(button.cid);
      if (theirs) assert.ok(sameFields(sharedOf(button), theirs), "the same records");
      else assert.equal(button.sync.state === "missing" || button.sync.state === "pending", true);
    }
    const kept = new Set(this.#store.entries().map(({ button }) => button.consent));
    for (const mark of this.#marks)
      assert.ok(kept.has(mark) || this.cabinet.refusedTexts.has(mark), `settings of ${mark}`);
    const { buttons, refusedRemovals } = this.cabinet;
    // What was said to wait was refused later: the button stands in the list as it did.
    const returned = [...this.#deleted].filter((cid) => buttons.has(cid) && !refusedRemovals.has(cid));
    assert.deepEqual(returned, [], "what the owner deleted comes back");
    assert.deepEqual(this.cabinet.offences, [], "nothing was done that nobody asked for");
  }

  /** A change of a button that an empty list does not show waits until a list shows anything. */
  #waitingForAList(): number {
    if (this.cabinet.buttons.size > 0) return 0;
    return this.#store.plans().filter(({ kind }) => kind === "update").length;
  }
}

function nth<Item>(items: readonly Item[], index: number): Item | undefined {
  return items.length === 0 ? undefined : items[index % items.length];
}
