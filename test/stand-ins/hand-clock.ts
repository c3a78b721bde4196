/** Stands in for the Worker's clock where a test holds the hands itself. */
import { noon } from "../worker/wishes.ts";

interface Timer {
  atMs: number;
  work: () => unknown;
}

export const hand = { nowMs: noon };
const timers = new Set<Timer>();

export function now(): number {
  return hand.nowMs;
}

export function alarmTime(ms: number): number {
  return ms;
}

export function later(ms: number, work: () => unknown): () => void {
  const timer = { atMs: hand.nowMs + ms, work };
  timers.add(timer);
  return () => void timers.delete(timer);
}

/** When the next timer is due; Infinity where there is none. */
export function timerMs(): number {
  return Math.min(Infinity, ...[...timers].map(({ atMs }) => atMs));
}

/** Does the work of the timer that is due next. */
export function takeTimer(): unknown {
  const next = [...timers].sort((a, b) => a.atMs - b.atMs)[0];
  if (!next) return undefined;
  timers.delete(next);
  return next.work();
}

/** Whatever a killed process waited for. */
export function forgetTimers(): void {
  timers.clear();
}
