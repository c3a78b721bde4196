/** Stands in for the Worker's clock in a world: the one of the machine that its code runs on. */
import { turnNow } from "./scheduler.ts";

export function now(): number {
  return turnNow().world.nowMs;
}

export function alarmTime(ms: number): number {
  return ms;
}

export function later(ms: number, work: () => unknown): () => void {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
}
