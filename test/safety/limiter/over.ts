/** The same limits counted afterwards, over everything that was granted. */
import type { CallLimits } from "../../../worker/contract/limits.ts";
import { buttonLimits, dialLimits, type Granted, type Limit, visitorLimits } from "./oracle.ts";

/** How often a limit was exceeded by what was granted: counted afterwards, in one pass over each window. */
export function overAdmissions(limits: CallLimits, granted: readonly Granted[]): number {
  let over = 0;
  for (const limit of [...visitorLimits(limits), ...dialLimits(limits), ...buttonLimits(limits)]) {
    const times = new Map<string, number[]>();
    for (const call of granted) {
      const [name, atMs] = [limit.key(call), limit.at(call)];
      if (name === undefined || atMs === null) continue;
      const mine = times.get(name) ?? [];
      times.set(name, mine);
      mine.push(atMs);
    }
    for (const mine of times.values()) over += passedBy(mine, limit);
  }
  return over;
}

function passedBy(times: number[], { max, windowMs }: Limit): number {
  const sorted = times.sort((a, b) => a - b);
  return sorted.filter((atMs, i) => atMs - (sorted[i - max] ?? -Infinity) < windowMs).length;
}
