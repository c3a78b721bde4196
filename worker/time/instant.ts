/**
 * One reader of the moments that others write: the platform's own takes some of ISO 8601's zones for nothing at all, and
 * a day that never was for the next one.
 */
import * as v from "valibot";
import { isCalendarDay } from "./wall-clock.ts";

const writing = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d(?:\.\d{1,9})?)(?:[Zz]| ?([+-]\d\d)(?::?(\d\d))?)$/;

/** RFC 3339, and what ISO 8601 knows besides for the zone, such as `+03`. Null for anything else. */
export function readInstant(text: string): number | null {
  const [, day = "", time = "", hours, minutes = "00"] = writing.exec(text) ?? [];
  const ms = Date.parse(`${day}T${time}${hours === undefined ? "Z" : `${hours}:${minutes}`}`);
  // Midnight as the end of a day is one of two writings, and its day the wrong one.
  if (!isCalendarDay(day) || time.startsWith("24")) return null;
  return isOfFourDigits(ms) ? ms : null;
}

/** A zone may carry the first and the last year out of the calendar that RFC 3339 can write. */
function isOfFourDigits(ms: number): boolean {
  return Number.isFinite(ms) && /^\d/.test(new Date(ms).toISOString());
}

/** As `readInstant` reads it, in one writing: a retry is known however it says the time, and every reader reads it alike. */
export const instant = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }): string => {
    const ms = readInstant(dataset.value);
    if (ms !== null) return new Date(ms).toISOString();
    addIssue({ message: "must be RFC 3339 on a day of the calendar, such as 2026-11-24T00:00:00Z" });
    return NEVER;
  }),
);
