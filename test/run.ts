/**
 * `npm test`: everything. Once the pages are built, the checks, the tests in Node and those in browsers run side by
 * side. Ends with one line, `N passed, N failed`. With arguments, only test files whose path contains one of them.
 */
import { globSync } from "node:fs";
import { join, resolve } from "node:path";
import { tryNode } from "./package/run-node.ts";
import { prepareMachine } from "./support/machine.ts";
import { runNodeTests } from "./support/node-tests.ts";
import { type Outcome, slowest, sum } from "./support/outcome.ts";
import { runWidgetTests } from "./support/widget-tests.ts";

const root = resolve(import.meta.dirname, "..");

type Check = [name: string, program: string, args: string[]];

const build: Check = ["the widget, the Worker and the console are built", "vite/bin/vite.js", ["build"]];

const checks: Check[] = [
  ["types of pages, demo and tests", "typescript/bin/tsc", ["--noEmit", "-p", "."]],
  ["types of the Worker", "typescript/bin/tsc", ["--noEmit", "-p", "worker"]],
  ["types of the phones' page", "typescript/bin/tsc", ["--noEmit", "-p", "demo/sipnet/phones"]],
  ["format", "prettier/bin/prettier.cjs", ["--check", "--log-level=warn", "."]],
  ["lint", "oxlint/bin/oxlint", ["--deny-warnings"]],
];

/** Files that take longest begin first: nothing else then waits for them at the end. */
const first = [
  "test/world/workerd/",
  "test/apps/",
  "test/journey/start",
  "test/console/",
  "test/hosts/",
  "test/journey/",
  "test/safety/",
];

async function main(wanted: readonly string[]): Promise<Outcome> {
  process.chdir(root);
  // Two hundred processes read the same modules: what Node has made of them it keeps for the next.
  process.env.NODE_COMPILE_CACHE ??= join(root, "node_modules/.cache/node");
  prepareMachine();
  const chosen = (file: string) => wanted.length === 0 || wanted.some((part) => file.includes(part));
  const built = await runChecks([build]);
  const files = globSync("test/**/*.test.ts")
    .filter(chosen)
    .map((file) => file.replaceAll("\\", "/"));
  const [pages, programs] = [files.filter(inBrowser), files.filter((file) => !inBrowser(file))];
  const rest = await Promise.all([
    runChecks(wanted.length === 0 ? checks : []),
    programs.length > 0 ? runNodeTests(programs.toSorted(byPlace)) : nothing,
    pages.length > 0 ? runWidgetTests(pages.toSorted()) : nothing,
  ]);
  return sum([built, ...rest]);
}

const nothing: Outcome = sum([]);

const inBrowser = (file: string) => file.startsWith("test/widget/");

function byPlace(a: string, b: string): number {
  const place = (file: string) => {
    const found = first.findIndex((part) => file.startsWith(part));
    return found === -1 ? first.length : found;
  };
  return place(a) - place(b) || a.localeCompare(b);
}

async function runChecks(wanted: readonly Check[]): Promise<Outcome> {
  const outcomes: Outcome[] = [];
  for (const check of wanted) outcomes.push(await runCheck(check));
  return sum(outcomes);
}

async function runCheck([name, program, args]: Check): Promise<Outcome> {
  const started = Date.now();
  const { code, said } = await tryNode(root, join("node_modules", program), args);
  const passed = code === 0;
  console.log(`${passed ? "✔" : "✖"} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (!passed) console.log(said);
  return { passed: Number(passed), failed: Number(!passed), failures: passed ? [] : [name], times: [] };
}

const outcome = await main(process.argv.slice(2));
console.log(`\nThe slowest files:\n${slowest(outcome, 10).join("\n")}\n`);
if (outcome.failures.length > 0) console.log(`Failed:\n  ${outcome.failures.join("\n  ")}\n`);
console.log(`${outcome.passed} passed, ${outcome.failed} failed`);
process.exit(outcome.failed > 0 || outcome.passed === 0 ? 1 : 0);
