/**
 * `npm test`: everything, in order of what is quickest to fail. Ends with one line,
 * `N passed, N failed`. With arguments, only test files whose path contains one of them.
 */
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { resolve } from "node:path";
import { prepareMachine } from "./support/machine.ts";
import { runNodeTests } from "./support/node-tests.ts";
import type { Outcome } from "./support/outcome.ts";
import { runWidgetTests } from "./support/widget-tests.ts";

const root = resolve(import.meta.dirname, "..");

const checks: [name: string, program: string, args: string[]][] = [
  ["the widget, the Worker and the console are built", "vite/bin/vite.js", ["build"]],
  ["types of pages, demo and tests", "typescript/bin/tsc", ["--noEmit", "-p", "."]],
  ["types of the Worker", "typescript/bin/tsc", ["--noEmit", "-p", "worker"]],
  ["types of the phones' page", "typescript/bin/tsc", ["--noEmit", "-p", "demo/sipnet/phones"]],
  ["format", "prettier/bin/prettier.cjs", ["--check", "--log-level=warn", "."]],
  ["lint", "oxlint/bin/oxlint", ["--deny-warnings"]],
];

async function main(wanted: readonly string[]): Promise<Outcome> {
  process.chdir(root);
  prepareMachine();
  const outcomes: Outcome[] = [];
  const chosen = (file: string) => wanted.length === 0 || wanted.some((part) => file.includes(part));
  for (const check of wanted.length === 0 ? checks : checks.slice(0, 1)) outcomes.push(runCheck(check));
  const files = globSync("test/**/*.test.ts").filter((file) => !file.startsWith("test/widget/") && chosen(file));
  if (files.length > 0) outcomes.push(await runNodeTests(files.toSorted()));
  const pages = globSync("test/widget/**/*.test.ts").filter(chosen);
  if (pages.length > 0) outcomes.push(await runWidgetTests(pages.toSorted()));
  return outcomes.reduce((all, one) => ({ passed: all.passed + one.passed, failed: all.failed + one.failed }));
}

function runCheck([name, program, args]: (typeof checks)[number]): Outcome {
  const started = Date.now();
  const run = spawnSync(process.execPath, [resolve("node_modules", program), ...args], { encoding: "utf8" });
  const passed = run.status === 0;
  console.log(`${passed ? "✔" : "✖"} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (!passed) console.log(run.stdout + run.stderr);
  return { passed: Number(passed), failed: Number(!passed) };
}

const { passed, failed } = await main(process.argv.slice(2));
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
