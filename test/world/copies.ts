/**
 * A copy of everything that rests, and the system taken back to it: as a backup, whose restore leaves a mark, or
 * as a machine's snapshot, which leaves none. What people were told in between is then held against nobody.
 */
import type { DiskCopy } from "./platform/objects.ts";
import type { World } from "./play.ts";
import type { Seen } from "./seen.ts";
import { granted } from "./seen.ts";

/** Putting a copy back takes a person so long; calls that were under way are over by then. */
const offMs = 7 * 60_000;

interface Copy {
  disks: DiskCopy[];
  seen: Seen;
  dials: number;
  ms: number;
}

export class Copies {
  #copy: Copy | null = null;

  /** Once no write is under way; a disk too slow for that is not copied. */
  async take({ cloud, scheduler, facts, pass }: Pick<World, "cloud" | "scheduler" | "facts"> & Passing): Promise<void> {
    for (let tries = 0; tries < 20 && !cloud.objects.areAtRest(); tries++) await pass(50);
    if (!cloud.objects.areAtRest()) return;
    const dials = facts.provider.dials.length;
    this.#copy = { disks: cloud.objects.copy(), seen: structuredClone(facts.seen), dials, ms: scheduler.trueMs };
  }

  /** @returns whether there was a copy to take everything back to */
  async putBack(
    world: Pick<World, "cloud" | "scheduler" | "facts"> & Passing,
    { id, marked }: { id: number; marked: boolean },
  ): Promise<boolean> {
    const { cloud, scheduler, facts } = world;
    const copy = this.#copy;
    if (!copy) return false;
    cloud.turnOff();
    await world.pass(offMs);
    const iso = (ms: number) => new Date(ms).toISOString();
    const mark = { id: `restore-${id}`, takenAt: iso(copy.ms), restoredAt: iso(scheduler.nowMs), optOuts: "1" };
    cloud.objects.putBack(copy.disks, marked ? ["LEDGER", "suppressed"] : null);
    cloud.turnOn(marked ? mark : null);
    this.#rewind(facts.seen, copy, { marked, nowMs: scheduler.trueMs });
    facts.provider.dials.length = copy.dials;
    for (const call of facts.provider.calls) if (call.placedMs >= copy.ms) call.forgotten = true;
    return true;
  }

  #rewind(seen: Seen, copy: Copy, { marked, nowMs }: { marked: boolean; nowMs: number }): void {
    const { troubles, slackMs, steppedMs, unlisted, optOuts, withoutCron, alarmLostMs } = seen;
    const before = structuredClone(copy.seen);
    // The restore carries over who asked to be left in peace.
    const weather = { slackMs, steppedMs, unlisted, hindered: true, withoutCron, alarmLostMs };
    const kept = { troubles, ...weather, optOuts: marked ? optOuts : before.optOuts };
    // What was edited after the copy stands at SIPNET, and comes back from there.
    const edited = seen.texts.slice(before.texts.length).map((each) => ({ ...each, status: 0 }));
    before.texts.push(...edited);
    Object.assign(seen, before, kept);
    if (!marked) return;
    seen.restored.push({ ms: nowMs, untilMs: null });
    for (const wish of seen.wishes) if (wish.atMs !== null && granted(wish) !== undefined) wish.takenBackMs ??= nowMs;
  }
}

interface Passing {
  pass(ms: number): Promise<void>;
}
