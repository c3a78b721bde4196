/** Stands in for the Worker's clock in tests: set ahead by a binding that production does not have. */
import { env } from "cloudflare:workers";

const offsetMs = Number((env as { CLOCK_OFFSET_MS?: string }).CLOCK_OFFSET_MS ?? "0");

export function now(): number {
  return Date.now() + offsetMs;
}

export function alarmTime(ms: number): number {
  return ms - offsetMs;
}

export function later(ms: number, work: () => unknown): () => void {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
}
