/** One exchange of every operation and action: what is asked, what is sent, what comes back, what is read. */
import type { Sipnet } from "../../worker/sipnet/client.ts";
import type { ActionOf, OperationName, Params, Result } from "../../worker/sipnet/operations.ts";

export interface Exchange {
  operation: OperationName;
  action?: string;
  /** The form as it must be sent, credentials aside. */
  sent: Record<string, string>;
  /** The provider's answer, `status` aside. */
  answer: object;
  result: unknown;
  ask(sipnet: Sipnet): Promise<unknown>;
}

function exchange<Name extends Exclude<OperationName, "getrec">, Action extends ActionOf<Name>>(
  operation: Name,
  params: Params<Name> & { action?: Action },
  sent: Record<string, string>,
  answer: object,
  result: Result<Name, Action>,
): Exchange {
  const ask = (sipnet: Sipnet) => sipnet.call(operation, params);
  const { action } = params;
  return { operation, ...(action === undefined ? {} : { action }), sent, answer, result, ask };
}

const d1 = new Date("2026-11-17T00:00:00Z");
const d2 = new Date("2026-11-24T02:11:09.900Z");
const week = { d1: "17.11.2026 00:00:00", d2: "24.11.2026 02:11:09" };
const at = new Date("2026-11-24T02:11:09Z");
const cid = "D6VZ0000000000000000000000000ZG4";

const pastCall = { CID: 9, Account: "demo", Direction: "out", GMT: "24.11.2026 02:11:09", Phone: "79161234567" };
const twoLegs = {
  ID: "84213",
  SrcPhone: "74951234567",
  DstPhone: "79161234567",
  State: "ringing",
  SrcState: "noanswer",
};
const attempt = { GMT: "24.11.2026 02:11:09", Account: "demo", CLI: "74951500000", ISDNCode: "17", ISDNDescr: "busy" };
const money = { GMT: "24.11.2026 02:11:09", Sum: "-1,25", Currency: "RUB", Balance: 9, Descr: "call" };
const saved = { cid, phone: "74951234567", color: "#008735", btntype: "3", text: "Звонок", descr: "shop", dtmf: "Y" };
const button = { ...saved, btntype: 3, dtmf: true, raw: saved };
const number = { phone: "+7 495 150-00-00", type: "sms", default: "Y" };
const child = { account: "demo2", sipid: "0012345678", email: "a@example.com" };
const diverted = { redirtype: "2", noanswer: "voicemail", waitanswer: "20s", waitanswer2: "1m" };
const reported = { Account: "demo2", Calls: "3", Duration: "0:01:40", Price: 2.5 };

const reportRow = { name: "demo2", calls: 3, durationS: 100, price: 2.5, raw: reported };

export const exchanges: readonly Exchange[] = [
  exchange("balance", {}, {}, { balance: "1 250,40", currency: "RUB" }, { balance: 1250.4, currency: "RUB" }),
  exchange(
    "calls",
    { d1, d2, showchild: true },
    { ...week, showchild: "1" },
    { calls: [pastCall] },
    { calls: [{ cid: "9", account: "demo", direction: "out", at, phone: "79161234567", raw: pastCall }] },
  ),
  exchange(
    "finopers",
    { d1, showchild: false },
    { d1: week.d1, showchild: "0" },
    { finopers: [money] },
    { finopers: [{ at, amount: -1.25, currency: "RUB", balance: 9, descr: "call", raw: money }] },
  ),
  exchange(
    "attempts",
    { foruser: "demo2" },
    { foruser: "demo2" },
    { attempts: attempt },
    { attempts: [{ at, account: "demo", cli: "74951500000", isdnCode: 17, isdnDescr: "busy", raw: attempt }] },
  ),
  exchange(
    "calls2",
    { id: "84213", d1, d2 },
    { id: "84213", ...week },
    { calls: [twoLegs] },
    {
      calls: [
        {
          id: "84213",
          src: "74951234567",
          dst: ["79161234567"],
          state: "ringing",
          srcState: "no-answer",
          uuids: [],
          raw: twoLegs,
        },
      ],
    },
  ),
  exchange("pbxcalls", { d2 }, { d2: week.d2 }, {}, { calls: [] }),
  exchange("entercabinet", {}, {}, { url: "https://www.sipnet.ru/c?x=1" }, { url: "https://www.sipnet.ru/c?x=1" }),
  exchange("webbuttons", { action: "list" }, { action: "list" }, { buttons: [saved] }, { buttons: [button] }),
  exchange(
    "webbuttons",
    { action: "add", phone: "+7 (495) 123-45-67", text: "Звонок", btntype: 3, dtmf: true },
    { action: "add", phone: "74951234567", text: "Звонок", btntype: "3", dtmf: "Y" },
    { buttons: saved, cid },
    { cid, buttons: [button] },
  ),
  exchange(
    "webbuttons",
    { action: "update", cid, phone: "0012345678@sipnet.ru", color: "#7b2cbf", descr: "", dtmf: false },
    { action: "update", cid, phone: "0012345678@sipnet.ru", color: "#7b2cbf", descr: "", dtmf: "N" },
    { buttons: [], cid },
    { cid, buttons: [] },
  ),
  exchange("webbuttons", { action: "delete", cid }, { action: "delete", cid }, { cid }, { cid }),
  exchange(
    "webhook",
    { action: "list" },
    { action: "list" },
    { webhooks: ["https://calls.example.com/h"] },
    { webhooks: ["https://calls.example.com/h"] },
  ),
  exchange(
    "webhook",
    { action: "set", url: "https://calls.example.com/h?a=1&b=2" },
    { action: "set", url: "https://calls.example.com/h?a=1&b=2" },
    { url: "https://calls.example.com/h?a=1&b=2" },
    { url: "https://calls.example.com/h?a=1&b=2" },
  ),
  exchange("webhook", { action: "clear" }, { action: "clear" }, {}, {}),
  exchange(
    "genuser",
    { email: "firm@example.com", inn: "7707083893", organization: "ООО «Чай»", phone: "74951234567", bik: "1" },
    { email: "firm@example.com", inn: "7707083893", organization: "ООО «Чай»", phone: "74951234567", bik: "1" },
    { new_sip: "0012345678", new_name: "tea" },
    { newSip: "0012345678", newName: "tea" },
  ),
  {
    operation: "getrec",
    sent: { uuid: "0b0e" },
    answer: { status: "error", errorCode: "7" },
    result: "SipnetRefused",
    ask: (sipnet) => sipnet.recording({ uuid: "0b0e" }).catch((error: Error) => error.name),
  },
  exchange(
    "recordcalls",
    { action: "list" },
    { action: "list" },
    { incalls: "Y", outcalls: "N", reccount: "0", expiration: 604800, child: "N" },
    { incalls: true, outcalls: false, reccount: 0, expirationS: 604_800, child: false },
  ),
  exchange(
    "recordcalls",
    { action: "set", incalls: true, outcalls: "N", reccount: 5, expiration: 3_600 },
    { action: "set", incalls: "Y", outcalls: "N", reccount: "5", expiration: "3600" },
    {},
    {},
  ),
  exchange("recordcalls", { action: "clear" }, { action: "clear" }, {}, {}),
  exchange(
    "aninnumbers",
    { action: "list" },
    { action: "list" },
    { phones: [number] },
    { phones: [{ phone: "74951500000", type: "sms", isDefault: true, raw: number }] },
  ),
  exchange(
    "aninnumbers",
    { action: "delete", phone: "74951500000" },
    { action: "delete", phone: "74951500000" },
    { phone: 74951500000 },
    { phone: "74951500000" },
  ),
  exchange(
    "aninnumbers",
    { action: "setdefault", phone: "74951500000" },
    { action: "setdefault", phone: "74951500000" },
    {},
    {},
  ),
  exchange(
    "aninnumbers",
    { action: "add", phone: "74951500000", checktype: "call" },
    { action: "add", phone: "74951500000", checktype: "call" },
    {},
    {},
  ),
  exchange("aninnumbers", { action: "checkcode", code: "0123" }, { action: "checkcode", code: "0123" }, {}, {}),
  exchange(
    "children",
    { action: "list" },
    { action: "list" },
    { accounts: [child] },
    { accounts: [{ account: "demo2", sipId: "0012345678", email: "a@example.com", raw: child }] },
  ),
  exchange("children", { action: "add", fio: "Анна" }, { action: "add", fio: "Анна" }, {}, { accounts: [] }),
  exchange(
    "gencall",
    { srcphone: "74951234567", dstphone: "79161234567", lang: "en", prompt: "7" },
    { srcphone: "74951234567", dstphone: "79161234567", lang: "en", prompt: "7" },
    { id: 84213 },
    { id: "84213" },
  ),
  exchange(
    "genmulticall",
    { srcphone: "79161234567", dstphone: "+74957770101, 74957770102", lang: "ru" },
    { srcphone: "79161234567", dstphone: "74957770101,74957770102", lang: "ru" },
    {},
    {},
  ),
  exchange("redirect", { action: "get" }, { action: "get" }, diverted, {
    redirtype: 2,
    noanswer: "voicemail",
    waitanswer: "20s",
    waitanswer2: "1m",
    raw: { status: "success", ...diverted },
  }),
  exchange("redirect", { action: "del" }, { action: "del" }, {}, {}),
  exchange(
    "redirect",
    { action: "set", redirtype: 2, noanswer: "74951234567", waitanswer: "20s", waitanswer2: "1m" },
    { action: "set", redirtype: "2", noanswer: "74951234567", waitanswer: "20s", waitanswer2: "1m" },
    {},
    {},
  ),
  exchange(
    "report",
    { type: "children", d1, showchild: true },
    { type: "children", d1: week.d1, showchild: "1" },
    { rows: { 0: reported, 2: reported } },
    { rows: [reportRow, reportRow] },
  ),
];
