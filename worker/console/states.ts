/** A call's state and the reason of its end, in the owner's words. */
import type { CallReason, CallState } from "../contract/visitor.ts";
import { words } from "./words/states.ts";

export function stateWords(state: CallState | undefined, reason?: CallReason): string {
  if (state === undefined) return reason ? words().reasons[reason] : "—";
  return reason ? `${words().states[state]}: ${words().reasons[reason]}` : words().states[state];
}

/** Which colour a state wears: none depends on colour alone, words stand beside it. */
export function moodOf(state: CallState | undefined): "good" | "bad" | "live" | "calm" {
  if (state === "ended" || state === "connected") return "good";
  if (state === "no-answer" || state === "busy" || state === "failed") return "bad";
  return state === "dialling" || state === "ringing" || state === "unknown" ? "live" : "calm";
}
