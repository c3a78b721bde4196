/**
 * The webhook's body, API document, section 6.9. Anybody may post one, so it is read as a stranger's:
 * what identifies the call and its state must be there, the rest is taken where it makes sense.
 */
import { moment, needed, or, phone, seconds, shape, text, word } from "./fields.ts";
import { isRaw, Row } from "./row.ts";
import { SipnetUnreadable } from "./sipnet-error.ts";

const readFields = shape({
  /** One per leg (`uuid` of `pbxcalls`). */
  callId: needed(text()),
  cid: text(),
  /** Digits without a plus, or a SIP id. */
  calleeId: needed(phone()),
  /** The same; empty where it is withheld. */
  callerId: or(phone(), ""),
  direction: needed(word({ in: /^in$/, out: /^out$/ })()),
  state: needed(word({ INVITE: /^invite$/, CONNECTED: /^connected$/, BYE: /^bye$/ })()),
  createdAt: moment("created"),
  eventAt: moment("event_created"),
  durationS: seconds("duration"),
  sipId: text(),
});

export type HookEvent = ReturnType<typeof readFields>;

const mostLetters = 64;

/** Null for anything that is not an event. */
export function readHookEvent(json: unknown): HookEvent | null {
  if (!isRaw(json)) return null;
  try {
    const event = readFields(new Row(json));
    return Object.values(event).some((value) => String(value).length > mostLetters) ? null : event;
  } catch (error) {
    if (error instanceof SipnetUnreadable) return null;
    throw error;
  }
}
