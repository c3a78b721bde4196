/**
 * What clocks on a wall show. Zones and daylight saving are the platform's own (IANA database);
 * what is asked here is when a clock first shows a time, in the two nights of a year too when it
 * shows an hour twice or not at all.
 */
import type { Weekday } from "../contract/button.ts";
import { dayMs } from "./durations.ts";

const weekdays: readonly Weekday[] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** Wall-clock time somewhere. */
export interface LocalTime {
  /** `2027-01-01` */
  date: string;
  weekday: Weekday;
  minutes: number;
}

/** The wall clock of a zone at an instant. Throws a RangeError for a zone that doesn't exist. */
export function localTime(ms: number, zone: string): LocalTime {
  const shifted = ms + offsetMs(ms, zone);
  const date = new Date(shifted);
  return { ...calendarDay(shifted), minutes: date.getUTCHours() * 60 + date.getUTCMinutes() };
}

/** The day of a wall-clock time that is counted as if it were UTC. */
export function calendarDay(localMs: number): Pick<LocalTime, "date" | "weekday"> {
  const day = new Date(localMs);
  return { date: day.toISOString().slice(0, 10), weekday: weekdays[day.getUTCDay()] ?? "sun" };
}

/** Whether `2027-01-01` is in the calendar. JavaScript itself takes the 31st of November for the 1st of December. */
export function isCalendarDay(date: string): boolean {
  return new Date(`${date}T00:00:00Z`).toJSON()?.startsWith(date) ?? false;
}

/** Minutes since midnight of `HH:MM`. */
export function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}

/**
 * The first instant at which the zone's wall clock shows at least `localMs` (counted as if it were
 * UTC): the earlier one of two, and the end of the gap where the clock leaps over it.
 */
export function firstInstantOf(localMs: number, zone: string): number {
  const around = [offsetMs(localMs - dayMs, zone), offsetMs(localMs + dayMs, zone)];
  const [earliest, latest] = [localMs - Math.max(...around), localMs - Math.min(...around)];
  if (earliest === latest || shows(earliest, localMs, zone)) return earliest;
  return shows(latest, localMs, zone) ? latest : leapBetween(earliest, latest, zone);
}

function shows(ms: number, localMs: number, zone: string): boolean {
  return ms + offsetMs(ms, zone) === localMs;
}

/** When the clock is put forward, to the second. */
function leapBetween(fromMs: number, toMs: number, zone: string): number {
  const before = offsetMs(fromMs, zone);
  let [low, high] = [Math.floor(fromMs / 1000), Math.floor(toMs / 1000)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMs(middle * 1000, zone) === before) low = middle;
    else high = middle;
  }
  return high * 1000;
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

/** Whether the platform knows this zone. */
export function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}
