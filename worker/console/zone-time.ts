/** Times of day as a clock in a zone shows them, and the instants they are. */

/** When the zone's clock shows `2026-11-24T12:30`; where it leaps over it, as far before as it leaps. */
export function instantOf(local: string, zone: string): string {
  const asUtcMs = Date.parse(`${local}Z`);
  const nearMs = asUtcMs - offsetMs(asUtcMs, zone);
  return new Date(asUtcMs - offsetMs(nearMs, zone)).toISOString();
}

/** `2026-11-24T12:30`, as the zone's clock shows that instant. */
export function localOf(ms: number, zone: string): string {
  return shownIn(zone, ms).slice(0, 16);
}

/** How far the zone's clock is ahead of UTC. */
function offsetMs(ms: number, zone: string): number {
  return Date.parse(`${shownIn(zone, ms)}Z`) - Math.floor(ms / 1000) * 1000;
}

function shownIn(zone: string, ms: number): string {
  const style = { dateStyle: "short", timeStyle: "medium", timeZone: zone } as const;
  return new Intl.DateTimeFormat("sv", style).format(ms).replace(" ", "T");
}
