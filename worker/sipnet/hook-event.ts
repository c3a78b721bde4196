/**
 * The webhook's body, API document, section 6.9. Anybody may post one, so it is read as a stranger's:
 * what identifies the call and its state must be there, the rest is taken where it makes sense.
 */
import { given, type Given, isRaw, Row } from "./row.ts";

export type HookEvent = Given<{
  /** One per leg (`uuid` of `pbxcalls`). */
  callId: string;
  cid: string | undefined;
  /** Digits without a plus, or a SIP id. */
  calleeId: string;
  /** The same; empty where it is withheld. */
  callerId: string;
  direction: "in" | "out";
  state: "INVITE" | "CONNECTED" | "BYE";
  createdAt: Date | undefined;
  eventAt: Date | undefined;
  durationS: number | undefined;
  sipId: string | undefined;
}>;

const states = new Map([
  ["invite", "INVITE" as const],
  ["connected", "CONNECTED" as const],
  ["bye", "BYE" as const],
]);
const directions = new Map([
  ["in", "in" as const],
  ["out", "out" as const],
]);
const mostLetters = 64;

/** Null for anything that is not an event. */
export function readHookEvent(json: unknown): HookEvent | null {
  if (!isRaw(json)) return null;
  const row = new Row(json);
  const callId = row.text("call_id");
  const calleeId = row.phone("callee_id");
  const direction = row.word(directions, "direction");
  const state = row.word(states, "state");
  const cid = row.text("cid");
  const callerId = row.phone("caller_id") ?? "";
  const sipId = row.text("sip_id");
  const fits = [callId, calleeId, callerId, cid, sipId].every((text) => (text ?? "").length <= mostLetters);
  if (!callId || !calleeId || !direction || !state || !fits) return null;
  const durationS = row.seconds("duration");
  return given({
    callId,
    cid,
    calleeId,
    callerId,
    direction,
    state,
    sipId,
    createdAt: row.moment("created"),
    eventAt: row.moment("event_created"),
    durationS: durationS !== undefined && durationS >= 0 ? durationS : undefined,
  });
}
