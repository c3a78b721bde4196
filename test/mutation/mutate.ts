/**
 * `node test/mutation/mutate.ts [COUNT] [ROOM…]`: plants so many faults, one at a time, into a copy of the rooms that
 * decide who is called, and runs the tests in Node that reach the place. Prints how many were noticed, and each that
 * was not. SEED repeats a choice; TESTS, a pattern, asks only some files. Leave node_modules alone meanwhile.
 */
import { cpSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chanceFrom, seedOf } from "../support/chance.ts";
import { measure, type TestFile } from "./coverage.ts";
import { type Mutation, mutationsOf } from "./mutations.ts";
import { runTest } from "./run-test.ts";

const rooms = ["ledger", "safety", "numbers", "buttons", "visitor", "sipnet"];
const here = resolve(import.meta.dirname, "../..");

/** What starts a browser or wrangler takes too long to be asked so often; nor do these tell anything of the rooms. */
const others =
  /^test\/(?:apps|bench|console|hosting|hosts|journey|package|widget|wire|mutation|sipnet\/simulator|\w+\.test)/;
const slow = /support\/(?:journey|browsers)\.ts|demo\/start\.ts|"\.\/(?:kills|durability)\.ts"/;
/** Run the Worker in workerd, where nobody can see which lines a test reaches. */
const inWorkerd = /support\/workerd\.ts|"(?:\.|\.\.\/owner)\/desk\.ts"/;

function nodeTests(root: string): string[] {
  const files = globSync("test/**/*.test.ts", { cwd: root }).filter(
    (file) => !others.test(file) && new RegExp(process.env.TESTS ?? "").test(file),
  );
  return files.filter((file) => !slow.test(readFileSync(join(root, file), "utf8"))).toSorted();
}

/** Nearest and quickest first; those that may reach a place or not come last. */
async function measureAll(root: string): Promise<TestFile[]> {
  const tests: TestFile[] = [];
  const blind: TestFile[] = [];
  for (const file of nodeTests(root)) {
    const measured = await measure(root, file);
    if (!measured) continue;
    if (inWorkerd.test(readFileSync(join(root, file), "utf8"))) blind.push({ ...measured, reaches: () => true });
    else tests.push(measured);
  }
  const byTime = (a: TestFile, b: TestFile) => a.ms - b.ms;
  return [...tests.sort(byTime), ...blind.sort(byTime)];
}

function copyOfProject(): string {
  const root = mkdtempSync(join(tmpdir(), "mutation-"));
  for (const name of readdirSync(here).filter((each) => each !== ".git" && each !== "node_modules"))
    cpSync(join(here, name), join(root, name), { recursive: true });
  symlinkSync(join(here, "node_modules"), join(root, "node_modules"), "dir");
  return root;
}

/** A test that no longer ends has noticed the fault as well. */
async function isNoticed(root: string, mutation: Mutation, tests: readonly TestFile[]): Promise<boolean> {
  const path = join(root, mutation.file);
  const source = readFileSync(path, "utf8");
  writeFileSync(path, source.slice(0, mutation.start) + mutation.instead + source.slice(mutation.end));
  try {
    for (const { file, ms } of tests) {
      const { passed } = await runTest(root, file, {}, 30_000 + 10 * ms);
      if (!passed) return true;
    }
    return false;
  } finally {
    writeFileSync(path, source);
  }
}

function describe(root: string, { file, start, end, instead }: Mutation): string {
  const source = readFileSync(join(root, file), "utf8");
  const line = source.slice(0, start).split("\n").length;
  const before = source.slice(start, end).replace(/\s+/g, " ");
  return `${file}:${line}  ${before.slice(0, 100)}  →  ${instead === "" ? "(nothing)" : instead}`;
}

/** So many of all, evenly by chance. */
function choose(all: Mutation[], count: number, seed: number): Mutation[] {
  const chance = chanceFrom(seed);
  const left = [...all];
  const chosen: Mutation[] = [];
  while (chosen.length < count && left.length > 0) chosen.push(...left.splice(chance.under(left.length), 1));
  return chosen;
}

async function main(count: number, wanted: readonly string[]): Promise<void> {
  const root = copyOfProject();
  try {
    const sources = wanted.flatMap((room) => globSync(`worker/${room}/**/*.ts`, { cwd: root })).toSorted();
    const all = sources.flatMap((file) => mutationsOf(file, readFileSync(join(root, file), "utf8")));
    const chosen = choose(all, count, seedOf("mutations"));
    const tests = await measureAll(root);
    console.log(`${chosen.length} of ${all.length} faults, ${tests.length} test files`);
    const slowest = tests.toSorted((one, other) => other.ms - one.ms).slice(0, 10);
    console.log(slowest.map(({ file, ms }) => `${(ms / 1000).toFixed(0)} s ${file}`).join("\n"));
    const survivors: string[] = [];
    const endMs = Date.now() + Number(process.env.MINUTES ?? 60) * 60_000;
    let tried = 0;
    for (const [n, mutation] of chosen.entries()) {
      if (Date.now() > endMs) break;
      tried += 1;
      const reaching = tests.filter((one) => one.reaches(mutation.file, mutation.start));
      const noticed = await isNoticed(root, mutation, reaching);
      if (!noticed) survivors.push(describe(root, mutation));
      const verdict = noticed ? "noticed " : "SURVIVED";
      console.log(`${String(n + 1).padStart(4)} ${verdict} ${describe(root, mutation)} (${reaching.length} tests)`);
    }
    const noticed = tried - survivors.length;
    console.log(`\nSurvivors:\n${survivors.join("\n")}`);
    console.log(`\n${noticed} of ${tried} noticed: ${((100 * noticed) / tried).toFixed(1)} %`);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const [count = "300", ...wanted] = process.argv.slice(2);
await main(Number(count), wanted.length > 0 ? wanted : rooms);
