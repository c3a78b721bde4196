/** `POST /v1/calls` beside the reference, in turns: throughput, and how soon the provider is asked. */
import { startWorker } from "../support/workerd.ts";
import { type HeldProvider, startHeldProvider } from "../stand-ins/held-provider.ts";
import { cid } from "../stand-ins/paper-provider.ts";
import { phoneOf } from "../stand-ins/paper-people.ts";
import { scratchDirectory } from "../support/scratch.ts";
import { pressOf } from "../stand-ins/workerd-visitor.ts";
import { fire, type Load, median, percentile, type Shot } from "./load.ts";
import { startReference } from "./reference.ts";

const most = 1_000_000_000;
const LIMITS = JSON.stringify({
  account: { perMinute: most, perDay: most },
  button: { perHour: most, perDay: most },
  number: { perHour: most, perDay: most, gapS: 0, inFlight: most },
  prefix: { perHour: most },
  ipv4: { per10Min: most, perDay: most },
  breaker: { window: 0 },
  night: { on: false },
});

export interface CallsBench {
  /** Requests a second of ours and of the reference; medians of all rounds. */
  calls: [ours: number, reference: number];
  buttons: [ours: number, reference: number];
  /** Median milliseconds from sending to the provider's receiving, at one connection. */
  toProviderMs: [ours: number, reference: number];
  /** Milliseconds until our 202, at one connection. */
  acceptedMs: { p50: number; p90: number; p99: number };
  odd: number;
}

export interface Rounds {
  rounds: number;
  roundMs: number;
  single: number;
}

export async function benchCalls({ rounds, roundMs, single }: Rounds): Promise<CallsBench> {
  const provider = await startHeldProvider();
  const storage = await scratchDirectory("bench");
  const ours = await startWorker({ sipnetUrl: provider.url, vars: { LIMITS }, storage });
  const reference = await startReference(provider.url);
  const people = await pressAhead(rounds * roundMs * 6 + 2 * single + 200);
  const urls = [ours.url, reference.url];
  try {
    const [calls, buttons, toProvider, accepted] = [pair<number>(), pair<number>(), pair<number>(), pair<number>()];
    let odd = 0;
    const note = (load: Load) => ((odd += load.odd), load);
    for (const url of urls) {
      note(await fire(url, 1, take(views(), 1), 5_000, 200));
      note(await fire(url, 4, take(people, 100), 5_000, 202));
    }
    const inTurns = async (measure: (url: string, i: number) => Promise<void>) => {
      for (let round = 0; round < rounds; round++) for (const [i, url] of urls.entries()) await measure(url, i);
    };
    await inTurns(async (url, i) => {
      buttons[i]?.push(note(await fire(url, 32, views(), roundMs, 200)).perSecond);
    });
    await inTurns(async (url, i) => {
      const one = await aloneWith(provider, url, take(people, Math.ceil(single / rounds)));
      toProvider[i]?.push(...one.toProviderMs);
      accepted[i]?.push(...note(one.load).latenciesMs);
    });
    // Last: whoever was called is looked after for a while, and that is work too.
    await inTurns(async (url, i) => {
      calls[i]?.push(note(await fire(url, 32, people, roundMs, 202)).perSecond);
    });
    const of = ([mine, bare]: [number[], number[]]): [number, number] => [median(mine), median(bare)];
    const [mine] = accepted;
    const acceptedMs = { p50: median(mine), p90: percentile(mine, 0.9), p99: percentile(mine, 0.99) };
    return { calls: of(calls), buttons: of(buttons), toProviderMs: of(toProvider), acceptedMs, odd };
  } finally {
    await Promise.all([ours.stop(), reference.stop(), provider.close()]);
  }
}

/** One visitor after the other: when each pressed, and when the provider heard of it. */
async function aloneWith(provider: HeldProvider, url: string, shots: Iterator<Shot>) {
  const pressedMs = new Map<string, number>();
  const toProviderMs: number[] = [];
  provider.heard = (phone) => toProviderMs.push(performance.now() - (pressedMs.get(phone) ?? Number.NaN));
  const noting: Iterator<Shot> = {
    next() {
      const next = shots.next();
      if (!next.done)
        pressedMs.set((JSON.parse(next.value.body ?? "") as { phone: string }).phone.slice(1), performance.now());
      return next;
    },
  };
  const load = await fire(url, 1, noting, 30_000, 202);
  provider.heard = () => undefined;
  return { load, toProviderMs: toProviderMs.filter((ms) => !Number.isNaN(ms)) };
}

/** Signed before the clock runs: the signing is the page's and the ticket route's work. */
async function pressAhead(count: number): Promise<Iterator<Shot>> {
  const shots: Shot[] = [];
  for (let n = 0; n < count; n++) shots.push({ path: "/v1/calls", ...(await pressOf({ n })) });
  return shots.values();
}

function* take(shots: Iterator<Shot>, count: number): Generator<Shot> {
  for (let i = 0; i < count; i++) {
    const { value, done } = shots.next();
    if (done) throw new Error(`Only ${i} of ${count} visitors were left (the first is ${phoneOf(0)})`);
    yield value;
  }
}

function* views(): Generator<Shot> {
  for (;;) yield { method: "GET", path: `/v1/buttons/${cid}` };
}

function pair<Item>(): [Item[], Item[]] {
  return [[], []];
}
