/** A range of days in the owner's own clock, as instants for the Worker. */
const dayMs = 86_400_000;

export interface Range {
  /** `2026-11-24` */
  fromDay: string;
  toDay: string;
}

export function lastDays(days: number, nowMs: number): Range {
  return { fromDay: dayOf(nowMs - (days - 1) * dayMs), toDay: dayOf(nowMs) };
}

/** From the first moment of one day to the last second of the other. */
export function instantsOf({ fromDay, toDay }: Range): { from: string; to: string } {
  const to = new Date(`${toDay}T23:59:59`);
  return { from: new Date(`${fromDay}T00:00:00`).toISOString(), to: to.toISOString() };
}

function dayOf(ms: number): string {
  const date = new Date(ms);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
