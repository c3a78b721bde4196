/** What a visitor was told is kept: calls are acknowledged as fast as they come, and the process dies among them. */
import { rm } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { startWorker } from "../support/workerd.ts";
import type { Chance } from "../support/chance.ts";
import { addressOf } from "../stand-ins/paper-people.ts";
import { type HeldProvider, startHeldProvider } from "../stand-ins/held-provider.ts";
import { scratchDirectory } from "../support/scratch.ts";
import { press } from "../stand-ins/workerd-visitor.ts";

export interface Durable {
  kills: number;
  acknowledged: number;
  lost: number;
}

const most = 1_000_000_000;
const LIMITS = JSON.stringify({
  account: { perMinute: most, perDay: most },
  button: { perHour: most, perDay: most },
  number: { perHour: most, perDay: most, gapS: 0 },
  prefix: { perHour: most },
  breaker: { window: 0 },
  night: { on: false },
});
/** Kills so often, each time after about so many acknowledged calls. */
export async function killAmongWrites(kills: number, writes: number, chance: Chance): Promise<Durable> {
  const provider = await startHeldProvider();
  const sum: Durable = { kills: 0, acknowledged: 0, lost: 0 };
  try {
    for (; sum.kills < kills; sum.kills++) {
      // New storage for every life: after a crash amid so many dials, dialling stays closed for a while.
      const storage = await scratchDirectory("durable");
      const promised = await dieAmongWrites(provider, storage, writes, chance);
      sum.acknowledged += promised.length;
      sum.lost += await countMissing(provider, storage, promised);
      await rm(storage, { recursive: true, force: true });
    }
  } finally {
    await provider.close();
  }
  return sum;
}

/** Visitors press as fast as 24 of them can; the ids that came back before the process was killed. */
async function dieAmongWrites(provider: HeldProvider, storage: string, writes: number, chance: Chance) {
  const worker = await startWorker({ sipnetUrl: provider.url, vars: { LIMITS }, storage });
  const promised: string[] = [];
  const life = { n: 0, over: false };
  const pressing = async () => {
    while (!life.over) {
      const id = await press(worker.url, { n: life.n++ });
      if (id !== null) promised.push(id);
    }
  };
  const visitors = Array.from({ length: 24 }, pressing);
  const target = Math.ceil(writes * (0.8 + 0.4 * chance.next()));
  for (const endMs = Date.now() + 20_000; promised.length < target && Date.now() < endMs;) await wait(1);
  await worker.kill();
  life.over = true;
  await Promise.all(visitors);
  return promised;
}

async function countMissing(provider: HeldProvider, storage: string, promised: readonly string[]): Promise<number> {
  if (promised.length === 0) return 0;
  const worker = await startWorker({ sipnetUrl: provider.url, vars: { LIMITS }, storage });
  let missing = 0;
  for (let i = 0; i < promised.length; i += 32) {
    const looks = promised.slice(i, i + 32).map((id, n) => {
      const headers = { "cf-connecting-ip": addressOf(i + n) };
      return fetch(`${worker.url}/v1/calls/${id}`, { headers });
    });
    for (const { status, body } of await Promise.all(looks)) {
      await body?.cancel();
      missing += Number(status !== 200);
    }
  }
  await worker.kill();
  return missing;
}
