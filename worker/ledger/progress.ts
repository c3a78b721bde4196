/**
 * How a call moves: legs and state only go forward, and only on what was seen. Hints
 * (the webhook) may show a leg; an end is only ever concluded from the provider's list.
 */
import type { CallReason, CallState, LegState, Legs } from "../contract/visitor.ts";
import type { LegWord, TwoLegCall } from "../sipnet/readers.ts";

export interface Progress {
  state: CallState;
  legs: Legs;
  sinceMs: number;
  reason?: CallReason;
  durationS?: number;
}

export type Side = keyof Legs;

const legRank: Record<LegState, number> = { waiting: 0, ringing: 1, answered: 2, ended: 3 };
const finalStates: ReadonlySet<CallState> = new Set(["ended", "no-answer", "busy", "failed", "cancelled"]);

export function isFinal(state: CallState): boolean {
  return finalStates.has(state);
}

/** A leg was seen in a state. Anything older than what is known changes nothing. */
export function sawLeg(progress: Progress, side: Side, leg: LegState, nowMs: number): Progress {
  if (isFinal(progress.state) || legRank[leg] <= legRank[progress.legs[side]]) return progress;
  const legs = { ...progress.legs, [side]: leg };
  const state = stateOf(legs, progress.state);
  return { ...progress, legs, state, sinceMs: state === progress.state ? progress.sinceMs : nowMs };
}

/** The call ends, with both legs that ever rang over. */
export function end(
  progress: Progress,
  state: CallState,
  nowMs: number,
  reason?: CallReason,
  durationS?: number,
): Progress {
  if (isFinal(progress.state)) return progress;
  const over = (leg: LegState): LegState => (leg === "waiting" ? leg : "ended");
  const legs = { owner: over(progress.legs.owner), visitor: over(progress.legs.visitor) };
  return {
    state,
    legs,
    sinceMs: nowMs,
    ...(reason === undefined ? {} : { reason }),
    ...(durationS === undefined ? {} : { durationS }),
  };
}

/** Applies the provider's own row of the call: the authority. `first` is the side that is rung first. */
export function sawRow(progress: Progress, row: TwoLegCall, first: Side, nowMs: number): Progress {
  const second: Side = first === "owner" ? "visitor" : "owner";
  const words: [Side, LegWord | undefined][] = [
    [first, row.srcState],
    [second, row.dstState],
  ];
  let seen = progress;
  for (const [side, word] of words) if (word !== undefined) seen = sawLeg(seen, side, legOf(word), nowMs);
  if (!isOver(row)) return seen;
  if ((row.durationS ?? 0) > 0) return end(seen, "ended", nowMs, undefined, row.durationS);
  const [state, reason] = whyUnanswered(words, seen);
  return end(seen, state, nowMs, reason, 0);
}

/** A row without a state word but with talk or a price in it is one of a call that is over. */
function isOver(row: TwoLegCall): boolean {
  if (row.state !== undefined) return row.state === "completed";
  return (row.durationS ?? 0) > 0 || (row.price ?? 0) > 0;
}

function stateOf(legs: Legs, before: CallState): CallState {
  if (legs.owner === "answered" && legs.visitor === "answered") return "connected";
  const stirring = [legs.owner, legs.visitor].some((leg) => leg === "ringing" || leg === "answered");
  return stirring && before !== "connected" ? "ringing" : before;
}

function legOf(word: LegWord): LegState {
  if (word === "waiting" || word === "ringing" || word === "answered") return word;
  return "ended";
}

function whyUnanswered(words: [Side, LegWord | undefined][], seen: Progress): [CallState, CallReason | undefined] {
  for (const [side, word] of words) {
    if (word === "busy" || word === "declined") return ["busy", `${side}-busy`];
    if (word === "no-answer") return ["no-answer", `${side}-no-answer`];
  }
  // The list gave no cause: the side that was rung last and never answered is the one that did not.
  const side = words
    .map(([each]) => each)
    .find((each) => seen.legs[each] !== "answered" && seen.legs[each] !== "waiting");
  return side ? ["no-answer", `${side}-no-answer`] : ["failed", undefined];
}
