/**
 * workerd killed in the middle of a call, at named points and at random, and started again on what
 * it had written: nobody is rung twice, no promise is forgotten, and everything is settled.
 */
import { rm } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { type RunningWorker, secrets, startWorker } from "../support/workerd.ts";
import { until } from "../support/until.ts";
import type { Chance } from "../support/chance.ts";
import { type HeldProvider, startHeldProvider } from "../stand-ins/held-provider.ts";
import { minute } from "./limiter/oracle.ts";
import { addressOf, phoneOf } from "../stand-ins/paper-people.ts";
import { hookBody, hookPathOf } from "../stand-ins/hook-bodies.ts";
import { scratchDirectory } from "../support/scratch.ts";
import { press } from "../stand-ins/workerd-visitor.ts";

const patienceMs = 90_000;

/** Where the process dies. */
export const points = [
  "after the row",
  "after the request left, call placed",
  "after the request left, call not placed",
  "before the answer is committed",
  "in the alarm",
  "in the webhook",
  "at random",
] as const;
export type Point = (typeof points)[number];

export interface Survived {
  kills: number;
  doubled: number;
  /** Acknowledged calls that nobody knows any more, and rung ones that are said never to have been placed. */
  lost: number;
  unresolved: number;
  /** How often the process died just where it was to die. */
  reached: Partial<Record<Point, number>>;
}

/** Where it died, if there, and the id of the call if it was acknowledged. */
interface Death {
  acknowledged: string | null;
  there: boolean;
}

const LIMITS = JSON.stringify({
  account: { perMinute: 10_000, perDay: 10_000 },
  breaker: { window: 0 },
  night: { on: false },
});

/** One installation that is killed at each of these points in turn. */
export async function surviveKills(where: readonly Point[], chance: Chance): Promise<Survived> {
  const storage = await scratchDirectory("killed");
  const provider = await startHeldProvider();
  const survived: Survived = { kills: 0, doubled: 0, lost: 0, unresolved: 0, reached: {} };
  try {
    for (const [n, point] of where.entries()) {
      // Every life begins a little later than the last one's search may last.
      const life = { storage, clockOffsetMs: n * 17 * minute };
      const { acknowledged, there } = await dieAt(point, await start(provider, life), provider, n, chance);
      survived.reached[point] = (survived.reached[point] ?? 0) + Number(there);
      const next = { storage, clockOffsetMs: life.clockOffsetMs + 16 * minute };
      await judge(survived, await start(provider, next), provider, { n, acknowledged, offsetMs: next.clockOffsetMs });
    }
  } finally {
    await provider.close();
    await rm(storage, { recursive: true, force: true });
  }
  return survived;
}

function start(provider: HeldProvider, life: { storage: string; clockOffsetMs: number }): Promise<RunningWorker> {
  provider.treat = () => "answer";
  return startWorker({ sipnetUrl: provider.url, vars: { LIMITS }, ...life });
}

/** Lets the n-th visitor press, and kills the process at the point. */
async function dieAt(
  point: Point,
  worker: RunningWorker,
  provider: HeldProvider,
  n: number,
  chance: Chance,
): Promise<Death> {
  const offset = { clockOffsetMs: n * 17 * minute };
  // A webhook that is still being answered is what has the list asked for; else it was the alarm.
  const hook = { pending: false };
  const dead = new Promise<boolean>((killed) => {
    const kill = () => {
      const there = point !== "in the webhook" || hook.pending;
      void worker.kill().then(() => killed(there));
    };
    const at = (wanted: string, treatment: "answer" | "keep" | "place and keep") => {
      provider.treat = (operation) => {
        if (operation !== wanted) return "answer";
        setImmediate(kill);
        return treatment;
      };
    };
    if (point === "after the request left, call placed") at("gencall", "place and keep");
    if (point === "after the request left, call not placed") at("gencall", "keep");
    if (point === "before the answer is committed") at("gencall", "answer");
    if (point === "in the alarm" || point === "in the webhook") at("calls2", "keep");
    if (point === "at random") setTimeout(kill, chance.under(60));
  });
  const acknowledged = await press(worker.url, { n, ...offset });
  if (point === "after the row") {
    await worker.kill();
    return { acknowledged, there: acknowledged !== null };
  }
  if (point === "in the webhook") {
    hook.pending = true;
    await ringBack(worker.url, n);
    hook.pending = false;
  }
  // The alarm rings within seconds; a machine that is busy may take far longer.
  const late = wait(patienceMs, false, { ref: false }).then(() => worker.kill().then(() => false));
  return { acknowledged, there: await Promise.race([dead, late]) };
}

/** The provider tells of the call's end, which has the Worker ask for the truth; it dies while it asks. */
async function ringBack(url: string, n: number): Promise<void> {
  const body = JSON.stringify(hookBody("leg-2", phoneOf(n).slice(1), "BYE"));
  const headers = { "content-type": "application/json" };
  const path = await hookPathOf(secrets.appSecret);
  await fetch(url + path, { method: "POST", headers, body }).catch(() => null);
}

interface Life {
  n: number;
  acknowledged: string | null;
  offsetMs: number;
}

async function judge(sum: Survived, worker: RunningWorker, provider: HeldProvider, life: Life): Promise<void> {
  const phone = phoneOf(life.n).slice(1);
  const look = async (id: string) => {
    const headers = { "cf-connecting-ip": addressOf(life.n) };
    const answer = await fetch(`${worker.url}/v1/calls/${id}`, { headers });
    return answer.ok ? ((await answer.json()) as { state: string; reason?: string }) : null;
  };
  // The visitor's page asks again with its key: the same call, or a first one, and never a second.
  const again = await press(worker.url, { n: life.n, clockOffsetMs: life.offsetMs });
  const id = life.acknowledged ?? again;
  const settled = async () => {
    const call = id === null ? null : await look(id);
    return call === null || ["ended", "failed", "no-answer", "busy"].includes(call.state) ? { call } : null;
  };
  const end = await until("the call to be settled", settled, (seen) => seen !== null, patienceMs).catch(() => null);
  const rang = provider.rang.filter((each) => each === phone).length;
  const dialled = provider.dialled.filter((each) => each === phone).length;
  const denied = rang > 0 && end?.call?.reason === "not-placed";
  sum.kills += 1;
  sum.doubled += Number(dialled > 1);
  sum.lost += Number(denied || (life.acknowledged !== null && (again !== life.acknowledged || !end?.call)));
  sum.unresolved += Number(end === null);
  await worker.kill();
}
