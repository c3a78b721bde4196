/** Runs the tests that need no browser page, several files at a time, and counts them. */
import { availableParallelism } from "node:os";
import { relative } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import type { Outcome } from "./outcome.ts";

const fileTimeoutMs = 900_000;
/** Most files wait for a browser or a clock half of their time: one more than there are cores keeps these busy. */
const concurrency = Math.max(2, availableParallelism()) + 1;

/** In the order in which they are given. */
export async function runNodeTests(files: string[]): Promise<Outcome> {
  const outcome: Outcome = { passed: 0, failed: 0, failures: [], times: [] };
  const events = run({ files, concurrency, timeout: fileTimeoutMs });
  events.on("test:fail", ({ name, file = "", details }) => {
    // A file or a suite fails because of a test in it, which is named by itself.
    const { error } = details;
    const ofItsTests = "failureType" in error && error.failureType === "subtestsFailed";
    if (!ofItsTests) outcome.failures.push(`${relative(process.cwd(), file)}: ${name}`);
  });
  events.on("test:summary", ({ file, counts, success, duration_ms }) => {
    if (file !== undefined) {
      outcome.times.push({ file: relative(process.cwd(), file), ms: duration_ms });
      return;
    }
    outcome.passed += counts.passed;
    // A file that dies outside of any test counts nowhere, yet nothing of it passed.
    outcome.failed += Math.max(counts.tests - counts.passed - counts.skipped, success ? 0 : 1);
  });
  await new Promise<void>((settle, fail) => {
    events.compose(new spec()).on("end", settle).on("error", fail).pipe(process.stdout, { end: false });
  });
  return outcome;
}
