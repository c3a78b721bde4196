import assert from "node:assert/strict";
import { test } from "node:test";
import * as fc from "fast-check";
import type { CallRow } from "../../worker/ledger/call-row.ts";
import { hand, startOver } from "../stand-ins/hand-clock.ts";
import { NodeWorker, settle } from "../stand-ins/node-worker.ts";
import { addressOf, phoneOf } from "../stand-ins/paper-people.ts";
import { ownerPhone, PaperProvider } from "../stand-ins/paper-provider.ts";
import { askForCall } from "../stand-ins/paper-visitor.ts";
import { seedOf } from "../support/chance.ts";
import { noon } from "../worker/wishes.ts";
import { keepPromises, PromisingShop } from "./promises.ts";

const seed = seedOf("promises");
const minute = 60_000;
const nothing = { histories: 0, promised: 0, kept: 0, takenBack: 0, shown: 0 };

test("every promise is kept once, taken back, or shown to its visitor and its owner, whatever happens", async () => {
  const { promised, kept, takenBack, shown } = await keepPromises(40, seed);
  assert.ok(Math.min(promised, kept, takenBack, shown) > 0, JSON.stringify({ promised, kept, takenBack, shown }));
});

test("control: a promise that rings twice, and one that rings though taken back, are seen", async () => {
  for (const cancelFirst of [false, true]) {
    const shop = await PromisingShop.open();
    await shop.take({ kind: "book", who: 1, inMs: 30 * minute });
    if (cancelFirst) await shop.take({ kind: "cancel", which: 0 });
    await shop.take({ kind: "wait", ms: 63 * minute });
    const body = `operation=gencall&srcphone=${ownerPhone}&dstphone=79161111001`;
    await shop.provider.answer("https://provider.example", { body });
    await assert.rejects(shop.close({ ...nothing }), assert.AssertionError);
  }
});

/** What may come at the moment at which calls are due. */
const events = ["alarm", "wake", "wake", "alarm", "cancel", "cancel", "look", "hook"] as const;

test("alarm, watchdog, cancel, webhook and look-up in any order: one dial for each promise, none after a cancel", async () => {
  const anyOrder = fc.asyncProperty(
    fc.scheduler(),
    fc.shuffledSubarray([...events], { minLength: 3 }),
    async (order, story) => {
      startOver();
      const provider = new PaperProvider();
      let isOrdered = false;
      const turn = (use: string) => (isOrdered ? order.schedule(Promise.resolve(), use) : Promise.resolve());
      const worker = new NodeWorker({ provider, turn });
      const due = noon + 30 * minute;
      const at = new Date(due).toISOString();
      const ids: string[] = [];
      for (const n of [1, 2, 3]) {
        const visit = { phone: phoneOf(n), address: addressOf(n), key: `key-of-an-order-${n}-0000000`, at };
        ids.push(((await (await askForCall(worker, visit)).json()) as { id: string }).id);
      }
      hand.nowMs = due;
      isOrdered = true;
      const cancelled = new Set<string>();
      const happen = async (event: (typeof events)[number], n: number) => {
        const id = ids[n % ids.length] ?? "";
        if (event === "alarm" || event === "wake") return worker.ledger[event]?.();
        if (event === "look") return worker.request(`/v1/calls/${id}`);
        if (event === "hook") return worker.ledger["calls"]?.["hearWebhook"]?.(hint, { fields: [], signed: false });
        const { status } = await worker.request(`/v1/calls/${id}`, { method: "DELETE" });
        if (status === 204) cancelled.add(phoneOf((n % ids.length) + 1));
        return undefined;
      };
      await order.waitFor(Promise.all(story.map(happen)));
      isOrdered = false;
      await worker.passTime(10 * minute);
      await settle();
      const dialled = provider.asked.map(({ dst }) => `+${dst}`);
      const expected = [1, 2, 3].map(phoneOf).filter((phone) => !cancelled.has(phone));
      assert.deepEqual(dialled.toSorted(), expected.toSorted());
    },
  );
  await fc.assert(anyOrder, { numRuns: 60, seed });
});

const hint = { callId: "leg-1", state: "INVITE", callerId: ownerPhone, calleeId: ownerPhone };

test("control: whoever uses the row that was read before the wait dials twice, and that is seen", async () => {
  const rows: Pick<CallRow, "dial">[] = [{ dial: "scheduled" }];
  let dials = 0;
  const hasty = async () => {
    const [row] = rows;
    await Promise.resolve();
    if (row?.dial !== "scheduled") return;
    rows[0] = { dial: "dialling" };
    dials += 1;
  };
  await Promise.all([hasty(), hasty(), hasty()]);
  assert.equal(dials, 3);
});
