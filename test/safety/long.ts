/**
 * The long form: every figure of the safety section, asked and measured, as a table. Fails if one
 * is missed. With a proof's name it runs that one alone; two at a time otherwise.
 */
import { spawn } from "node:child_process";
import { json } from "node:stream/consumers";
import { seedOf } from "../support/chance.ts";
import { type Figure, tableOf } from "../support/figure.ts";
import { proofs } from "./proofs.ts";

const [only] = process.argv.slice(2);
const atOnce = 2;

if (only === undefined) await runAll();
else await runOne(only);

async function runAll(): Promise<void> {
  const seed = seedOf("safety");
  const waiting = Object.keys(proofs);
  const figures = new Map<string, Figure[]>();
  const lane = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift())
      figures.set(name, await prove(name, seed));
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  const rows = Object.keys(proofs).flatMap((name) => figures.get(name) ?? []);
  console.log(tableOf(rows));
  process.exitCode = rows.every(({ holds }) => holds) ? 0 : 1;
}

/** Runs one proof in a process of its own; one that dies has missed its figure. */
async function prove(name: string, seed: number): Promise<Figure[]> {
  const startedMs = Date.now();
  const env = { ...process.env, SEED: String(seed) };
  const child = spawn(process.execPath, [import.meta.filename, name], { env, stdio: ["ignore", "pipe", "inherit"] });
  const died: Figure[] = [{ what: name, asked: "an end", measured: "the proof died; see above", holds: false }];
  const figures = await json(child.stdout).catch(() => died);
  console.error(`# ${name}: ${((Date.now() - startedMs) / 1000).toFixed(0)} s`);
  return figures as Figure[];
}

async function runOne(name: string): Promise<void> {
  const proof = proofs[name];
  if (!proof) throw new Error(`There is no proof ${name}: ${Object.keys(proofs).join(", ")}`);
  process.stdout.write(JSON.stringify(await proof(Number(process.env.SEED ?? 1))));
}
