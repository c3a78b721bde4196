/** Stands in for the Worker's clock where a test holds the hands itself. */
import { noon } from "../worker/wishes.ts";

interface Timer {
  atMs: number;
  work: () => unknown;
  /** Whether it is the Worker's own, and so gone with its process. */
  isInside: boolean;
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
  return put({ atMs: hand.nowMs + ms, work, isInside: true });
}

/** The same for what goes on without the Worker: the provider and its phones. */
export function laterOutside(ms: number, work: () => unknown): () => void {
  return put({ atMs: hand.nowMs + ms, work, isInside: false });
}

function put(timer: Timer): () => void {
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

/** Workers that live by this clock. */
export const living = new Set<{ crash(): void }>();

/** Noon again. An earlier test's Workers are gone: set back by hours they would ask and ask until it is today again. */
export function startOver(): void {
  for (const worker of living) worker.crash();
  living.clear();
  timers.clear();
  hand.nowMs = noon;
}

/** Whatever a killed process waited for. */
export function killTimers(): void {
  for (const timer of timers) if (timer.isInside) timers.delete(timer);
}
