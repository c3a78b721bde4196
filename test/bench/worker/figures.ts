/** The Worker's rows of the bench: what was asked of each, and what was measured. */
import { execFileSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Figure } from "../../support/figure.ts";
import { atMost, ratio } from "../figures.ts";
import { scriptBytes } from "../sizes.ts";
import { benchCalls } from "./calls.ts";
import { benchColdRows } from "./cold-rows.ts";
import { benchCost } from "./cost.ts";
import { benchDay, type Minute, type Pace } from "./day.ts";
import { plotDay } from "./day-plot.ts";
import { benchFlood } from "./flood.ts";
import { median } from "../load.ts";
import { startUpMs } from "./start-up.ts";

const root = resolve(import.meta.dirname, "../../..");
const rounds = 7;

export async function callFigures(): Promise<Figure[]> {
  const calls = await benchCalls({ rounds, roundMs: 1_500, single: 100 });
  const { p50, p90, p99 } = calls.acceptedMs;
  console.log(`202 at one connection: p50 ${p50.toFixed(2)} ms, p90 ${p90.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms\n`);
  return [
    ratio("calls a second at 32 connections, beside the floor", calls.callsPerSecond, 0.8, "at least"),
    ratio("arrival to the provider's receiving, p50 ms, beside the floor", calls.toProviderMs, 1.3, "at most"),
    ratio("CPU of a call with its follow-up, ms, beside the floor", calls.cpuMsPerCall, 1.5, "at most"),
    ratio("the same for the first 25 calls of a process", calls.coldCpuMsPerCall, 1.5, "at most"),
    ratio("GET /v1/buttons/{cid}, a second, beside a bare Hono route", calls.viewsPerSecond, 0.95, "at least"),
    atMost("answers other than expected", calls.odd, 0),
  ];
}

/** Counted, so without noise. */
export async function costFigures(): Promise<Figure[]> {
  const cost = await benchCost();
  return [
    atMost("hops between objects before the dial", cost.hopsBeforeDial, 2),
    atMost("commits before the dial", cost.commitsBeforeDial, 1),
    atMost("rows and alarms written for a short call", cost.rowsPerShortCall, 15),
    atMost("the same for one that is looked after for 40 s", cost.rowsPerLongCall, 15),
    atMost("rows written for a request that is refused in a flood", cost.rowsPerRefusal, 0.1),
    atMost("1,000 calls at the list price, USD", cost.thousandCalls, 0.1),
    atMost("a million views, USD", cost.millionViews, 0.3),
    atMost("a million refused requests, USD", cost.millionRefusals, 0.5),
  ];
}

export async function memoryFigures(): Promise<Figure[]> {
  const [some, many] = [await benchColdRows(9_000, 30), await benchColdRows(100_000, 2)];
  const counters = join(import.meta.dirname, "counters.ts");
  const code = `const { bytesPerGrantedCall } = await import(${JSON.stringify(counters)}); console.log(bytesPerGrantedCall(30_000));`;
  const args = ["--expose-gc", "--input-type=module", "--eval", code];
  const bytes = Number(execFileSync(process.execPath, args, { encoding: "utf8" }));
  return [
    atMost("the Ledger's first answer over 9,000 calls of a month, ms", some.firstAnswerMs, 100),
    atMost("over 100,000 calls of two days, ms", many.firstAnswerMs, 600),
    atMost("memory with these, beside an empty store, MB", many.megabytes, 100),
    atMost("counters of a granted call, bytes", bytes, 400),
  ];
}

export async function floodFigures(): Promise<Figure[]> {
  const { idleMs, floodedMs, perSecond } = await benchFlood(rounds, 40);
  const what = `a visitor's 202 under ${Math.round(perSecond)} made-up ids a second, ms, beside idle`;
  return [ratio(what, [floodedMs, idleMs], 2, "at most")];
}

/** Beside the minutes in which nobody attacks. Draws the picture as well. */
export async function dayFigures(pace: Pace): Promise<Figure[]> {
  const day = await benchDay(pace);
  const file = join(root, "dist/bench/day.svg");
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, plotDay(day.minutes));
  const sent = `${day.views} views, ${day.calls} calls, ${day.attacks} requests of 200 attackers`;
  console.log(`${pace.hours} h of a day at ${pace.speed} × its speed: ${sent}; drawn in dist/bench/day.svg\n`);
  const middle = (of: (minute: Minute) => number): [attacked: number, quiet: number] => {
    const quiet = day.minutes
      .filter(({ isAttacked }) => !isAttacked)
      .map(of)
      .filter(isKnown);
    const attacked = day.minutes
      .filter(({ isAttacked }) => isAttacked)
      .map(of)
      .filter(isKnown);
    return [median(attacked), median(quiet)];
  };
  return [
    ratio(
      "a page's record under attack, p50 ms by minute, beside quiet",
      middle(({ viewP50 }) => viewP50),
      2,
      "at most",
    ),
    ratio(
      "a visitor's 202 under the same, ms, beside quiet",
      middle(({ call }) => call),
      2,
      "at most",
    ),
    atMost("answers to honest visitors other than expected", day.odd, 0),
    { what: "the process's memory after it, MB", asked: "reported", measured: day.megabytes.toFixed(0), holds: true },
  ];
}

/** A minute may have had nobody who called. */
function isKnown(value: number): boolean {
  return !Number.isNaN(value);
}

export async function startFigures(): Promise<Figure[]> {
  const kibibytes = (await scriptBytes()) / 1024;
  return [
    atMost("start-up over the same configuration with a trivial script, ms", await startUpMs(9), 35),
    // Reported: what is large is loaded when needed, and the aim for bytes is gone.
    { what: "the Worker's script, KiB gzipped", asked: "reported", measured: kibibytes.toFixed(1), holds: true },
  ];
}
