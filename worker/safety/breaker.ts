/**
 * The breaker: calls that nobody answers, or that end as soon as they begin, mean that
 * somebody plays with other people's phones at the owner's expense. Dialling then stops.
 */
import { minuteMs } from "../time/durations.ts";
import type { CallLimits } from "../contract/limits.ts";

/** What the breaker looks at in a call that is over. */
export interface FinishedCall {
  /** Of talk, in seconds; null where there was none. */
  durationS: number | null;
}

/** Why dialling has stopped by itself, and until when. */
export interface Trip {
  untilMs: number;
  why: "unanswered" | "short";
}

/** Judges the latest finished calls since the last pause; fewer than the window prove nothing. */
export function judgeOutcomes(limits: CallLimits, finished: readonly FinishedCall[], nowMs: number): Trip | null {
  const { window, answered, medianTalkS, pauseMin } = limits.breaker;
  if (window === 0 || finished.length < window) return null;
  const talks = finished.slice(0, window).flatMap(({ durationS }) => (durationS ? [durationS] : []));
  const untilMs = nowMs + pauseMin * minuteMs;
  if (talks.length < window * answered) return { untilMs, why: "unanswered" };
  return median(talks) < medianTalkS ? { untilMs, why: "short" } : null;
}

function median(values: number[]): number {
  const sorted = values.sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = 0, high = 0] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}
