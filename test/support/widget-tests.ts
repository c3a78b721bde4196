/** Runs the widget's tests in real browsers and counts them. */
import { startTestRunner, type TestSession, type TestSuiteResult } from "@web/test-runner";
import type { Outcome } from "./outcome.ts";

const config = "test/web-test-runner.config.mjs";

export async function runWidgetTests(files: string[]): Promise<Outcome> {
  const argv = ["--config", config, "--files", ...files];
  const runner = await startTestRunner({ argv, autoExitProcess: false });
  if (!runner) return { passed: 0, failed: 1 };
  await new Promise((settle) => runner.on("stopped", settle));
  return countSessions([...runner.sessions.all()]);
}

/** One session is one file in one browser; one that ends without results is itself a failure. */
export function countSessions(sessions: readonly TestSession[]): Outcome {
  const outcome: Outcome = { passed: 0, failed: 0 };
  for (const { passed, testResults } of sessions) {
    const tests = testResults ? testsOf(testResults).filter(({ skipped }) => !skipped) : [];
    const failed = tests.filter((test) => !test.passed).length;
    outcome.passed += tests.length - failed;
    outcome.failed += Math.max(failed, passed ? 0 : 1);
  }
  return outcome;
}

function testsOf({ tests, suites }: TestSuiteResult): TestSuiteResult["tests"] {
  return [...tests, ...suites.flatMap(testsOf)];
}
