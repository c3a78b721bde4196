/** What calls, views and refusals cost in rows, commits and hops, and by the platform's price list. */
import { pageOrigin, type RunningWorker } from "../../support/workerd.ts";
import { cid } from "../../stand-ins/paper-provider.ts";
import { startHeldProvider } from "../../stand-ins/held-provider.ts";
import { fire, type Shot, take } from "../load.ts";
import { cpuMs } from "./account.ts";
import { type Counts, noCounts } from "./counts.ts";
import { pressAhead, start, views, wait } from "./set-up.ts";

export interface Cost {
  hopsBeforeDial: number;
  commitsBeforeDial: number;
  rowsPerShortCall: number;
  /** Of a call that the provider shows as talking for half a minute. */
  rowsPerLongCall: number;
  /** Rows and alarms for each request that is refused, where thousands are. */
  rowsPerRefusal: number;
  /** USD, by the list below. */
  thousandCalls: number;
  millionViews: number;
  millionRefusals: number;
}

/** Cloudflare's list, USD a million: requests to Workers and to objects, milliseconds of CPU, rows written. */
const price = { request: 0.3, object: 0.15, cpuMs: 0.02, row: 1, gigabyteSecond: 12.5 };
const objectGigabytes = 0.128;
/** A visitor's page looks at a call for so long, and so long is its object awake: ringing and half a minute's talk. */
const watchedS = 60;
/** Of a whole call: its ticket, the call itself, its events, the provider's two webhooks. */
const requestsPerCall = 5;

const million = 1_000_000;
const talkMs = 30_000;
const mostRests = 20;

export async function benchCost(): Promise<Cost> {
  const provider = await startHeldProvider();
  const worker = await start("counted", provider);
  try {
    const shots = (await pressAhead(40)).values();
    const press = async (count: number) => {
      const { odd } = await fire(worker.url, 1, take(shots, count), 60_000, 202);
      if (odd > 0) throw new Error(`${odd} of ${count} calls were not accepted`);
    };
    await press(8);
    await settled(worker);
    await press(1);
    const short = await settled(worker);
    provider.isOver = ({ at }) => Date.now() - at.getTime() > talkMs;
    await press(1);
    await wait(talkMs + 15_000);
    const long = await settled(worker);
    provider.isOver = () => true;
    const ofCalls = await spent(worker, () => press(30));
    const ofViews = await spent(worker, () => fireSome(worker, views(), 3_000, 200));
    const ofRefusals = await spent(worker, () => fireSome(worker, foreign(), 3_000, 403));
    const callHops = hopsOf(ofCalls.counts) / 30;
    const rows = (counts: Counts) => counts.rowsWritten + counts.alarmsSet;
    return {
      hopsBeforeDial: sum(Object.values(short.beforeDial?.hops ?? {})),
      commitsBeforeDial: short.beforeDial?.commits ?? Number.NaN,
      rowsPerShortCall: rows(short),
      rowsPerLongCall: rows(long),
      rowsPerRefusal: rows(ofRefusals.counts) / ofRefusals.requests,
      thousandCalls:
        (1_000 / million) *
        (requestsPerCall * price.request +
          (callHops + 3) * price.object +
          (ofCalls.cpuMs / 30) * price.cpuMs +
          (rows(ofCalls.counts) / 30) * price.row +
          watchedS * objectGigabytes * price.gigabyteSecond),
      millionViews: million * perRequest(ofViews),
      millionRefusals: million * perRequest(ofRefusals),
    };
  } finally {
    await Promise.all([worker.stop(), provider.close()]);
  }
}

interface Spent {
  counts: Counts;
  cpuMs: number;
  requests: number;
}

async function spent(worker: RunningWorker, work: () => Promise<number | void>): Promise<Spent> {
  await settled(worker);
  const beforeMs = cpuMs(worker.pid);
  const requests = (await work()) ?? 0;
  const counts = await settled(worker);
  return { counts, cpuMs: cpuMs(worker.pid) - beforeMs, requests };
}

function perRequest({ counts, cpuMs: used, requests }: Spent): number {
  const rows = counts.rowsWritten + counts.alarmsSet;
  const dollars = price.request * requests + price.object * hopsOf(counts) + price.cpuMs * used + price.row * rows;
  return dollars / million / requests;
}

async function fireSome({ url }: RunningWorker, shots: Iterator<Shot>, count: number, status: number): Promise<number> {
  const { latenciesMs, odd } = await fire(url, 16, take(shots, count), 60_000, status);
  if (odd > 0) throw new Error(`${odd} of ${latenciesMs.length} answers were not ${status}`);
  return latenciesMs.length;
}

/** Once nothing more is under way: what was counted since it was last asked. Calls are looked up one after the other. */
async function settled({ url }: RunningWorker): Promise<Counts> {
  const all = noCounts();
  for (let rest = 0; rest < mostRests; rest++) {
    await wait(6_000);
    const more = (await (await fetch(`${url}/bench/counts`)).json()) as Counts;
    add(all, more);
    if (more.rowsWritten + more.alarmsSet === 0) return all;
  }
  throw new Error("The Worker goes on writing");
}

function add(all: Counts, more: Counts): void {
  all.rowsWritten += more.rowsWritten;
  all.alarmsSet += more.alarmsSet;
  all.statements += more.statements;
  all.commits += more.commits;
  for (const [verb, count] of Object.entries(more.hops)) all.hops[verb] = (all.hops[verb] ?? 0) + count;
  all.beforeDial ??= more.beforeDial;
}

function hopsOf({ hops }: Counts): number {
  return sum(Object.values(hops));
}

function sum(values: readonly number[]): number {
  return values.reduce((all, one) => all + one, 0);
}

/** Somebody else's site asks for calls. */
function* foreign(): Generator<Shot> {
  const body = JSON.stringify({ button: cid, phone: "+79161234567", ticket: "x" });
  for (let n = 0; ; n++) {
    const address = `203.0.113.${n % 250}`;
    const key = `key-of-a-stranger-${n}`.padEnd(28, "0");
    const headers = { "content-type": "application/json", "idempotency-key": key, "cf-connecting-ip": address };
    yield { method: "POST", path: "/v1/calls", headers: { ...headers, origin: `${pageOrigin}.evil.example` }, body };
  }
}
