/**
 * What a page knows of its one call, and how that may change. Pure: a click asks,
 * and nothing here moves before the Worker has said so.
 */
import type { Call, CallState, ProblemName } from "../worker/protocol.ts";

export type Progress =
  | { state: "idle" }
  /** The wish is on its way to the Worker. */
  | { state: "placing" }
  | { state: "refused"; problem: ProblemName; retryAfterS?: number; opensAt?: string | undefined }
  /** No answer came: the call may ring or not, and the same wish is sent again. */
  | { state: "unknown"; id?: undefined }
  | Call;

/** `state` of a button: the call's own, or how far the wish for one has come. */
export type ButtonState = "idle" | "placing" | "refused" | CallState;

export const idle: Progress = { state: "idle" };

const isFinal = ({ state }: Progress): boolean => /^(ended|no-answer|busy|failed|cancelled)$/.test(state);

/** Something is under way that a second wish must not disturb. */
export const isLive = (progress: Progress): boolean => !isFinal(progress) && !/^(idle|refused)$/.test(progress.state);

/** A final state is the last word on its call, whatever comes late. */
export const advance = (before: Progress, after: Call): Progress =>
  isFinal(before) && "id" in before && before.id === after.id ? before : after;

/** Which of the messages says where the call stands; the legs know more than the state. */
export function wordFor(progress: Progress): string {
  if (progress.state === "refused") return progress.problem;
  if (!("legs" in progress)) return progress.state;
  const { state, legs, reason } = progress;
  if (/^(busy|no-answer)$/.test(state)) return reason ?? state;
  if (!/^(dialling|ringing)$/.test(state)) return state;
  if (legs.owner === "answered") return "owner-answered";
  if (legs.visitor === "answered") return "visitor-answered";
  if (legs.visitor === "ringing") return "visitor-ringing";
  return legs.owner === "ringing" ? "owner-ringing" : "dialling";
}
