/** The Worker's only clock. The test build puts another module in its place. */
export function now(): number {
  return Date.now();
}

/** When the runtime's own alarm must be set to ring at `ms` of this clock. */
export function alarmTime(ms: number): number {
  return ms;
}

/** Does the work so much later, unless it is called off before. */
export function later(ms: number, work: () => unknown): () => void {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
}
