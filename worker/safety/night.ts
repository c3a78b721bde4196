/**
 * The night guard: no button rings a stranger's phone between evening and morning of the
 * number's own clock. The owner's hours may say otherwise, for nobody sits there by mistake.
 */
import type { Verdict } from "../contract/owner-safety.ts";
import type { Hours } from "../contract/button.ts";
import { instantOf, isOpenAt, localTime, minutesOf } from "../time/opening-hours.ts";
import type { CallLimits } from "../contract/limits.ts";

/** Null by day; at night a refusal that lasts until morning there. */
export function judgeNight({ night }: CallLimits, hours: Hours | null, zone: string, nowMs: number): Verdict | null {
  if (!night.on || hours === "always") return null;
  const local = localTime(nowMs, zone);
  const [from, to] = [minutesOf(night.from), minutesOf(night.to)];
  const dark = from > to ? local.minutes >= from || local.minutes < to : local.minutes >= from && local.minutes < to;
  if (!dark) return null;
  // Whoever works until ten in the evening may be called back until ten, by the clock of the person called.
  if (hours !== null && isOpenAt(hours, local)) return null;
  const midnight = Date.parse(`${local.date}T00:00:00Z`);
  const morning = [0, 1]
    .map((day) => instantOf(midnight + (day * 24 * 60 + to) * 60_000, zone))
    .find((ms) => ms > nowMs);
  return { problem: "closed", rule: "night", retryAfterS: Math.ceil(((morning ?? nowMs) - nowMs) / 1000) };
}
