/**
 * A shop's day at many times its speed, in workerd on a fast clock: a million views and 3,000 calls spread over it, and
 * for a third of it two hundred addresses that send what they can. What is measured is what honest visitors wait.
 */
import { randomBytes } from "node:crypto";
import { Agent } from "node:http";
import { join } from "node:path";
import { cid } from "../../stand-ins/paper-provider.ts";
import { startHeldProvider } from "../../stand-ins/held-provider.ts";
import { pressOf } from "../../stand-ins/workerd-visitor.ts";
import { pageOrigin, startWorker } from "../../support/workerd.ts";
import { dayMs, minuteMs } from "../../../worker/time/durations.ts";
import { percentile, send, type Shot } from "../load.ts";
import { residentMb } from "./account.ts";
import { view, wait } from "./set-up.ts";

/** How much of the day is lived through, and how fast. */
export interface Pace {
  hours: number;
  speed: number;
}

export interface Minute {
  /** Milliseconds that a page waited for its record, and a visitor for the 202. */
  viewP50: number;
  viewP99: number;
  call: number;
  isAttacked: boolean;
}

export interface Day {
  minutes: Minute[];
  views: number;
  calls: number;
  attacks: number;
  /** Answers that an honest visitor should not have had. */
  odd: number;
  megabytes: number;
}

interface Waits {
  views: number[];
  calls: number[];
}

const perDay = { views: 1_000_000, calls: 3_000 };
const attackers = 200;
/** Of real time, all of them together. */
const attacksPerSecond = 400;
const stepMs = 10;
const talkMs = 30_000;

const LIMITS = JSON.stringify({
  account: { perMinute: 60, perDay: 10_000 },
  button: { perHour: 1_000, perDay: 10_000 },
  prefix: { perHour: 10_000 },
  night: { on: false },
});

export async function benchDay({ hours, speed }: Pace): Promise<Day> {
  const startMs = Date.now();
  const provider = await startHeldProvider();
  provider.isOver = ({ at }) => (Date.now() - at.getTime()) * speed > talkMs;
  const clock = join(import.meta.dirname, "programs/fast-clock.ts");
  const vars = { LIMITS, CLOCK_START_MS: String(startMs), CLOCK_SPEED: String(speed) };
  const worker = await startWorker({ sipnetUrl: provider.url, vars, minify: true, clock });
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const waits = new Map<number, Waits>();
  const day: Day = { minutes: [], views: 0, calls: 0, attacks: 0, odd: 0, megabytes: 0 };
  const passedMs = () => (Date.now() - startMs) * speed;
  const lengthMs = hours * 60 * minuteMs;
  const isAttacked = (ms: number) => ms > lengthMs / 3 && ms < (2 * lengthMs) / 3;
  const ask = async (kind: keyof Waits, shot: Shot, expected: number) => {
    const minute = Math.floor(passedMs() / minuteMs);
    const sentMs = performance.now();
    const status = await send(worker.url, agent, shot);
    day.odd += Number(status !== expected);
    const kept = waits.get(minute) ?? { views: [], calls: [] };
    waits.set(minute, kept);
    kept[kind].push(performance.now() - sentMs);
  };
  const press = async (n: number) => {
    const request = await pressOf({ n, clockOffsetMs: startMs + passedMs() - Date.now() });
    await ask("calls", { path: "/v1/calls", ...request }, 202);
  };
  try {
    await send(worker.url, agent, view);
    const under = new Set<Promise<unknown>>();
    const go = (work: Promise<unknown>) => void under.add(work.finally(() => under.delete(work)));
    for (let ms = passedMs(); ms < lengthMs; ms = passedMs()) {
      for (; day.views < (ms / dayMs) * perDay.views; day.views++) go(ask("views", view, 200));
      for (; day.calls < (ms / dayMs) * perDay.calls; day.calls++) go(press(day.calls));
      const dueAttacks = isAttacked(ms) ? ((ms - lengthMs / 3) / speed / 1_000) * attacksPerSecond : 0;
      for (; day.attacks < dueAttacks; day.attacks++) go(send(worker.url, agent, attack(day.attacks)));
      await wait(stepMs);
    }
    await Promise.all(under);
    day.megabytes = residentMb(worker.pid);
    day.minutes = [...waits]
      .sort(([a], [b]) => a - b)
      .map(([minute, kept]) => told(kept, isAttacked(minute * minuteMs)));
    return day;
  } finally {
    agent.destroy();
    await Promise.all([worker.stop(), provider.close()]);
  }
}

function told({ views, calls }: Waits, isAttacked: boolean): Minute {
  return {
    viewP50: percentile(views, 0.5),
    viewP99: percentile(views, 0.99),
    call: percentile(calls, 0.5),
    isAttacked,
  };
}

/** Tickets that nobody gave, calls that nobody made, buttons that there are none of: in turn. */
function attack(n: number): Shot {
  const headers = { "cf-connecting-ip": `198.51.100.${n % attackers}` };
  if (n % 3 === 0) return { method: "GET", path: `/v1/calls/${randomBytes(24).toString("base64url")}`, headers };
  if (n % 3 === 1) return { method: "POST", path: "/v1/tickets", ...json(headers, { button: cid }) };
  const body = { button: cid, phone: "+79161234567", ticket: randomBytes(40).toString("base64url") };
  return { method: "POST", path: "/v1/calls", ...json(headers, body) };
}

function json(headers: Record<string, string>, body: object): Pick<Shot, "headers" | "body"> {
  const key = randomBytes(18).toString("base64url");
  return {
    headers: { ...headers, "content-type": "application/json", origin: pageOrigin, "idempotency-key": key },
    body: JSON.stringify(body),
  };
}
