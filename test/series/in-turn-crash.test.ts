/** A series that is killed at every point of it: nobody is rung twice, and the call comes to an end. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { hand } from "../stand-ins/hand-clock.ts";
import { deaf, type Firm, minute, openFirm, second, talks } from "./firm.ts";

const final = new Set(["ended", "no-answer", "busy", "failed", "cancelled"]);
const habits = [deaf, deaf, talks];

/** Whatever became of it: each agent at most once, one at a time, the visitor at most once. */
async function judge(firm: Firm, id: string, where: string): Promise<void> {
  const dialled = firm.dialled();
  assert.deepEqual(
    dialled,
    dialled.map((_, at) => at),
    where,
  );
  for (const [at, call] of firm.provider.placed.entries())
    assert.ok(at === 0 || (firm.provider.placed[at - 1]?.endedAt ?? Infinity) <= call.placedAt, where);
  assert.ok(firm.rang(1) <= 1, where);
  const { state } = await firm.callOf(id);
  assert.ok(final.has(state), `${where}: ${state}`);
}

test("killed at any second of a series", async () => {
  for (let ms = 0; ms < 26 * second; ms += second) {
    const firm = await openFirm({ habits });
    const id = await firm.ask(1);
    await firm.worker.passTime(ms);
    firm.worker.crash();
    await firm.worker.watch();
    await firm.worker.passTime(20 * minute);
    await judge(firm, id, `killed after ${ms} ms`);
  }
});

test("killed at any write or request of a series", async () => {
  let [reached, furthest] = [0, 0];
  for (let point = 1; ; point += 1) {
    let uses = -Infinity;
    const life = { over: false };
    const count = (): boolean => (uses += 1) >= point && !life.over;
    const firm: Firm = await openFirm({
      habits,
      worker: {
        breaker: (use) => {
          if (!/^(?:INSERT|UPDATE|DELETE|setAlarm|sync)/i.test(use) || !count()) return;
          life.over = true;
          throw new Error("killed");
        },
        turn: async () => {
          if (!count()) return;
          life.over = true;
          throw new Error("killed");
        },
      },
    });
    const id = await firm.ask(1);
    uses = 0;
    const startedMs = hand.nowMs;
    const live = (): Promise<void> =>
      firm.worker.passTime(250).catch((error: unknown) => {
        if (!life.over) throw error;
      });
    for (let ms = 0; ms < 40 * second && !life.over; ms += 250) await live();
    if (!life.over) break;
    furthest = Math.max(furthest, hand.nowMs - startedMs);
    firm.worker.crash();
    await firm.worker.watch();
    await firm.worker.passTime(20 * minute);
    await judge(firm, id, `killed at its use ${point}`);
    reached += 1;
  }
  assert.ok(reached > 20 && furthest > 15 * second, `${reached} points, up to ${furthest} ms`);
});
