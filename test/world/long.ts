/** The long form: a thousand simulated days, and every planted bug looked for; `npm run safety` prints both. */
import { mutants } from "./planted/mutants.ts";
import { readyWorld } from "./ready.ts";
import { search, type Search, told } from "./search.ts";

export interface Days extends Omit<Search, "found"> {
  /** Every history that broke a promise, for a reader. */
  found: string[];
}

const hourMs = 3_600_000;

/** Plays histories of seed after seed until so many days have passed; what breaks is shortened and told. */
export async function passDays(days: number, seed: number): Promise<Days> {
  const modules = await readyWorld();
  const sum: Days = { histories: 0, days: 0, tasks: 0, found: [] };
  for (let next = seed; sum.days < days && sum.found.length < 5; next++) {
    const { found, ...part } = await search(modules, { seed: next, histories: 100, ms: hourMs, shortenMs: 120_000 });
    sum.histories += part.histories;
    sum.days += part.days;
    sum.tasks += part.tasks;
    if (found) sum.found.push(told(found));
  }
  return sum;
}

export interface Planted {
  name: string;
  /** After how many histories it was found, and by which promise; null where it lives. */
  found: { after: number; promise: string } | null;
  /** The search for it ended for want of time. */
  isStopped: boolean;
}

/** So long one planted bug is looked for. */
const patienceMs = 3 * 60_000;

/** As many histories as `npm test` plays on an idle machine. */
export const shortRun = 200;

export interface Planting {
  seed: number;
  /** For each bug at most so many, and so long. */
  histories: number;
  ms?: number;
  /** Those that are looked for; absent: all. */
  names?: readonly string[];
  say(line: string): void;
}

/** Looks for each planted bug in a Worker of its own; what the sound Worker does not keep either is no find. */
export async function findPlanted({ seed, histories, ms = patienceMs, names, say }: Planting): Promise<Planted[]> {
  const table: Planted[] = [];
  const sound = await readyWorld();
  for (const { name, patch } of mutants.filter((each) => names?.includes(each.name) ?? true)) {
    const modules = await readyWorld(patch);
    const { found, histories: after } = await search(modules, { seed, histories, ms, shortenMs: 0, sound });
    const isStopped = found === null && after < histories;
    const row = { name, found: found && { after, promise: found.broken.promise }, isStopped };
    const fate = row.found?.promise ?? (isStopped ? `**lives** (stopped after ${ms / 1_000} s)` : "**lives**");
    say(`| ${name} | ${fate} | ${after} |`);
    table.push(row);
  }
  return table;
}
