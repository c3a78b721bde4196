/** What a button's record says of opening: the owner's hours, unless all calls are stopped. */
import type { Hours } from "../contract/button.ts";
import type { Stoppage } from "../contract/owner-safety.ts";
import { nextChange, openness, type Openness } from "../time/opening-hours.ts";

/** A page that is told the time of an opening must find it open then. */
export function openingOf(
  hours: Hours | null,
  stoppage: Stoppage | null,
  nowMs: number,
): Openness & { changesMs: number | null } {
  if (!stoppage) return { ...openness(hours, nowMs), changesMs: nextChange(hours, nowMs) };
  const { untilMs } = stoppage;
  if (untilMs === null) return { open: false, changesMs: null };
  if (untilMs <= nowMs) return openingOf(hours, null, nowMs);
  const after = openness(hours, untilMs);
  const opensAt = after.open ? new Date(untilMs).toISOString() : after.opensAt;
  return { open: false, ...(opensAt === undefined ? {} : { opensAt }), changesMs: untilMs };
}
