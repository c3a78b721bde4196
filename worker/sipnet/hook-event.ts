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

/** How a body came, whether or not it could be read. */
export interface HookForm {
  /** Of the names that the API document has, those that are there. */
  fields: string[];
  /** Whether a header looks like a proof of who sent it. */
  signed: boolean;
}

const documented = new Set(
  "call_id cid sip_id caller_id callee_id created event_created direction state duration".split(" "),
);

export function hookForm(json: unknown, headers: Headers): HookForm {
  const fields = isRaw(json) ? Object.keys(json).filter((name) => documented.has(name.toLowerCase())) : [];
  return { fields, signed: [...headers.keys()].some((name) => /^authorization$|signature|hmac|token/.test(name)) };
}

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
