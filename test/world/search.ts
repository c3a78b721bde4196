/** Looks for a history that breaks a promise, and for a shorter one that breaks it still. */
import * as fc from "fast-check";
import type { History } from "./history.ts";
import { histories } from "./random-histories.ts";
import type { Broken } from "./invariants.ts";
import type { WorkerModules } from "./platform/load.ts";
import { play } from "./play.ts";
import { shorten } from "./shorten.ts";

export interface Found {
  history: History;
  broken: Broken;
  seed: number;
}

export interface Search {
  found: Found | null;
  histories: number;
  /** Simulated. */
  days: number;
  tasks: number;
}

export interface Searching {
  seed: number;
  /** At most so many histories, and so long. */
  histories: number;
  ms: number;
  /** How long one that was found may be shortened. */
  shortenMs: number;
  /** What breaks a promise of this Worker as well is no find. */
  sound?: WorkerModules;
}

/** Plays random histories until one breaks a promise; the shortened one breaks the same. */
export async function search(modules: WorkerModules, wanted: Searching): Promise<Search> {
  const { seed } = wanted;
  const endMs = performance.now() + wanted.ms;
  const sum = { histories: 0, days: 0, tasks: 0 };
  for (const history of fc.sample(histories, { seed, numRuns: wanted.histories })) {
    if (performance.now() > endMs) break;
    const { broken, lastedMs, tasks } = await play(modules, history);
    sum.histories += 1;
    sum.days += lastedMs / 86_400_000;
    sum.tasks += tasks;
    if (!broken || (wanted.sound && (await play(wanted.sound, history)).broken)) continue;
    const found = { history, broken, seed };
    return { ...sum, found: wanted.shortenMs > 0 ? await shortened(modules, found, wanted.shortenMs) : found };
  }
  return { ...sum, found: null };
}

async function shortened(modules: WorkerModules, found: Found, ms: number): Promise<Found> {
  let best = found;
  const breaksStill = async (history: History) => {
    const { broken } = await play(modules, history);
    if (broken?.promise !== found.broken.promise) return false;
    best = { ...found, history, broken };
    return true;
  };
  await shorten(found.history, breaksStill, performance.now() + ms);
  return best;
}

/** For a reader, and to be pasted into a test. */
export function told({ history, broken, seed }: Found): string {
  const { steps, ...rest } = history;
  const lines = steps.map((step) => `    ${JSON.stringify(step)},`);
  return [`SEED=${seed}: ${broken.promise}: ${broken.how}`, `  ${JSON.stringify(rest)}`, ...lines].join("\n");
}
