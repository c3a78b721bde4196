/** Looks for a history that breaks a promise, and for a shorter one that breaks it still. */
import * as fc from "fast-check";
import { type History, histories } from "./history.ts";
import type { Broken } from "./invariants.ts";
import type { WorkerModules } from "./platform/load.ts";
import { play } from "./play.ts";

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
  /** At most so many histories, and so long; a search under way is shortened no longer than `shrinkMs`. */
  histories: number;
  ms: number;
  shrinkMs: number;
  /** Promises that are known to break, and whose breaking ends nothing. */
  known?: readonly string[];
}

/** Plays random histories until one breaks a promise. The same promise must break in the shortened one. */
export async function search(
  modules: WorkerModules,
  { seed, histories: most, ms, shrinkMs, known = [] }: Searching,
): Promise<Search> {
  const endMs = performance.now() + ms;
  const sum = { histories: 0, days: 0, tasks: 0 };
  let found: Found | null = null;
  let shrinkUntilMs = Infinity;
  const holds = fc.asyncProperty(histories, async (history) => {
    if (performance.now() > (found ? shrinkUntilMs : endMs)) return;
    const { broken, lastedMs, tasks } = await play(modules, history);
    if (!found) {
      sum.histories += 1;
      sum.days += lastedMs / 86_400_000;
      sum.tasks += tasks;
    }
    if (!broken || known.includes(broken.promise) || (found && found.broken.promise !== broken.promise)) return;
    if (!found) shrinkUntilMs = performance.now() + shrinkMs;
    found = { history, broken, seed };
    throw new Error(broken.how);
  });
  await fc.check(holds, { seed, numRuns: most, endOnFailure: shrinkMs === 0 });
  return { ...sum, found };
}

/** For a reader, and to be pasted into a test. */
export function told({ history, broken, seed }: Found): string {
  const { steps, ...rest } = history;
  const lines = steps.map((step) => `    ${JSON.stringify(step)},`);
  return [`SEED=${seed}: ${broken.promise}: ${broken.how}`, `  ${JSON.stringify(rest)}`, ...lines].join("\n");
}
