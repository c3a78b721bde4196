/** Milliseconds from the process's start to its first answer: ours, less a trivial script's in the same configuration. */
import { median } from "../load.ts";
import { type Kind, start } from "./set-up.ts";

export async function startUpMs(rounds: number): Promise<number> {
  const samples = { ours: [] as number[], trivial: [] as number[] };
  // The first of each bundles.
  for (let round = 0; round <= rounds; round++)
    for (const kind of ["ours", "trivial"] as const) {
      const ms = await timed(kind);
      if (round > 0) samples[kind].push(ms);
    }
  return median(samples.ours) - median(samples.trivial);
}

async function timed(kind: Kind): Promise<number> {
  const startedMs = performance.now();
  const worker = await start(kind, { url: "http://127.0.0.1:9/" });
  await (await fetch(`${worker.url}/nothing`)).text();
  const ms = performance.now() - startedMs;
  await worker.stop();
  return ms;
}
