/** What a stranger's cheap requests do to a visitor's call: ids that were made up, thousands a second. */
import { randomBytes } from "node:crypto";
import { startHeldProvider } from "../../stand-ins/held-provider.ts";
import { fire, median, type Shot, take } from "../load.ts";
import { pressAhead, start, view } from "./set-up.ts";

export interface Flood {
  idleMs: number;
  floodedMs: number;
  /** As many as came: the generator shares the machine with the Worker. */
  perSecond: number;
}

const wantedPerSecond = 3_000;
const connections = 32;

export async function benchFlood(rounds: number, visitors: number): Promise<Flood> {
  const provider = await startHeldProvider();
  const worker = await start("ours", provider);
  const shots = (await pressAhead(2 * rounds * visitors + 50)).values();
  const visit = async (count: number) => (await fire(worker.url, 1, take(shots, count), 30_000, 202)).latenciesMs;
  try {
    await fire(worker.url, 1, [view].values(), 5_000, 200);
    await visit(50);
    const [idleMs, floodedMs, perSecond]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < rounds; round++) {
      idleMs.push(...(await visit(visitors)));
      const flood = { isOver: false };
      const flooding = fire(worker.url, connections, paced(flood), 60_000, 404);
      floodedMs.push(...(await visit(visitors)));
      flood.isOver = true;
      perSecond.push((await flooding).perSecond);
    }
    return { idleMs: median(idleMs), floodedMs: median(floodedMs), perSecond: median(perSecond) };
  } finally {
    await Promise.all([worker.stop(), provider.close()]);
  }
}

/** Calls' ids and buttons' in turn; each connection waits where more would come than is wanted. */
function paced(flood: { isOver: boolean }): AsyncIterator<Shot> {
  const startedMs = performance.now();
  let sent = 0;
  return {
    async next() {
      const aheadMs = (sent++ / wantedPerSecond) * 1_000 - (performance.now() - startedMs);
      if (aheadMs > 1) await new Promise((settle) => setTimeout(settle, aheadMs));
      if (flood.isOver) return { value: undefined, done: true };
      const path =
        sent % 2 === 0
          ? `/v1/calls/${randomBytes(18).toString("base64url")}`
          : `/v1/buttons/${randomBytes(16).toString("hex").toUpperCase()}`;
      const headers = { "cf-connecting-ip": `198.51.100.${sent % 250}` };
      return { value: { method: "GET", path, headers }, done: false };
    },
  };
}
