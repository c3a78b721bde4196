/** A range of days in the owner's own clock, as instants for the Worker. */
const dayMs = 86_400_000;

export interface Range {
  /** `2026-11-24` */
  fromDay: string;
  toDay: string;
}

/** @param zone - IANA */
export function lastDays(days: number, nowMs: number, zone: string): Range {
  const toDay = dayOf(nowMs, zone);
  // Counted in the calendar: where the clock is put back a day has 25 hours.
  const fromDay = new Date(Date.parse(toDay) - (days - 1) * dayMs).toISOString().slice(0, 10);
  return { fromDay, toDay };
}

/** From the first moment of one day to the last second of the other. */
export function instantsOf({ fromDay, toDay }: Range, zone: string): { from: string; to: string } {
  return { from: instantOf(`${fromDay}T00:00:00`, zone), to: instantOf(`${toDay}T23:59:59`, zone) };
}

/** When the zone's clock shows that; where it leaps over it, as far before as it leaps. */
function instantOf(local: string, zone: string): string {
  const asUtcMs = Date.parse(`${local}Z`);
  const nearMs = asUtcMs - offsetMs(asUtcMs, zone);
  return new Date(asUtcMs - offsetMs(nearMs, zone)).toISOString();
}

/** How far the zone's clock is ahead of UTC. */
function offsetMs(ms: number, zone: string): number {
  const style = { dateStyle: "short", timeStyle: "medium", timeZone: zone } as const;
  const shown = new Intl.DateTimeFormat("sv", style).format(ms);
  return Date.parse(`${shown.replace(" ", "T")}Z`) - Math.floor(ms / 1000) * 1000;
}

function dayOf(ms: number, zone: string): string {
  return new Intl.DateTimeFormat("sv", { dateStyle: "short", timeZone: zone }).format(ms);
}
