/**
 * The breaker: calls that nobody answers, or that end as soon as they begin, mean that
 * somebody plays with other people's phones at the owner's expense. Dialling then stops.
 */
import type { CallLimits } from "../contract/limits.ts";
import { minuteMs } from "../time/durations.ts";
import { type CountedCall, netsOf } from "./counted-call.ts";

/** Why dialling has stopped by itself, and until when. */
export interface Trip {
  untilMs: number;
  why: "unanswered" | "short";
}

/** A call that is over. */
export interface FinishedCall extends Pick<CountedCall, "number" | "nets"> {
  intent: string;
  visitorLeg: string;
  durationS: number | null;
  reason: string | null;
}

/** One address, a whole carrier's even, is no witness more than twice. */
const mostOfOneNet = 2;

/** Judges the latest finished calls since the last pause, newest first; fewer than the window prove nothing. */
export function judgeOutcomes(limits: CallLimits, finished: readonly FinishedCall[], nowMs: number): Trip | null {
  const { window, answered, medianTalkS, pauseMin } = limits.breaker;
  if (window === 0) return null;
  const witnesses = witnessesAmong(finished).slice(0, window);
  if (witnesses.length < window) return null;
  const talks = witnesses.flatMap(({ durationS }) => (durationS ? [durationS] : []));
  const untilMs = nowMs + pauseMin * minuteMs;
  if (talks.length < window * answered) return { untilMs, why: "unanswered" };
  return median(talks) < medianTalkS ? { untilMs, why: "short" } : null;
}

/**
 * Calls that say something of the people called: the visitor's phone rang. A number counts once and an
 * address twice at most, so that nobody closes all buttons alone.
 */
function witnessesAmong(finished: readonly FinishedCall[]): FinishedCall[] {
  const numbers = new Set<string>();
  const nets = new Map<string, number>();
  return finished.filter((call) => {
    if (!hasRungVisitor(call) || numbers.has(call.number)) return false;
    const net = netsOf(call).today.at(-1);
    const before = net === undefined ? 0 : (nets.get(net) ?? 0);
    if (before >= mostOfOneNet) return false;
    numbers.add(call.number);
    if (net !== undefined) nets.set(net, before + 1);
    return true;
  });
}

/** Not every list has words for the legs: talk, or a reason on the visitor's side, say as much. */
function hasRungVisitor({ intent, visitorLeg, durationS, reason }: FinishedCall): boolean {
  if (intent.startsWith("owner ")) return false;
  return visitorLeg !== "waiting" || (durationS ?? 0) > 0 || (reason?.startsWith("visitor") ?? false);
}

function median(values: number[]): number {
  const sorted = values.sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = 0, high = 0] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}
