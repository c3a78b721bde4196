/** At which times a call for later can be had: the owner's hours, as far ahead as anybody plans. */
import type { Verdict } from "../contract/owner-safety.ts";
import { dayMs, minuteMs } from "../time/durations.ts";
import { localTime, isOpenAt, openness } from "../time/opening-hours.ts";
import type { Hours } from "../contract/button.ts";

/** Why a wished time can't be had, in words for a developer; null when it can. */
export function judgeTime(atMs: number, hours: Hours | null, nowMs: number): string | null {
  if (!(atMs >= nowMs + soonestMs && atMs <= nowMs + latestMs)) return "at: must be 1 minute to 14 days ahead";
  return openness(hours, atMs).open ? null : "at: must lie within the opening hours";
}

/** The next times at which the owner is there, every half hour, RFC 3339. */
export function nextSlots(hours: Hours | null, nowMs: number, count = 24): string[] {
  const first = Math.ceil((nowMs + soonestMs) / slotMs) * slotMs;
  const slots: string[] = [];
  for (let ms = first; ms <= nowMs + latestMs && slots.length < count; ms += slotMs) {
    if (isGoodSlot(hours, ms)) slots.push(new Date(ms).toISOString());
  }
  return slots;
}

/** Hours that were never set offer the day only; the number's own night is judged when it is dialled. */
export function isGoodSlot(hours: Hours | null, ms: number): boolean {
  if (hours === "always") return true;
  if (hours !== null) return isOpenAt(hours, localTime(ms, hours.zone));
  const { minutes } = localTime(ms, "Europe/Moscow");
  return minutes >= 9 * 60 && minutes < 21 * 60;
}

export const slotMs = 30 * minuteMs;
export const soonestMs = minuteMs;
export const latestMs = 14 * dayMs;
/** A holiday that was set after the call was asked for. */
export function judgeHours(hours: Hours | null, nowMs: number): Verdict | null {
  return openness(hours, nowMs).open ? null : { problem: "closed", rule: "hours", retryAfterS: 3_600 };
}
