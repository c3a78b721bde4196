/** The Worker's only clock. The test build puts another module in its place. */
export function now(): number {
  return Date.now();
}

/** When the runtime's own alarm must be set to ring at `ms` of this clock. */
export function alarmTime(ms: number): number {
  return ms;
}
