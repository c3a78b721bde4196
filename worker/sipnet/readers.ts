/**
 * Answers that calls and buttons live on. Rows of `calls2`, `webbuttons` and `aninnumbers` are not
 * documented: every plausible name is taken, and the row itself stays at hand as `raw`.
 */
import { given, type Given, type Raw, type Row, toDigits } from "./row.ts";
import { SipnetUnreadable } from "./sipnet-error.ts";

/** `gencall`, `genmulticall`: the id by which `calls2` finds the call. API document, 6.15 and 6.16. */
export function readPlaced(answer: Row): { id?: string } {
  if (answer.value("id") === undefined) return {};
  const id = answer.text("id");
  // An id that is no plain word belongs to an answer that cannot be trusted.
  if (id === undefined || !/^[\w-]{1,64}$/.test(id)) throw new SipnetUnreadable("no usable id");
  return { id };
}

export type LegWord = "waiting" | "ringing" | "answered" | "busy" | "no-answer" | "declined" | "ended";

/** A call between two legs. Phones are digits without a plus, SIP ids as they are. */
export type TwoLegCall = Given<{
  id: string | undefined;
  account: string | undefined;
  at: Date | undefined;
  cli: string | undefined;
  src: string | undefined;
  dst: string[];
  /** Which destination of several took the call. */
  answered: string | undefined;
  state: "ringing" | "connected" | "completed" | undefined;
  srcState: LegWord | undefined;
  dstState: LegWord | undefined;
  durationS: number | undefined;
  price: number | undefined;
  /** Of the source's leg and the destination's, in this order; empty text where only the other is known. */
  uuids: string[];
  raw: Raw;
}>;

/** `answered` or `success` alone does not tell a live call from a past one: such a word is left out. */
const callWords = meanings({
  ringing: "ringing calling dialing dialling waiting progress inprogress init new invite",
  connected: "connected talking bridged active up",
  completed:
    "completed complete ended finished done hangup bye busy noanswer declined rejected cancelled canceled failed",
});

const legWords = meanings({
  waiting: "waiting new init none queued idle",
  ringing: "ringing calling dialing dialling progress invite alerting",
  answered: "answered answer connected talking up",
  busy: "busy userbusy",
  "no-answer": "noanswer timeout nouserresponding unavailable",
  declined: "declined rejected callrejected refused",
  ended: "ended completed complete finished done hangup bye normalclearing",
});

/** `calls2`. API document, 6.5. */
export function readTwoLegCalls(answer: Row): { calls: TwoLegCall[] } {
  return { calls: answer.rows("calls").map(readTwoLegCall) };
}

function readTwoLegCall(row: Row): TwoLegCall {
  const dst = row.value("DstPhone", "Dst", "DstNumber", "Destination", "To", "Callee", "CalleeID", "Phone");
  return given({
    id: row.text("ID", "CallID", "CID"),
    account: row.text("Account", "Login"),
    at: row.moment("GMT", "Date", "DateTime", "Time", "Start", "StartTime", "Created"),
    cli: row.phone("CLI", "CallerID"),
    src: row.phone("SrcPhone", "Src", "SrcNumber", "Source", "From", "Caller"),
    dst: textsOf(dst).map(toDigits),
    answered: row.phone("AnsweredPhone", "Answered", "AnsweredBy", "AnswerPhone"),
    state: row.word(callWords, "State", "Status", "CallState"),
    srcState: row.word(legWords, "SrcState", "SrcStatus", "CallerState", "FromState"),
    dstState: row.word(legWords, "DstState", "DstStatus", "CalleeState", "ToState"),
    durationS: row.seconds("Duration", "BillSec", "TalkTime", "Seconds"),
    price: row.number("Price", "Cost", "Amount", "Sum", "Charge"),
    uuids: readUuids(row),
    raw: row.raw,
  });
}

function readUuids(row: Row): string[] {
  const src = row.text("SrcUUID", "SrcCallID", "UUID1");
  const dst = row.text("DstUUID", "DstCallID", "UUID2");
  if (src === undefined && dst === undefined) return textsOf(row.value("UUIDs"));
  return dst === undefined ? [src ?? ""] : [src ?? "", dst];
}

export interface WebButton {
  /** 32 upper-case letters and digits; not a call's `cid`. */
  cid: string;
  /** A number or `SIPID@domain`, as the provider writes it. */
  phone: string;
  color: string;
  btntype: number;
  text: string;
  descr: string;
  dtmf: boolean;
  raw: Raw;
}

/** `webbuttons`, `action=list`. API document, 6.8, whose defaults fill what a row leaves out. */
export function readButtons(answer: Row): { buttons: WebButton[] } {
  return { buttons: answer.rows("buttons").map(readButton) };
}

/** `action=add`, `action=update`: the one button, and its id. */
export function readSavedButton(answer: Row): { cid: string; buttons: WebButton[] } {
  const { buttons } = readButtons(answer);
  return { cid: answer.need(answer.text("cid") ?? buttons[0]?.cid, "cid"), buttons };
}

export function readRemovedButton(answer: Row): { cid?: string } {
  return given({ cid: answer.text("cid") });
}

function readButton(row: Row): WebButton {
  return {
    cid: row.need(row.text("cid"), "cid of a button"),
    phone: row.text("phone") ?? "",
    color: row.text("color") ?? "#008735",
    btntype: row.number("btntype", "type") ?? 2,
    text: row.text("text") ?? "",
    descr: row.text("descr", "description") ?? "",
    dtmf: row.flag("dtmf") ?? false,
    raw: row.raw,
  };
}

export type CallerNumber = Given<{ phone: string; type: string | undefined; isDefault: boolean; raw: Raw }>;

/** `aninnumbers`, `action=list`. API document, 6.13. */
export function readCallerNumbers(answer: Row): { phones: CallerNumber[] } {
  const phones = answer.rows("phones", "phone").map((row) =>
    given({
      phone: row.need(row.phone("phone", "number", "ani", "aon"), "phone of a caller number"),
      type: row.text("type", "phonetype"),
      isDefault: row.flag("default", "isdefault", "def") ?? false,
      raw: row.raw,
    }),
  );
  return { phones };
}

/** `delete` and `setdefault` name the number again. */
export function readCallerNumber(answer: Row): { phone?: string } {
  return given({ phone: answer.phone("phone") });
}

/** `webhook`, `action=list`. API document, 6.9: one address for the account, or none. */
export function readHooks(answer: Row): { webhooks: string[] } {
  return { webhooks: answer.rows("webhooks", "url").map((row) => row.need(row.text("url", "webhook"), "webhook")) };
}

export function readHook(answer: Row): { url?: string } {
  return given({ url: answer.text("url") });
}

/** For answers that say no more than `status=success`. */
export function readNothing(): Record<never, never> {
  return {};
}

function textsOf(value: unknown): string[] {
  const items: unknown[] = Array.isArray(value) ? value : typeof value === "number" ? [value] : [];
  const texts = typeof value === "string" ? value.split(",") : items.filter(isPlain).map(String);
  return texts.map((text) => text.trim()).filter((text) => text !== "");
}

function isPlain(item: unknown): item is string | number {
  return typeof item === "string" || typeof item === "number";
}

function meanings<Meaning extends string>(words: Record<Meaning, string>): ReadonlyMap<string, Meaning> {
  const pairs = Object.entries<string>(words) as [Meaning, string][];
  return new Map(pairs.flatMap(([meaning, list]) => list.split(" ").map((word) => [word, meaning] as const)));
}
