/** Times at which a call for later can be had: the owner is there, and it is no night where it will ring. */
import type { Agent, Button, Hours } from "../contract/button.ts";
import { isStaffed } from "./presence.ts";
import type { CallLimits } from "../contract/limits.ts";
import type { Verdict } from "../contract/owner-safety.ts";
import { dayMs, minuteMs } from "../time/durations.ts";
import { isNight } from "../safety/night.ts";
import { openness } from "../time/opening-hours.ts";
import { localTime } from "../time/wall-clock.ts";

const soonestMs = minuteMs;
const latestMs = 14 * dayMs;
const slotMs = 30 * minuteMs;
/** So long a visitor may look at the first time offered before they take it. */
const lookingMs = 5 * minuteMs;
const mostSlots = 24;

/** What decides, besides the button's hours. */
export interface SlotRules {
  limits: CallLimits;
  /** The owner's; hours that were never set go by it. */
  zone: string;
  /** Every clock that the number may go by. */
  clocks: readonly string[];
  /** One of them must be there. */
  agents: readonly Agent[];
}

/** Why a wished time can't be had, in words for a developer; null when it can. */
export function judgeTime(
  atMs: number,
  { hours, agents }: Pick<Button, "hours" | "agents">,
  nowMs: number,
): string | null {
  if (!(atMs >= nowMs + soonestMs && atMs <= nowMs + latestMs)) return "at: must be 1 minute to 14 days ahead";
  const isOpen = openness(hours, atMs).open && isStaffed(agents, atMs);
  return isOpen ? null : "at: must lie within the opening hours";
}

/**
 * The next half hours that suit whichever number is given, RFC 3339. Where the clocks it may go by
 * leave none, those of the owner's clock, if it may be that: most numbers go by it.
 */
export function nextSlots(hours: Hours | null, rules: SlotRules, nowMs: number): string[] {
  const { clocks, zone } = rules;
  const slots = slotsFor(hours, { ...rules, clocks: distinct(clocks, nowMs) }, nowMs);
  return slots.length > 0 || !clocks.includes(zone) ? slots : slotsFor(hours, { ...rules, clocks: [zone] }, nowMs);
}

function slotsFor(hours: Hours | null, rules: SlotRules, nowMs: number): string[] {
  const first = Math.ceil((nowMs + soonestMs + lookingMs) / slotMs) * slotMs;
  const slots: string[] = [];
  for (let ms = first; ms <= nowMs + latestMs && slots.length < mostSlots; ms += slotMs)
    if (isGoodSlot(hours, rules, ms)) slots.push(new Date(ms).toISOString());
  return slots;
}

function isGoodSlot(hours: Hours | null, { limits, zone, clocks, agents }: SlotRules, ms: number): boolean {
  if (!isStaffed(agents, ms)) return false;
  if (hours === null && !isDay(localTime(ms, zone).minutes)) return false;
  return openness(hours, ms).open && !clocks.some((clock) => isNight(limits, hours, clock, ms));
}

/** Hours that were never set offer the day only, whatever the night guard would let pass. */
function isDay(minutes: number): boolean {
  return minutes >= 9 * 60 && minutes < 21 * 60;
}

/** Clocks that show the same time, now and at the end, are one. */
function distinct(clocks: readonly string[], nowMs: number): string[] {
  const shown = (zone: string) => JSON.stringify([localTime(nowMs, zone), localTime(nowMs + latestMs, zone)]);
  return [...new Map(clocks.map((zone) => [shown(zone), zone])).values()];
}

/** A holiday that was set after the call was asked for, or agents who have gone. */
export function judgeOpen({ hours, agents }: Pick<Button, "hours" | "agents">, nowMs: number): Verdict | null {
  if (!openness(hours, nowMs).open) return { problem: "closed", rule: "hours", retryAfterS: 3_600 };
  return isStaffed(agents, nowMs) ? null : { problem: "closed", rule: "button.away", retryAfterS: 3_600 };
}
