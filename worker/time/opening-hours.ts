/**
 * Is anybody there, since when and until when? The Worker decides, in the owner's zone; a page
 * that was cached overnight can't.
 */
import type { Hours, WeeklyHours } from "../contract/button.ts";
import { dayMs, minuteMs } from "./durations.ts";
import { calendarDay, firstInstantOf, localTime, minutesOf } from "./wall-clock.ts";

const dayMinutes = 24 * 60;
/** Hours without a break are looked along so far: whoever asks wants to know of the next hour or so. */
const farthestMs = 8 * dayMs;

export interface Openness {
  open: boolean;
  /** RFC 3339, when closed and known. */
  opensAt?: string;
}

/** A stretch of time without a break, in instants; its end is outside. */
interface Stretch {
  fromMs: number;
  toMs: number;
}

/** No hours set means open: the night guard still watches over the person called. */
export function openness(hours: Hours | null, nowMs: number): Openness {
  if (hours === null || hours === "always" || isOpenAt(hours, nowMs)) return { open: true };
  const opensMs = nextOpening(hours, nowMs);
  return { open: false, ...(opensMs === null ? {} : { opensAt: new Date(opensMs).toISOString() }) };
}

/** Whether the weekly hours cover an instant, by the clock of `zone`: the owner's own, or a called person's. */
export function isOpenAt(hours: WeeklyHours, ms: number, zone = hours.zone): boolean {
  const midnightMs = Date.parse(`${localTime(ms, zone).date}T00:00:00Z`);
  return stretchesOn(hours, midnightMs, zone).some(({ fromMs, toMs }) => fromMs <= ms && ms < toMs);
}

/** When it opens next, as far ahead as that may be; null where it never does. */
export function nextOpening(hours: WeeklyHours, nowMs: number, zone = hours.zone): number | null {
  for (const { fromMs } of stretchesFrom(hours, nowMs, zone)) if (fromMs > nowMs) return fromMs;
  return null;
}

/** When `openness` will say something else; null where that is never or more than a week ahead. */
export function nextChange(hours: Hours | null, nowMs: number): number | null {
  if (hours === null || hours === "always") return null;
  let closesMs: number | null = null;
  for (const { fromMs, toMs } of stretchesFrom(hours, nowMs, hours.zone)) {
    if (fromMs > (closesMs ?? nowMs)) return closesMs ?? fromMs;
    closesMs = Math.max(closesMs ?? 0, toMs);
    if (closesMs > nowMs + farthestMs) return null;
  }
  return closesMs;
}

/** Every stretch that ends after an instant, in order. A year of holidays may lie before the first. */
function* stretchesFrom(hours: WeeklyHours, ms: number, zone: string): Generator<Stretch> {
  const today = Date.parse(`${localTime(ms, zone).date}T00:00:00Z`);
  const days = 7 * ((hours.holidays?.length ?? 0) + 2);
  for (let day = 0; day < days; day++)
    for (const stretch of stretchesOn(hours, today + day * dayMs, zone)) if (stretch.toMs > ms) yield stretch;
}

/**
 * The stretches of one calendar day, in order: its own spans and what is left of the evening before.
 * A holiday is closed from midnight to midnight, also to a night that began the day before.
 */
function stretchesOn(hours: WeeklyHours, midnightMs: number, zone: string): Stretch[] {
  if (isHoliday(hours, midnightMs)) return [];
  const evening = isHoliday(hours, midnightMs - dayMs) ? [] : spansOn(hours, midnightMs - dayMs);
  const nights = evening.filter(([from, to]) => to < from).map(([, to]): [number, number] => [0, to]);
  const own = spansOn(hours, midnightMs).map(([from, to]): [number, number] => [from, to < from ? dayMinutes : to]);
  return [...nights, ...own]
    .map(([from, to]) => ({
      fromMs: firstInstantOf(midnightMs + from * minuteMs, zone),
      toMs: firstInstantOf(midnightMs + to * minuteMs, zone),
    }))
    .filter(({ fromMs, toMs }) => fromMs < toMs)
    .sort((a, b) => a.fromMs - b.fromMs);
}

function isHoliday({ holidays = [] }: WeeklyHours, midnightMs: number): boolean {
  return holidays.includes(calendarDay(midnightMs).date);
}

/** A day's spans in minutes; one that ends before it begins goes on after midnight. */
function spansOn({ week }: WeeklyHours, midnightMs: number): [from: number, to: number][] {
  const spans = week[calendarDay(midnightMs).weekday] ?? [];
  return spans.map(([from, to]) => [minutesOf(from), closing(to)]);
}

/** `00:00` at the end of a span is the midnight that ends the day, as `24:00` is. */
function closing(clock: string): number {
  return minutesOf(clock) || dayMinutes;
}
