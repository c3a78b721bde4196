/** Runs the tests that need no browser page, two files at a time, and counts them. */
import { run } from "node:test";
import { spec } from "node:test/reporters";
import type { Outcome } from "./outcome.ts";

const fileTimeoutMs = 600_000;

export async function runNodeTests(files: string[]): Promise<Outcome> {
  const outcome: Outcome = { passed: 0, failed: 0 };
  const events = run({ files, concurrency: 2, timeout: fileTimeoutMs });
  events.on("test:summary", ({ file, counts, success }) => {
    if (file !== undefined) return;
    outcome.passed += counts.passed;
    // A file that dies outside of any test counts nowhere, yet nothing of it passed.
    outcome.failed += Math.max(counts.tests - counts.passed - counts.skipped, success ? 0 : 1);
  });
  await new Promise<void>((settle, fail) => {
    events.compose(new spec()).on("end", settle).on("error", fail).pipe(process.stdout, { end: false });
  });
  return outcome;
}
