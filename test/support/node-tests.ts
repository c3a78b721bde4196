/**
 * Runs the tests that need no browser page, and counts them. Most files wait for a browser or a clock half of their
 * time, others only reckon: so many run at once as keep the processors busy.
 */
import { availableParallelism, cpus } from "node:os";
import { relative } from "node:path";
import { Readable } from "node:stream";
import { run } from "node:test";
import { spec, type TestEvent } from "node:test/reporters";
import { setTimeout as wait } from "node:timers/promises";
import { type Outcome, sum } from "./outcome.ts";

const fileTimeoutMs = 900_000;
const cores = Math.max(2, availableParallelism());
/** Files at a time: these always, and more of them while the processors are idle. */
const [fewest, most] = [cores + 1, 3 * cores];
const lookEveryMs = 1_000;
/** Of all the processors' time between two looks. */
const idleEnough = 0.2;

/** In the order in which they are given. */
export async function runNodeTests(files: readonly string[]): Promise<Outcome> {
  const outcomes: Promise<Outcome>[] = [];
  const running = new Set<Promise<unknown>>();
  for (const file of files) {
    await untilRoom(running);
    const outcome = runFile(file).finally(() => running.delete(outcome));
    running.add(outcome);
    outcomes.push(outcome);
  }
  return sum(await Promise.all(outcomes));
}

/** Looks anew for each file, so that what the last one began with shows. */
async function untilRoom(running: ReadonlySet<Promise<unknown>>): Promise<void> {
  while (running.size >= fewest) {
    const idleShare = watchProcessors();
    await Promise.race([...running, wait(lookEveryMs)]);
    if (running.size < most && idleShare() >= idleEnough) return;
  }
}

/** @returns tells which share of the processors' time nobody has used since */
function watchProcessors(): () => number {
  const before = processorTimes();
  return () => {
    const now = processorTimes();
    return (now.idle - before.idle) / Math.max(1, now.all - before.all);
  };
}

function processorTimes(): { idle: number; all: number } {
  const spent = cpus().map(({ times: { idle, user, nice, sys, irq } }) => ({
    idle,
    all: idle + user + nice + sys + irq,
  }));
  const total = (of: "idle" | "all") => spent.reduce((soFar, each) => soFar + each[of], 0);
  return { idle: total("idle"), all: total("all") };
}

async function runFile(path: string): Promise<Outcome> {
  const outcome: Outcome = { passed: 0, failed: 0, failures: [], times: [] };
  const shown: TestEvent[] = [];
  for await (const event of run({
    files: [path],
    concurrency: 1,
    timeout: fileTimeoutMs,
  }) as AsyncIterable<TestEvent>) {
    count(outcome, event);
    // The counts of each file by itself would hide what it says.
    if (event.type !== "test:diagnostic" || event.data.file !== undefined) shown.push(event);
  }
  // Lines of files that run side by side stay together.
  process.stdout.write((await Readable.from(shown).compose(new spec()).toArray()).join(""));
  return outcome;
}

function count(outcome: Outcome, event: TestEvent): void {
  if (event.type === "test:fail") {
    // A file or a suite fails because of a test in it, which is named by itself.
    const { name, file = "", details } = event.data;
    const ofItsTests = "failureType" in details.error && details.error.failureType === "subtestsFailed";
    if (!ofItsTests) outcome.failures.push(`${relative(process.cwd(), file)}: ${name}`);
  }
  if (event.type !== "test:summary") return;
  const { file, counts, success, duration_ms } = event.data;
  if (file !== undefined) {
    outcome.times.push({ file: relative(process.cwd(), file), ms: duration_ms });
    return;
  }
  outcome.passed += counts.passed;
  // A file that dies outside of any test counts nowhere, yet nothing of it passed.
  outcome.failed += Math.max(counts.tests - counts.passed - counts.skipped, success ? 0 : 1);
}
