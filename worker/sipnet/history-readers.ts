/** Lists of the past: calls, attempts, money, reports. A row that lacks something is still shown: the owner has `raw`. */
import { list, moment, money, number, phone, seconds, term, text, word } from "./fields.ts";

const at = moment("GMT", "Date", "Time", "Created");
const account = text("Login");
const durationS = seconds("Duration", "BillSec");
const price = money("Cost", "Amount", "Sum");

/** `calls` and `pbxcalls`. API document, 6.2 and 6.6. */
export const readPastCalls = list("calls", {
  /** The call's number in `getrec` and in the webhook. */
  cid: text("ID"),
  uuid: text("CallID"),
  account,
  /** Older rows say `SIP ID (OUT)`. */
  direction: word({ in: /^in|in$|^вход/, out: /^out|out$|^исход/ })(),
  at,
  phone: phone("Dst", "DstPhone", "CalleeID", "To"),
  cli: phone("Src", "SrcPhone", "CallerID", "From"),
  durationS,
  price,
  /** The recording. Whoever has this address can listen: a secret. */
  url: text(),
  /** Of `pbxcalls`, in the provider's word. */
  state: text("Status"),
});
export type PastCall = ReturnType<typeof readPastCalls>["calls"][number];

/** `attempts`. API document, 6.4. */
export const readAttempts = list("attempts", {
  at,
  account,
  phone: phone(),
  cli: phone(),
  /** Cause of ITU-T Q.850. */
  isdnCode: number(),
  isdnDescr: text(),
});
export type Attempt = ReturnType<typeof readAttempts>["attempts"][number];

/** `finopers`. API document, 6.3. */
export const readFinancialOperations = list("finopers", {
  at,
  account,
  /** Negative where money was spent, if the provider signs it. */
  amount: money("Sum", "Price", "Cost"),
  currency: text(),
  /** After the operation. */
  balance: money(),
  descr: text("Description", "Type", "Comment"),
});
/** `report`. API document, 6.18. */
export const readReport = list("rows", {
  /** Whose calls, or where to: what the report is by. */
  name: text("Account", "Login", "SIPID", "Direction", "Country"),
  calls: number("Count"),
  answered: number(),
  /** Of all of them together. */
  durationS: term("Duration", "BillSec"),
  price,
});
