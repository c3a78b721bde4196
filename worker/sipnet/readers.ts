/**
 * Answers that calls and buttons live on. Rows of `calls2`, `webbuttons` and `aninnumbers` are not
 * documented: every plausible name is taken, and the row itself stays at hand as `raw`.
 */
import { callWord, endWord, legWord } from "./call-words.ts";
import {
  type Field,
  flag,
  list,
  moment,
  money,
  needed,
  number,
  or,
  phone,
  seconds,
  shape,
  text,
  toDigits,
} from "./fields.ts";
import { isEmpty, type Raw, Row, textOf } from "./row.ts";
import { SipnetUnreadable } from "./sipnet-error.ts";

export type { LegWord } from "./call-words.ts";

/** `gencall`, `genmulticall`: the id by which `calls2` finds the call. API document, 6.15 and 6.16. */
export const readPlaced = shape({
  id: (answer, name) => {
    const id = text()(answer, name);
    // An id that is no plain word belongs to an answer that cannot be trusted.
    if (answer.value([name]) !== undefined && !/^[\w-]{1,64}$/.test(id ?? ""))
      throw new SipnetUnreadable("no usable id");
    return id;
  },
});

/** `calls2`: calls between two legs. API document, 6.5. Phones are digits without a plus, SIP ids as they are. */
export const readTwoLegCalls = list("calls", {
  id: orKey(text("CallID", "CID"), /^(?:\d{4,20}|[\da-f-]{36})$/i),
  account: text("Login"),
  at: moment("GMT", "Date", "Time", "Created"),
  cli: phone("CallerID"),
  src: phone("SrcPhone", "From", "Caller"),
  dst: (row, name) => textsOf(row.value([name, "DstPhone", "To", "Callee", "Phone"])).map(toDigits),
  /** Which destination of several took the call. */
  answered: phone("AnsweredPhone", "AnsweredBy"),
  state: callWord,
  /** Why the call ended, where the word for the whole call says so. */
  why: endWord,
  srcState: legWord("SrcStatus", "CallerState"),
  dstState: legWord("DstStatus", "CalleeState"),
  durationS: seconds("Duration", "BillSec", "Seconds"),
  price: money("Cost", "Amount", "Sum"),
  /** Cause of ITU-T Q.850; none while the call lives. */
  cause: number("ISDNCode", "HangupCause", "Q850"),
  /** Of the source's leg and the destination's, in this order; empty text where only the other is known. */
  uuids: (row, name) => {
    const [src, dst] = legs(row);
    if (src === undefined && dst === undefined) return textsOf(row.value([name]));
    return dst === undefined ? [src ?? ""] : [src ?? "", dst];
  },
});
export type TwoLegCall = ReturnType<typeof readTwoLegCalls>["calls"][number];

function legs(row: Row): (string | undefined)[] {
  return ["Src", "Dst"].map((end) => text(`${end}CallID`)(row, `${end}UUID`));
}

/** Where a list names each row by its id, the row itself may not repeat it. */
function orKey(field: Field<string | undefined>, form: RegExp): Field<string | undefined> {
  return (row, name) => field(row, name) ?? form.exec(row.key ?? "")?.[0];
}

/** Several values, comma separated or as a list. */
function textsOf(value: unknown): string[] {
  const items: unknown[] = Array.isArray(value) ? value : (textOf(value)?.split(",") ?? []);
  return items.flatMap((item) => textOf(item) ?? []);
}

const otherNames: Partial<Record<string, string[]>> = { btntype: ["type"], descr: ["description"] };

/** `webbuttons`, `action=list`. API document, 6.8, whose defaults fill what a row leaves out. */
export const readButtons = list("buttons", {
  /** 32 upper-case letters and digits; not a call's `cid`. */
  cid: needed(orKey(text(), /^[A-Z\d]{16,}$/i)),
  /** A number or `SIPID@domain`, as the provider writes it. */
  phone: or(text(), ""),
  color: or(text(), "#008735"),
  btntype: or(number("type"), 2),
  text: or(text(), ""),
  descr: or(text("description"), ""),
  dtmf: or(flag(), false),
});
export type WebButton = ReturnType<typeof readButtons>["buttons"][number];

/** What a button's record says in writings that aren't ours, as it came: an edit of another field sends it back. */
export function unreadWritings(raw: Raw): { btntype?: string; dtmf?: string } {
  const row = new Row(raw);
  const [btntype, dtmf] = [text("type")(row, "btntype"), text()(row, "dtmf")];
  return {
    // Also a number that we would not send, or not in these characters.
    ...(btntype !== undefined && !/^(?:0|[1-9]\d{0,8})$/.test(btntype) ? { btntype } : {}),
    // A word that is understood may still be the only one that the provider takes.
    ...(dtmf !== undefined && !/^[yn]$/i.test(dtmf) ? { dtmf } : {}),
  };
}

/** Whether this field came in a shape that can neither be read nor sent back: an object, several texts, yes for a name. */
export function isUnsendable(raw: Raw, name: keyof WebButton): boolean {
  const value = new Row(raw).value([name, ...(otherNames[name] ?? [])]);
  if (value === undefined || isEmpty(value) || (name === "dtmf" && typeof value === "boolean")) return false;
  return textOf(value) === undefined;
}

/** `action=add`, `action=update`: the one button, and its id. */
export function readSavedButton(answer: Row): { cid: string; buttons: WebButton[] } {
  const { buttons } = readButtons(answer);
  const { cid } = shape({ cid: needed((row, name) => text()(row, name) ?? buttons[0]?.cid) })(answer);
  return { cid, buttons };
}

export const readRemovedButton = shape({ cid: text() });

/** `aninnumbers`, `action=list`. API document, 6.13. */
export const readCallerNumbers = list(
  "phones",
  { phone: needed(orKey(phone("number"), /^\d{7,15}$/)), type: text(), isDefault: or(flag("default"), false) },
  "phone",
);
export type CallerNumber = ReturnType<typeof readCallerNumbers>["phones"][number];

/** `delete` and `setdefault` name the number again. */
export const readCallerNumber = shape({ phone: phone() });

/** `webhook`, `action=list`. API document, 6.9: one address for the account, or none. */
export function readHooks(answer: Row): { webhooks: string[] } {
  const url = needed(text("webhook"));
  return { webhooks: answer.rows("webhooks", "url").map((row) => url(row, "url")) };
}

export const readHook = shape({ url: text() });

/** For answers that say no more than `status=success`. */
export const readNothing = shape({});
