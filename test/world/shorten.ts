/**
 * The shortest history that still breaks its promise: steps are left out, many at a time and then one by one,
 * and what is left is made plain. A step's chance goes with its id, so the others play on as they did.
 */
import type { History } from "./history.ts";

type Breaks = (history: History) => Promise<boolean>;

export async function shorten(history: History, breaks: Breaks, endMs: number): Promise<History> {
  let best = history;
  const tries = async (candidate: History) => {
    if (performance.now() > endMs || !(await breaks(candidate))) return false;
    best = candidate;
    return true;
  };
  for (const plain of [{ unrest: 0 }, { shape: 0 }, { limits: 0 }, { start: 0 }]) await tries({ ...best, ...plain });
  for (let size = Math.ceil(best.steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = best.steps.length - size; at > -size; at -= size) await tries(without(best, Math.max(0, at), size));
  }
  for (let at = 0; at < best.steps.length; at++) {
    const same = [...best.steps];
    const step = same[at];
    if (step && step.waitMs > 0) await tries({ ...best, steps: same.with(at, { ...step, waitMs: 0 }) });
  }
  for (let at = best.steps.length - 1; at >= 0; at--) await tries(without(best, at, 1));
  return best;
}

function without(history: History, at: number, count: number): History {
  return { ...history, steps: history.steps.toSpliced(at, count) };
}
