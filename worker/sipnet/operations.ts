/**
 * The provider's API as a table: section 6 of its document, a row each. Types, checks before sending,
 * retries and readers all come from here; operation 19 would be one more row and its reader.
 */
import * as v from "valibot";
import * as account from "./account-readers.ts";
import { type Actions, actions, checkForm, dialling, type Form, reading, writing } from "./form.ts";
import * as history from "./history-readers.ts";
import {
  asCame,
  choice,
  count,
  familyPeriod,
  letterFlag,
  link,
  period,
  phone,
  phones,
  text,
  wait,
  word,
} from "./params.ts";
import * as readers from "./readers.ts";
import { isRaw, type Row } from "./row.ts";
import { SipnetMisused } from "./sipnet-error.ts";

/** Every field may go back as the provider wrote it, or an edit of one would be refused for another. */
const button = {
  phone: v.union([phone, asCame]),
  color: v.optional(v.union([v.pipe(v.string(), v.regex(/^#?\w{3,20}$/)), asCame])),
  btntype: v.optional(v.union([count, asCame])),
  text: v.optional(v.union([text, asCame])),
  descr: v.optional(v.union([text, asCame])),
  dtmf: v.optional(v.union([letterFlag, asCame])),
};
const person = { email: word, fio: v.optional(text) };
const firm = {
  ...person,
  inn: word,
  organization: word,
  phone: word,
  kpp: v.optional(text),
  ogrn: v.optional(text),
  rs: v.optional(text),
  ks: v.optional(text),
  bik: v.optional(text),
};
const recorded = {
  incalls: letterFlag,
  outcalls: letterFlag,
  reccount: v.optional(count),
  expiration: v.optional(count),
  child: v.optional(letterFlag),
};
const diverted = {
  redirtype: choice("0", "1", "2"),
  busy: v.optional(text),
  inaccessible: v.optional(text),
  noanswer: v.optional(text),
  allcalls: v.optional(text),
  waitanswer: v.optional(wait),
  waitanswer2: v.optional(wait),
};
const greeted = { srcphone: v.optional(phone), lang: v.optional(choice("ru", "en")) };

/** Sections are those of the API document. */
export const operations = {
  /** What is left on the account. Section 6.1. */
  balance: reading(account.readBalance, {}),
  /** Past calls of the account, with links to recordings. 6.2. */
  calls: reading(history.readPastCalls, familyPeriod),
  /** Payments and charges. 6.3. */
  finopers: reading(history.readFinancialOperations, familyPeriod),
  /** Calls that never came to talk, each with its Q.850 cause. 6.4. */
  attempts: reading(history.readAttempts, familyPeriod),
  /** Calls of two legs, what `gencall` makes; by `id` or by time. 6.5. */
  calls2: reading(readers.readTwoLegCalls, { ...familyPeriod, id: v.optional(word) }),
  /** Calls through the switchboard, a row for each leg. 6.6. */
  pbxcalls: reading(history.readPastCalls, period),
  /** A link that opens the account on the provider's own site. 6.7. */
  entercabinet: writing(account.readCabinet, {}),
  /** The account's web buttons; an update resets what it leaves out. 6.8. */
  webbuttons: actions({
    list: reading(readers.readButtons, {}),
    add: writing(readers.readSavedButton, button),
    update: writing(readers.readSavedButton, { cid: word, ...button }),
    delete: writing(readers.readRemovedButton, { cid: word }),
  }),
  /** The one address that is told of every call's events. 6.9. */
  webhook: actions({
    list: reading(readers.readHooks, {}),
    set: writing(readers.readHook, { url: link }),
    clear: writing(readers.readNothing, {}),
  }),
  /** A new account, of a person or of a firm. 6.10. */
  genuser: writing(account.readNewUser, person, firm),
  /** A recording as audio; the only answer that is no text, and the only 404. 6.11. */
  getrec: reading(null, { cid: word }, { uuid: word }),
  /** Which calls are recorded, and how long recordings are kept. 6.12. */
  recordcalls: actions({
    list: reading(account.readRecording, {}),
    set: writing(readers.readNothing, recorded),
    clear: writing(readers.readNothing, {}),
  }),
  /** Numbers that the account may show as its own; adding one sends a code. 6.13. */
  aninnumbers: actions({
    list: reading(readers.readCallerNumbers, {}),
    delete: writing(readers.readCallerNumber, { phone }),
    setdefault: writing(readers.readCallerNumber, { phone }),
    add: writing(readers.readNothing, { phone, checktype: v.optional(choice("sms", "call")) }),
    checkcode: writing(readers.readNothing, { code: word }),
  }),
  /** Sub-accounts. 6.14. */
  children: actions({
    list: reading(account.readChildren, {}),
    add: writing(account.readChildren, { email: v.optional(text), fio: v.optional(text) }),
  }),
  /** Rings one phone, and the other when that one answers. 6.15. */
  gencall: dialling(readers.readPlaced, { dstphone: phone, ...greeted, prompt: v.optional(word) }),
  /** Rings one phone, and several at once when that one answers. 6.16. */
  genmulticall: dialling(readers.readPlaced, { dstphone: phones, ...greeted }),
  /** Where calls go when nobody answers here. 6.17. */
  redirect: actions({
    get: reading(account.readRedirect, {}),
    del: writing(readers.readNothing, {}),
    set: writing(readers.readNothing, diverted),
  }),
  /** Minutes and money, by sub-account or by direction. 6.18. */
  report: reading(history.readReport, { type: choice("children", "directions"), ...familyPeriod }),
};

type Operations = typeof operations;
export type OperationName = keyof Operations;

type FormsOf<Name extends OperationName> = Operations[Name] extends { actions: infer Forms } ? Forms : never;
/** The actions of an operation; none where it has no `action`. */
export type ActionOf<Name extends OperationName> = Operations[Name] extends { actions: infer Forms }
  ? keyof Forms & string
  : never;

type Input<Shape> = Shape extends Form<infer Given> ? Given : never;
type Read<Shape> = Shape extends { read: (answer: Row) => infer Result } ? Result : never;

/** What an operation takes, as the document names it; by `action` where it has several. */
export type Params<Name extends OperationName> = Name extends OperationName
  ? Operations[Name] extends Form
    ? Input<Operations[Name]>
    : {
        [Action in ActionOf<Name>]: { action: Action } & Input<FormsOf<Name>[Action & keyof FormsOf<Name>]>;
      }[ActionOf<Name>]
  : never;

/** What an operation (and action) answers. `getrec` answers with a stream: see `Sipnet.recording`. */
export type Result<Name extends OperationName, Action extends string = ActionOf<Name>> = Name extends OperationName
  ? Operations[Name] extends Form
    ? Read<Operations[Name]>
    : Read<FormsOf<Name>[Action & keyof FormsOf<Name>]>
  : never;

type DiallingName = {
  [Name in OperationName]: Operations[Name]["dials"] extends true ? Name : never;
}[OperationName];

/** Whether an operation makes phones ring: by its row, so that a new one can't pass by the Ledger. */
export function isDialling(name: OperationName): name is DiallingName {
  return operations[name].dials;
}

export function isOperation(name: string): name is OperationName {
  return Object.hasOwn(operations, name);
}

/** A request that may be sent: its form, and the form's fields as text. */
export interface Checked {
  name: OperationName;
  form: Form;
  fields: Record<string, string>;
}

/**
 * Holds parameters, typed ones as well as JSON from outside, against the document. Names count without
 * case; `operation` and `format` may be there as the document has them, and change nothing here.
 * @throws SipnetMisused naming the first field that is wrong, never its value
 */
export function checkParams(name: OperationName, given: unknown): Checked {
  const row: Form | Actions = operations[name];
  try {
    const params = withoutCommon(name, given);
    if (!("actions" in row)) return { name, form: row, fields: checkForm(row, params) };
    const { action = "list", ...rest } = Object(params) as Record<string, unknown>;
    const wanted = typeof action === "string" ? action.toLowerCase() : "";
    const form = Object.hasOwn(row.actions, wanted) ? row.actions[wanted] : undefined;
    if (!form) throw new SipnetMisused("action");
    return { name, form, fields: { action: wanted, ...checkForm(form, rest) } };
  } catch (error) {
    throw error instanceof SipnetMisused ? error.of(name) : error;
  }
}

/** What is sent with every operation is not the caller's to choose, but may be written down. API document, section 3. */
function withoutCommon(name: OperationName, given: unknown): unknown {
  if (!isRaw(given)) return given;
  const entries = Object.entries(given).map(([key, value]) => [key.toLowerCase(), value] as const);
  const { operation, format, ...params } = Object.fromEntries(entries) as Record<string, unknown>;
  if (entries.length !== new Set(entries.map(([key]) => key)).size) throw new SipnetMisused("a parameter");
  if (operation !== undefined && String(operation).toLowerCase() !== name) throw new SipnetMisused("operation");
  if (format !== undefined && !/^(xml|json)$/i.test(String(format))) throw new SipnetMisused("format");
  return params;
}
