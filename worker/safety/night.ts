/**
 * The night guard: no button rings a stranger's phone between evening and morning of the
 * number's own clock. The owner's hours may say otherwise, for nobody sits there by mistake.
 */
import type { Verdict } from "../contract/owner-safety.ts";
import type { Hours } from "../contract/button.ts";
import { dayMs, minuteMs } from "../time/durations.ts";
import { isOpenAt, nextOpening, openness } from "../time/opening-hours.ts";
import { firstInstantOf, localTime, minutesOf } from "../time/wall-clock.ts";
import type { CallLimits } from "../contract/limits.ts";

/** Night and opening hours take turns in saying no; a week of both is long enough to look. */
const mostTurns = 30;

/** Null by day; at night a refusal that lasts until a call can be had: morning there, and the owner at work. */
export function judgeNight(limits: CallLimits, hours: Hours | null, zone: string, nowMs: number): Verdict | null {
  if (!isNight(limits, hours, zone, nowMs)) return null;
  const callableMs = callableFrom(limits, hours, zone, nowMs);
  const retryAfterS = callableMs === null ? dayMs / 1000 : Math.ceil((callableMs - nowMs) / 1000);
  return { problem: "closed", rule: "night", retryAfterS };
}

/** The clock of numbers that don't tell theirs: that of the button's own hours, else of all the owner's buttons. */
export function ownersZone(hours: Hours | null, zone: string): string {
  return typeof hours === "object" && hours ? hours.zone : zone;
}

/** Whether the clock of `zone` forbids a call. */
export function isNight({ night }: CallLimits, hours: Hours | null, zone: string, ms: number): boolean {
  if (!night.on || hours === "always") return false;
  // Whoever works until ten in the evening may be called back until ten, by the clock of the person called.
  return isDark(night, localTime(ms, zone).minutes) && !(hours !== null && isOpenAt(hours, ms, zone));
}

/** Whether a minute of the day lies in the night. */
export function isDark(night: Pick<CallLimits["night"], "from" | "to">, minutes: number): boolean {
  const [from, to] = [minutesOf(night.from), minutesOf(night.to)];
  // One that ends when it begins is a whole day: nobody is rung by mistake.
  return from >= to ? minutes >= from || minutes < to : minutes >= from && minutes < to;
}

/** The next instant that is neither night there nor outside the owner's hours; null where none is in sight. */
function callableFrom(limits: CallLimits, hours: Hours | null, zone: string, nowMs: number): number | null {
  let ms: number | null = nowMs;
  for (let turn = 0; turn < mostTurns && ms !== null; turn++) {
    if (isNight(limits, hours, zone, ms)) ms = endOfNight(limits, hours, zone, ms);
    else if (!openness(hours, ms).open) ms = typeof hours === "object" && hours ? nextOpening(hours, ms) : null;
    else return ms;
  }
  return null;
}

/** Morning, or the owner's own hours on the clock of the person called, whichever comes first. */
function endOfNight({ night }: CallLimits, hours: Hours | null, zone: string, ms: number): number {
  const midnightMs = Date.parse(`${localTime(ms, zone).date}T00:00:00Z`);
  const mornings = [0, dayMs].map((later) => firstInstantOf(midnightMs + later + minutesOf(night.to) * minuteMs, zone));
  const morning = mornings.find((each) => each > ms) ?? ms + dayMs;
  const opens = typeof hours === "object" && hours ? nextOpening(hours, ms, zone) : null;
  return Math.min(morning, opens ?? Infinity);
}
