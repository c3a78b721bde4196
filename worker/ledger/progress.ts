/**
 * How a call moves: legs and state only go forward, and only on what was seen. Hints
 * (the webhook) may show a leg; an end is only ever concluded from the provider's list.
 */
import type { CallReason, CallState, LegState, Legs } from "../contract/visitor.ts";
import type { LegWord } from "../sipnet/readers.ts";
import type { Movement, Sighting } from "./sightings/sighting.ts";

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

/** Applies what the provider's own rows say: the authority. `first` is the side that is rung first. */
export function sawCall(
  progress: Progress,
  seen: Sighting,
  { still, grows }: Movement,
  first: Side,
  nowMs: number,
): Progress {
  const order: Side[] = first === "owner" ? ["owner", "visitor"] : ["visitor", "owner"];
  const talks = seen.state === "connected" || (grows && seen.state === undefined);
  let after = progress;
  for (const side of order) {
    const word = seen.sides[side];
    if (word !== undefined) after = sawLeg(after, side, legOf(word), nowMs);
    if (talks) after = sawLeg(after, side, "answered", nowMs);
  }
  if (!isOver(seen, still)) return after;
  const unanswered = whyUnanswered(order, seen);
  if (seen.durationS > 0 && !unanswered) return end(after, "ended", nowMs, undefined, seen.durationS);
  // Where no row says how long they talked, it is as long as they were seen to.
  if (progress.state === "connected" && !seen.timed && !unanswered)
    return end(after, "ended", nowMs, undefined, Math.max(1, Math.round((nowMs - progress.sinceMs) / 1000)));
  const [state, reason] = unanswered ?? whoWasSilent(order, progress.legs, after.legs);
  return end(after, state, nowMs, reason, 0);
}

/**
 * Only a word ends a call, or a row that has stopped moving: one with a duration, or one that said of
 * every destination it knew that it is over. A price or a duration alone may be those of a call that lives.
 */
function isOver({ state, durationS, saidOver }: Sighting, still: boolean): boolean {
  if (state !== undefined) return state === "completed";
  return still && (durationS > 0 || saidOver);
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

/** Who did not answer, where a word says so: of a leg, or of the call as a whole. */
function whyUnanswered(order: readonly Side[], { sides, why }: Sighting): [CallState, CallReason | undefined] | null {
  for (const side of order) {
    const word = sides[side];
    if (word === "busy" || word === "declined") return ["busy", `${side}-busy`];
    if (word === "no-answer") return ["no-answer", `${side}-no-answer`];
  }
  if (why === undefined) return null;
  // The word is of nobody in particular: the first phone may have been as deaf as the second.
  return [why === "no-answer" ? "no-answer" : "busy", undefined];
}

/**
 * The list gave no cause: the side that was rung and never seen to answer. Who had picked up is over now like who had
 * not, so that what was seen before decides; where nobody is left to name, nobody is named.
 */
function whoWasSilent(order: readonly Side[], before: Legs, after: Legs): [CallState, CallReason | undefined] {
  const side = order.find((each) => before[each] !== "answered" && after[each] !== "waiting");
  if (side) return ["no-answer", `${side}-no-answer`];
  return [order.some((each) => before[each] === "answered") ? "no-answer" : "failed", undefined];
}
