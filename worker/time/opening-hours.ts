/**
 * Is anybody there? The Worker decides, in the owner's zone; a page that was cached
 * overnight can't. Zones and daylight saving are the platform's own (IANA database).
 */
import { dayMs, minuteMs } from "./durations.ts";
import type { Weekday, WeeklyHours, Hours } from "../contract/button.ts";

const weekdays: readonly Weekday[] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** Wall-clock time somewhere. */
export interface LocalTime {
  /** `2027-01-01` */
  date: string;
  weekday: Weekday;
  minutes: number;
}

export interface Openness {
  open: boolean;
  /** RFC 3339, when closed and known. */
  opensAt?: string;
}

/** No hours set means open: the night guard still watches over the person called. */
export function openness(hours: Hours | null, nowMs: number): Openness {
  if (hours === null || hours === "always" || isOpenAt(hours, localTime(nowMs, hours.zone))) return { open: true };
  const opensMs = nextOpening(hours, nowMs);
  return { open: false, ...(opensMs === null ? {} : { opensAt: new Date(opensMs).toISOString() }) };
}

/** Whether the weekly hours cover a wall-clock time, holidays excepted. */
export function isOpenAt(hours: WeeklyHours, { date, weekday, minutes }: LocalTime): boolean {
  if (hours.holidays?.includes(date)) return false;
  return (hours.week[weekday] ?? []).some(([from, to]) => minutes >= minutesOf(from) && minutes < closing(to));
}

/** The wall clock of a zone at an instant. Throws a RangeError for a zone that doesn't exist. */
export function localTime(ms: number, zone: string): LocalTime {
  const shifted = new Date(ms + offsetMs(ms, zone));
  return {
    date: shifted.toISOString().slice(0, 10),
    weekday: weekdays[shifted.getUTCDay()] ?? "sun",
    minutes: shifted.getUTCHours() * 60 + shifted.getUTCMinutes(),
  };
}

/** Minutes since midnight of `HH:MM`. */
export function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}

/** `00:00` at the end of a span is the midnight that ends the day. */
function closing(clock: string): number {
  return minutesOf(clock) || 24 * 60;
}

/** The first opening within three weeks. Days are walked in the zone, so a day of 23 or 25 hours is none too many. */
function nextOpening(hours: WeeklyHours, nowMs: number): number | null {
  const midnight = Date.parse(`${localTime(nowMs, hours.zone).date}T00:00:00Z`);
  for (let day = 0; day < 21; day++) {
    const local = midnight + day * dayMs;
    const date = new Date(local);
    if (hours.holidays?.includes(date.toISOString().slice(0, 10))) continue;
    const spans = hours.week[weekdays[date.getUTCDay()] ?? "sun"] ?? [];
    const starts = spans.map(([from]) => instantOf(local + minutesOf(from) * minuteMs, hours.zone));
    const opens = Math.min(...starts.filter((start) => start > nowMs));
    if (opens !== Infinity) return opens;
  }
  return null;
}

/** The instant at which a zone's wall clock shows `localMs` (counted as if it were UTC). */
export function instantOf(localMs: number, zone: string): number {
  const guess = localMs - offsetMs(localMs, zone);
  return localMs - offsetMs(guess, zone);
}

function offsetMs(ms: number, zone: string): number {
  const part = partsFormat(zone).formatToParts(ms);
  const read = (type: Intl.DateTimeFormatPartTypes) => Number(part.find((each) => each.type === type)?.value);
  const [year, month, day] = [read("year"), read("month"), read("day")];
  const local = Date.UTC(year, month - 1, day, read("hour"), read("minute"), read("second"));
  return local - Math.floor(ms / 1000) * 1000;
}

/** To make one takes a millisecond, and every call asks for one; it depends on nothing but its zone. */
const formats = new Map<string, Intl.DateTimeFormat>();

function partsFormat(zone: string): Intl.DateTimeFormat {
  const format = formats.get(zone) ?? newPartsFormat(zone);
  formats.set(zone, format);
  return format;
}

function newPartsFormat(timeZone: string): Intl.DateTimeFormat {
  const date = { year: "numeric", month: "numeric", day: "numeric" } as const;
  return new Intl.DateTimeFormat("en-US", {
    ...date,
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
    hourCycle: "h23",
    timeZone,
  });
}
