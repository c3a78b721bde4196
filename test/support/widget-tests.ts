/** Runs the widget's tests in real browsers, in all engines at once, and counts them. */
import { relative } from "node:path";
import { SESSION_STATUS, startTestRunner, type TestSession, type TestSuiteResult } from "@web/test-runner";
import { runnerFor } from "./engines.ts";
import type { FileTime, Outcome } from "./outcome.ts";

export async function runWidgetTests(files: string[]): Promise<Outcome> {
  const startedMs = Date.now();
  const config = runnerFor(files);
  const runner = await startTestRunner({ config, readCliArgs: false, readFileConfig: false, autoExitProcess: false });
  if (!runner) return { passed: 0, failed: 1, failures: ["the browsers' test runner"], times: [] };
  const times: FileTime[] = [];
  const begun = new Map<string, number>();
  runner.sessions.on("session-status-updated", ({ id, status, testFile, browser }) => {
    if (status === SESSION_STATUS.INITIALIZING) begun.set(id, Date.now());
    if (status !== SESSION_STATUS.FINISHED) return;
    const file = `${relative(process.cwd(), testFile)} in ${browser.name}`;
    times.push({ file, ms: Date.now() - (begun.get(id) ?? startedMs) });
  });
  await new Promise((settle) => runner.on("stopped", settle));
  return { ...countSessions([...runner.sessions.all()]), times };
}

/** One session is one file in one browser; one that ends without results is itself a failure. */
function countSessions(sessions: readonly TestSession[]): Omit<Outcome, "times"> {
  const outcome: Omit<Outcome, "times"> = { passed: 0, failed: 0, failures: [] };
  for (const { passed, testResults, testFile, browser } of sessions) {
    const where = `${relative(process.cwd(), testFile)} in ${browser.name}`;
    const tests = testResults ? testsOf(testResults).filter(({ skipped }) => !skipped) : [];
    const failures = tests.filter((test) => !test.passed).map(({ name }) => `${where}: ${name}`);
    outcome.passed += tests.length - failures.length;
    if (failures.length === 0 && !passed) failures.push(`${where}: it did not run to its end`);
    outcome.failed += failures.length;
    outcome.failures.push(...failures);
  }
  return outcome;
}

function testsOf({ tests, suites }: TestSuiteResult): TestSuiteResult["tests"] {
  return [...tests, ...suites.flatMap(testsOf)];
}
