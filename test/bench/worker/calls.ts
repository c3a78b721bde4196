/**
 * A call beside the floor's, in turns: requests a second, how soon the provider is asked, and the processor's time for
 * a call with all that follows it.
 */
import type { HeldProvider } from "../../stand-ins/held-provider.ts";
import type { RunningWorker } from "../../support/workerd.ts";
import { fire, type Load, median, percentile, type Shot, take } from "../load.ts";
import { cpuMs } from "./account.ts";
import { pressAhead, setStage, start, view, views, wait } from "./set-up.ts";

/** Ours beside the floor's. */
export type Pair = [ours: number, floor: number];

export interface CallFigures {
  viewsPerSecond: Pair;
  callsPerSecond: Pair;
  /** Median milliseconds from sending to the provider's receiving, one visitor after the other. */
  toProviderMs: Pair;
  /** Milliseconds until our 202, one visitor after the other. */
  acceptedMs: { p50: number; p90: number; p99: number };
  /** Milliseconds of a processor for a call, its look-up and outcome included. */
  cpuMsPerCall: Pair;
  /** The same for the first 25 calls of a process. */
  coldCpuMsPerCall: Pair;
  odd: number;
}

export interface Rounds {
  rounds: number;
  roundMs: number;
  /** Visitors of a round who come one after the other. */
  single: number;
}

/** Until a call has been looked up and its outcome is written. */
const followUpMs = 4_000;
const coldCalls = 25;

export async function benchCalls({ rounds, roundMs, single }: Rounds): Promise<CallFigures> {
  const stage = await setStage();
  const { provider } = stage;
  const workers = [stage.ours, stage.floor];
  const shots = (await pressAhead(rounds * (roundMs * 6 + 2 * single * 2) + 400)).values();
  let odd = 0;
  const note = (load: Load) => ((odd += load.odd), load);
  const inTurns = async (measure: (worker: RunningWorker, samples: number[]) => Promise<void>): Promise<Pair> => {
    const samples: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++)
      for (const [i, worker] of workers.entries()) await measure(worker, samples[i === 0 ? 0 : 1]);
    return [median(samples[0]), median(samples[1])];
  };
  try {
    for (const { url } of workers) {
      note(await fire(url, 1, [view].values(), 5_000, 200));
      note(await fire(url, 4, take(shots, 150), 20_000, 202));
    }
    const viewsPerSecond = await inTurns(async ({ url }, samples) => {
      samples.push(note(await fire(url, 32, views(), roundMs, 200)).perSecond);
    });
    const acceptedMs: number[] = [];
    const toProviderMs = await inTurns(async (worker, samples) => {
      const { ms, load } = await aloneWith(provider, worker.url, take(shots, single));
      samples.push(...ms);
      if (worker === stage.ours) acceptedMs.push(...load.latenciesMs);
      note(load);
    });
    const cpuMsPerCall = await inTurns(async (worker, samples) => {
      samples.push(await cpuOf(worker, take(shots, single), single, note));
    });
    const coldCpuMsPerCall = await coldCpu(provider, rounds, note);
    // Last: whoever was called is looked after for a while, and that is work too.
    const callsPerSecond = await inTurns(async ({ url }, samples) => {
      samples.push(note(await fire(url, 32, shots, roundMs, 202)).perSecond);
    });
    const accepted = { p50: median(acceptedMs), p90: percentile(acceptedMs, 0.9), p99: percentile(acceptedMs, 0.99) };
    return { viewsPerSecond, callsPerSecond, toProviderMs, acceptedMs: accepted, cpuMsPerCall, coldCpuMsPerCall, odd };
  } finally {
    await stage.close();
  }
}

async function cpuOf(
  { url, pid }: RunningWorker,
  shots: Iterator<Shot>,
  count: number,
  note: (load: Load) => Load,
): Promise<number> {
  const beforeMs = cpuMs(pid);
  note(await fire(url, 1, shots, 60_000, 202));
  await wait(followUpMs);
  return (cpuMs(pid) - beforeMs) / count;
}

/** At ten calls a minute code is never warm for long: a fresh process, and its first calls. */
async function coldCpu(provider: HeldProvider, rounds: number, note: (load: Load) => Load): Promise<Pair> {
  const samples: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++)
    for (const [i, kind] of (["ours", "floor"] as const).entries()) {
      const worker = await start(kind, provider);
      note(await fire(worker.url, 1, [view].values(), 5_000, 200));
      const shots = await pressAhead(coldCalls);
      samples[i === 0 ? 0 : 1].push(await cpuOf(worker, shots.values(), coldCalls, note));
      await worker.stop();
    }
  return [median(samples[0]), median(samples[1])];
}

/** One visitor after the other: when each pressed, and when the provider heard of it. */
async function aloneWith(provider: HeldProvider, url: string, shots: Iterator<Shot>) {
  const pressedMs = new Map<string, number>();
  const ms: number[] = [];
  provider.heard = (phone) => {
    const atMs = pressedMs.get(phone);
    if (atMs !== undefined) ms.push(performance.now() - atMs);
  };
  const noting: Iterator<Shot> = {
    next() {
      const next = shots.next();
      if (!next.done) pressedMs.set(phoneIn(next.value), performance.now());
      return next;
    },
  };
  const load = await fire(url, 1, noting, 60_000, 202);
  provider.heard = () => undefined;
  return { load, ms };
}

function phoneIn({ body = "" }: Shot): string {
  return (JSON.parse(body) as { phone: string }).phone.slice(1);
}
