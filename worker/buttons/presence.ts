/** Which agents may be rung now, and when a button whose agents come and go is open: somebody must be there. */
import type { Agent, Button, Hours } from "../contract/button.ts";
import { isOpenAt, nextChange, nextOpening, type Openness } from "../time/opening-hours.ts";

type Staffed = Pick<Button, "hours" | "agents">;

/** Times at which somebody comes or goes are looked along so often. */
const mostChanges = 60;

/** Whether an agent may be rung at that time. */
export function isPresent({ hours, away }: Pick<Agent, "hours" | "away">, ms: number): boolean {
  // What an earlier release kept unread is no return: nobody who said that they are away is rung.
  if (away === true || (away !== undefined && !(Date.parse(away) <= ms))) return false;
  return isWithin(hours ?? null, ms);
}

/** Whether somebody is there. A button without agents rings its own phone, which is always there. */
export function isStaffed(agents: readonly Agent[], ms: number): boolean {
  return agents.length === 0 || agents.some((agent) => isPresent(agent, ms));
}

/** Open when its hours are and somebody is there; else since when it will be. */
export function opennessOf(button: Staffed, nowMs: number): Openness {
  if (isOpen(button, nowMs)) return { open: true };
  let ms: number | null = nowMs;
  for (let n = 0; n < mostChanges && ms !== null; n++) {
    ms = nextMoment(button, ms);
    if (ms !== null && isOpen(button, ms)) return { open: false, opensAt: new Date(ms).toISOString() };
  }
  return { open: false };
}

/** When `opennessOf` may say something else; null where that is not foreseen. */
export function nextChangeOf({ hours, agents }: Staffed, nowMs: number): number | null {
  const changes = [hours, ...agents.map((agent) => agent.hours ?? null)].map((each) => nextChange(each, nowMs));
  return soonest([...changes, ...returns(agents, nowMs)]);
}

function isOpen({ hours, agents }: Staffed, ms: number): boolean {
  return isWithin(hours, ms) && isStaffed(agents, ms);
}

function isWithin(hours: Hours | null, ms: number): boolean {
  return hours === null || hours === "always" || isOpenAt(hours, ms);
}

/** The next time at which somebody could begin to be there. */
function nextMoment({ hours, agents }: Staffed, ms: number): number | null {
  const openings = [hours, ...agents.map((agent) => agent.hours ?? null)].map((each) =>
    each === null || each === "always" ? null : nextOpening(each, ms),
  );
  return soonest([...openings, ...returns(agents, ms)]);
}

function returns(agents: readonly Agent[], ms: number): number[] {
  const ends = agents.flatMap(({ away }) => (typeof away === "string" ? [Date.parse(away)] : []));
  return ends.filter((end) => end > ms);
}

function soonest(moments: readonly (number | null)[]): number | null {
  const known = moments.filter((each) => each !== null);
  return known.length > 0 ? Math.min(...known) : null;
}
