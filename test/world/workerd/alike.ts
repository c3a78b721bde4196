/** The same histories in Node and in workerd: do they end alike? */
import { join } from "node:path";
import * as fc from "fast-check";
import { type RunningWorker, startWorker } from "../../support/workerd.ts";
import type { History, Step } from "../history.ts";
import { histories } from "../random-histories.ts";
import { limitSets } from "../limit-sets.ts";
import { address, origin, secrets } from "../platform/cloud.ts";
import type { Patch } from "../platform/load.ts";
import type { Stage } from "../perform.ts";
import { live, World } from "../play.ts";
import { dialFaults, lists, plainShapes } from "../provider/weather.ts";
import { readyWorld } from "../ready.ts";
import { listen, WiredStage } from "./wire.ts";

/** Steps that mean the same on both sides: nothing of them depends on how long the machine takes. */
const kinds: readonly Step["do"][] = ["visit", "retry", "cancel", "look", "opt out", "panic", "hours", "edit", "add"];
const more: readonly Step["do"][] = ["sync", "call back", "dial fault", "list", "hooks", "phone", "forged hook"];

function isAlike(step: Step): boolean {
  if (step.do === "dial fault") {
    const { answer, afterMs, lateMs } = dialFaults[step.fault] ?? { answer: "silence" };
    return afterMs === undefined && lateMs === undefined && answer !== "silence";
  }
  if (step.do === "list") return !["down", "silent"].includes(lists[step.mode] ?? "");
  return [...kinds, ...more].includes(step.do);
}

/** One thing after another, each at a time of its own. */
export function plainHistories(count: number, seed: number): History[] {
  return fc.sample(histories, { seed, numRuns: count }).map((history) => {
    const chosen = history.steps.filter(isAlike).slice(0, 20);
    const steps = chosen.map((step, i) => ({ ...step, waitMs: step.waitMs + 10_000 + 7 * i }));
    // Rows that say little are read alike wherever they are read, and asked for long: each look costs a while there.
    const shape = history.shape % plainShapes.length;
    return { ...history, shape, limits: 2, ownServer: false, unrest: 0, steps };
  });
}

/** What people and the provider will remember of it. */
function memoryOf({ facts: { seen, provider } }: Stage): unknown {
  const wishes = seen.wishes.map(({ phone, told, cancelledMs, shown }) => {
    const answers = told.map(({ status, problem = "" }) => `${status} ${problem}`);
    return { phone, answers, cancelled: cancelledMs !== null, state: shown?.state, reason: shown?.reason };
  });
  const dials = provider.dials.map(({ ms, operation, src, dst }) => [ms, operation, src, ...dst].join(" "));
  const buttons = [...provider.buttons.values()].map(({ phone, text }) => `${phone} ${text}`);
  return { wishes, dials, buttons, callBacks: seen.callBacks.map(({ phone, told }) => [phone, told?.status]) };
}

export interface Pair {
  history: History;
  inNode: unknown;
  inWorkerd: unknown;
}

/** @param patch a bug planted in the Worker that runs in Node */
export async function playInBoth(chosen: readonly History[], patch: Patch = []): Promise<Pair[]> {
  const { url: sipnetUrl, stages, server } = await listen();
  const vars = {
    LIMITS: JSON.stringify(limitSets[2]),
    PUBLIC_URL: address,
    ALLOWED_ORIGINS: origin,
    APP_SECRET: secrets.appSecret,
    OWNER_TOKEN: secrets.ownerToken,
  };
  const at = (name: string) => join(import.meta.dirname, name);
  let worker: RunningWorker | undefined;
  try {
    worker = await startWorker({ sipnetUrl, vars, entry: at("entry.ts"), clock: at("set-time.ts") });
    const pairs: Pair[] = [];
    const modules = await readyWorld(patch);
    for (const [n, history] of chosen.entries()) {
      const wired = new WiredStage(worker.url, `h${n}`, history);
      stages.set(`h${n}`, wired);
      await live(wired, history);
      const world = new World(modules, history);
      world.provider.latencyMs = 0;
      await live(world, history);
      pairs.push({ history, inNode: memoryOf(world), inWorkerd: memoryOf(wired) });
    }
    return pairs;
  } finally {
    server.closeAllConnections();
    server.close();
    await worker?.stop();
  }
}
