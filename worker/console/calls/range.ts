/** A range of days in the owner's own clock, as instants for the Worker. */
import { instantOf, localOf } from "../zone-time.ts";

const dayMs = 86_400_000;

export interface Range {
  /** `2026-11-24` */
  fromDay: string;
  toDay: string;
}

/** @param zone - IANA */
export function lastDays(days: number, nowMs: number, zone: string): Range {
  const toDay = localOf(nowMs, zone).slice(0, 10);
  // Counted in the calendar: where the clock is put back a day has 25 hours.
  const fromDay = new Date(Date.parse(toDay) - (days - 1) * dayMs).toISOString().slice(0, 10);
  return { fromDay, toDay };
}

/** From the first moment of one day to the last second of the other. */
export function instantsOf({ fromDay, toDay }: Range, zone: string): { from: string; to: string } {
  return { from: instantOf(`${fromDay}T00:00:00`, zone), to: instantOf(`${toDay}T23:59:59`, zone) };
}
