/**
 * The whole API as forms: each of the 18 operations, its actions, and every documented field.
 * API document, section 6. A test holds this table against the Worker's own.
 */
import type { OperationName } from "../../sipnet/operations.ts";
import type { words } from "../words/account/forms.ts";

/** A key of the table of words. */
export type FormWord = keyof ReturnType<typeof words>;

export type FieldKind =
  "text" | "phone" | "phones" | "number" | "email" | "url" | "day" | "wait" | "flag" | "digit" | readonly string[];

export interface FormField {
  name: string;
  words: FormWord;
  kind: FieldKind;
  required: boolean;
}

export interface ActionForm {
  /** Absent where the operation has but one. */
  action?: string;
  fields: readonly FormField[];
  /** Changes or ends something: asked once. */
  destructive: boolean;
}

export interface OperationForm {
  title: FormWord;
  actions: readonly ActionForm[];
}

const must = (name: string, words: FormWord, kind: FieldKind = "text"): FormField => ({
  name,
  words,
  kind,
  required: true,
});
const may = (name: string, words: FormWord, kind: FieldKind = "text"): FormField => ({
  name,
  words,
  kind,
  required: false,
});
const only = (...fields: FormField[]): ActionForm[] => [{ fields, destructive: false }];
const act = (action: string, ...fields: FormField[]): ActionForm => ({ action, fields, destructive: false });
const harm = (action: string, ...fields: FormField[]): ActionForm => ({ action, fields, destructive: true });

const phone = must("phone", "phoneOrSipId", "phone");
const period = [may("d1", "from", "day"), may("d2", "to", "day")];
const family = [...period, may("showchild", "withSubAccounts", "digit")];
const person = [must("email", "email", "email"), may("fio", "name")];
const button = [
  phone,
  may("color", "colour"),
  may("btntype", "design", "number"),
  may("text", "text"),
  may("descr", "description"),
  may("dtmf", "keypad", "flag"),
];
const cid = must("cid", "buttonsId");
const called = [may("srcphone", "firstPhone", "phone"), may("lang", "languageOfGreeting", ["ru", "en"])];

export const operationForms: Record<OperationName, OperationForm> = {
  balance: { title: "balance", actions: only() },
  calls: { title: "calls", actions: only(...family) },
  finopers: { title: "financialOperations", actions: only(...family) },
  attempts: { title: "attempts", actions: only(...family) },
  calls2: {
    title: "twoLegCalls",
    actions: only(...family, may("id", "callIdFromGencall")),
  },
  pbxcalls: { title: "pbxCalls", actions: only(...period) },
  entercabinet: { title: "enterCabinet", actions: only() },
  webbuttons: {
    title: "webButtons",
    actions: [act("list"), act("add", ...button), act("update", cid, ...button), harm("delete", cid)],
  },
  webhook: {
    title: "webhook",
    actions: [act("list"), act("set", must("url", "address", "url")), harm("clear")],
  },
  genuser: {
    title: "newClient",
    actions: only(
      ...person,
      may("inn", "inn"),
      may("organization", "organisation"),
      may("phone", "contactPhone"),
      may("kpp", "kpp"),
      may("ogrn", "ogrn"),
      may("rs", "settlementAccount"),
      may("ks", "correspondentAccount"),
      may("bik", "bik"),
    ),
  },
  getrec: {
    title: "recording",
    actions: only(may("cid", "cidOfCall"), may("uuid", "orUuid")),
  },
  recordcalls: {
    title: "recordingOfCalls",
    actions: [
      act("list"),
      act(
        "set",
        must("incalls", "incoming", "flag"),
        must("outcalls", "outgoing", "flag"),
        may("reccount", "mostRecordings", "number"),
        may("expiration", "keptForSeconds", "number"),
        may("child", "subAccountsToo", "flag"),
      ),
      harm("clear"),
    ],
  },
  aninnumbers: {
    title: "callerNumbers",
    actions: [
      act("list"),
      act("add", phone, must("checktype", "howToCheck", ["sms", "call"])),
      act("checkcode", must("code", "code")),
      act("setdefault", phone),
      harm("delete", phone),
    ],
  },
  children: {
    title: "subAccounts",
    actions: [act("list"), act("add", may("email", "email", "email"), may("fio", "name"))],
  },
  gencall: {
    title: "call",
    actions: only(must("dstphone", "secondPhone", "phone"), ...called, may("prompt", "greeting")),
  },
  genmulticall: {
    title: "callSeveralNumbers",
    actions: only(must("dstphone", "numbersWithCommas", "phones"), ...called),
  },
  redirect: {
    title: "forwarding",
    actions: [
      act("get"),
      act(
        "set",
        must("redirtype", "redirectTypes", ["0", "1", "2"]),
        may("busy", "ifBusy"),
        may("inaccessible", "ifUnreachable"),
        may("noanswer", "ifNotAnswered"),
        may("allcalls", "everyCall"),
        may("waitanswer", "waitFirst", "wait"),
        may("waitanswer2", "waitThen", "wait"),
      ),
      harm("del"),
    ],
  },
  report: {
    title: "report",
    actions: only(must("type", "type", ["directions", "children"]), ...family),
  },
};
