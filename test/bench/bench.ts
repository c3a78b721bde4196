/**
 * `npm run bench`: sizes, speed and growth, ours beside a reference in one run and in turns, on raw
 * workerd. Ratios are what counts; absolute figures are this machine's.
 */
import { execFileSync } from "node:child_process";
import { type Figure, tableOf } from "../support/figure.ts";
import { benchCalls } from "./calls.ts";
import { consoleFigures } from "./console-figures.ts";
import { type Flat, measureFlat } from "./flat.ts";
import { scriptBytes, startUpMs, widgetBytes } from "./sizes.ts";
import { widgetFigures } from "./widget-figures.ts";

const scale = process.argv[2];

// Each scale is measured in a fresh process, which this same file is.
if (scale !== undefined) process.stdout.write(JSON.stringify(await measureFlat(Number(scale))));
else await main();

async function main(): Promise<void> {
  const { raw, gzip, brotli } = widgetBytes();
  console.log(`widget: ${raw} bytes raw, ${gzip} gzip, ${brotli} brotli\n`);
  const figures = [atMost("widget, brotli bytes", brotli, 14_336), ...(await widgetFigures())];
  figures.push(...(await consoleFigures()), ...(await sizeFigures()), ...(await callFigures()));
  figures.push(...flatFigures());
  console.log(tableOf(figures));
  process.exitCode = figures.every(({ holds }) => holds) ? 0 : 1;
}

async function sizeFigures(): Promise<Figure[]> {
  const kibibytes = (await scriptBytes()) / 1024;
  return [
    atMost("Worker's script, KiB gzipped", kibibytes, 80),
    atMost("start-up over an empty Worker, ms", await startUpMs(9), 20),
  ];
}

async function callFigures(): Promise<Figure[]> {
  const { calls, buttons, toProviderMs, acceptedMs, odd } = await benchCalls({
    rounds: 7,
    roundMs: 1_500,
    single: 700,
  });
  const { p50, p90, p99 } = acceptedMs;
  console.log(`202 at one connection: p50 ${p50.toFixed(2)} ms, p90 ${p90.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms\n`);
  return [
    ratio("POST /v1/calls, requests a second at 32 connections", calls, 0.8, "at least"),
    ratio("POST /v1/calls to the provider, p50 ms", toProviderMs, 1.3, "at most"),
    ratio("GET /v1/buttons/{cid}, requests a second at 32 connections", buttons, 0.9, "at least"),
    atMost("answers other than expected", odd, 0),
  ];
}

function flatFigures(): Figure[] {
  const scales = [1_000, 10_000, 100_000, 1_000_000].map((visitors): Flat => {
    const args = ["--expose-gc", import.meta.filename, String(visitors)];
    return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })) as Flat;
  });
  const row = (what: string, of: (flat: Flat) => number, digits: number): Figure => {
    const values = scales.map(of);
    const growth = Math.max(...values) / (values[0] ?? Number.NaN);
    const measured = `${values.map((value) => value.toFixed(digits)).join(", ")}: ${growth.toFixed(2)} ×`;
    return { what, asked: "flat within 1.5 ×", measured, holds: growth <= 1.5 };
  };
  return [
    row("limiter at 10³ to 10⁶ visitors a day: µs a decision", (flat) => flat.microsecondsPerDecision, 1),
    row("rows", (flat) => flat.rows, 0),
    row("memory, MB", (flat) => flat.megabytes, 1),
  ];
}

function atMost(what: string, value: number, limit: number): Figure {
  return { what, asked: `at most ${limit}`, measured: value.toFixed(value % 1 === 0 ? 0 : 1), holds: value <= limit };
}

function ratio(what: string, [ours, theirs]: [number, number], limit: number, sense: "at least" | "at most"): Figure {
  const value = ours / theirs;
  const measured = `${ours.toFixed(2)} beside ${theirs.toFixed(2)}: ${value.toFixed(2)} ×`;
  return {
    what,
    asked: `${sense} ${limit} ×`,
    measured,
    holds: sense === "at least" ? value >= limit : value <= limit,
  };
}
