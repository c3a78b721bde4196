/** What a button's record says of opening: the owner's hours and somebody there, unless all calls are stopped. */
import type { Button } from "../contract/button.ts";
import type { Stoppage } from "../contract/owner-safety.ts";
import type { Openness } from "../time/opening-hours.ts";
import { nextChangeOf, opennessOf } from "./presence.ts";

/** A page that is told the time of an opening must find it open then. */
export function openingOf(
  button: Pick<Button, "hours" | "agents">,
  stoppage: Stoppage | null,
  nowMs: number,
): Openness & { changesMs: number | null } {
  if (!stoppage) return { ...opennessOf(button, nowMs), changesMs: nextChangeOf(button, nowMs) };
  const { untilMs } = stoppage;
  if (untilMs === null) return { open: false, changesMs: null };
  if (untilMs <= nowMs) return openingOf(button, null, nowMs);
  const after = opennessOf(button, untilMs);
  const opensAt = after.open ? new Date(untilMs).toISOString() : after.opensAt;
  return { open: false, ...(opensAt === undefined ? {} : { opensAt }), changesMs: untilMs };
}
