/**
 * The whole API as forms: each of the 18 operations, its actions, and every documented field.
 * API document, section 6. A test holds this table against the Worker's own.
 */
import type { OperationName } from "../../sipnet/operations.ts";
import type { Words } from "../words.ts";

export type FieldKind =
  "text" | "phone" | "phones" | "number" | "email" | "url" | "day" | "wait" | "flag" | "digit" | readonly string[];

export interface FormField {
  name: string;
  words: Words;
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
  title: Words;
  actions: readonly ActionForm[];
}

const must = (name: string, words: Words, kind: FieldKind = "text"): FormField => ({
  name,
  words,
  kind,
  required: true,
});
const may = (name: string, words: Words, kind: FieldKind = "text"): FormField => ({
  name,
  words,
  kind,
  required: false,
});
const only = (...fields: FormField[]): ActionForm[] => [{ fields, destructive: false }];
const act = (action: string, ...fields: FormField[]): ActionForm => ({ action, fields, destructive: false });
const harm = (action: string, ...fields: FormField[]): ActionForm => ({ action, fields, destructive: true });

const phone = must("phone", ["Номер или SIPID@домен", "Number or SIPID@domain"], "phone");
const period = [may("d1", ["С", "From"], "day"), may("d2", ["По", "To"], "day")];
const family = [...period, may("showchild", ["С дочерними аккаунтами", "With sub-accounts"], "digit")];
const person = [must("email", ["E-mail", "E-mail"], "email"), may("fio", ["Имя и фамилия", "Name"])];
const button = [
  phone,
  may("color", ["Цвет", "Colour"]),
  may("btntype", ["Вид", "Design"], "number"),
  may("text", ["Текст кнопки", "Text"]),
  may("descr", ["Описание", "Description"]),
  may("dtmf", ["Панель донабора", "Keypad"], "flag"),
];
const cid = must("cid", ["Код кнопки", "The button’s id"]);
const called = [
  may("srcphone", ["Исходный номер", "First phone"], "phone"),
  may("lang", ["Язык приветствия", "Language of the greeting"], ["ru", "en"]),
];
const target: Words = ["voicemail, номер или контакт", "voicemail, a number or a contact"];

export const operationForms: Record<OperationName, OperationForm> = {
  balance: { title: ["Баланс", "Balance"], actions: only() },
  calls: { title: ["Звонки", "Calls"], actions: only(...family) },
  finopers: { title: ["Финансовые операции", "Financial operations"], actions: only(...family) },
  attempts: { title: ["Попытки", "Attempts"], actions: only(...family) },
  calls2: {
    title: ["Двухплечевые звонки", "Two-leg calls"],
    actions: only(...family, may("id", ["Номер звонка из gencall", "Call id from gencall"])),
  },
  pbxcalls: { title: ["Звонки АТС", "PBX calls"], actions: only(...period) },
  entercabinet: { title: ["Вход в кабинет", "Enter the cabinet"], actions: only() },
  webbuttons: {
    title: ["Веб-кнопки", "Web buttons"],
    actions: [act("list"), act("add", ...button), act("update", cid, ...button), harm("delete", cid)],
  },
  webhook: {
    title: ["Веб-хук", "Webhook"],
    actions: [act("list"), act("set", must("url", ["Адрес", "Address"], "url")), harm("clear")],
  },
  genuser: {
    title: ["Новый клиент", "New client"],
    actions: only(
      ...person,
      may("inn", ["ИНН", "INN"]),
      may("organization", ["Организация", "Organisation"]),
      may("phone", ["Контактный телефон", "Contact phone"]),
      may("kpp", ["КПП", "KPP"]),
      may("ogrn", ["ОГРН", "OGRN"]),
      may("rs", ["Расчётный счёт", "Settlement account"]),
      may("ks", ["Корр. счёт", "Correspondent account"]),
      may("bik", ["БИК", "BIK"]),
    ),
  },
  getrec: {
    title: ["Запись разговора", "Recording"],
    actions: only(may("cid", ["CID звонка", "CID of the call"]), may("uuid", ["или UUID", "or UUID"])),
  },
  recordcalls: {
    title: ["Запись звонков", "Recording of calls"],
    actions: [
      act("list"),
      act(
        "set",
        must("incalls", ["Входящие", "Incoming"], "flag"),
        must("outcalls", ["Исходящие", "Outgoing"], "flag"),
        may("reccount", ["Сколько записей, 0: все", "How many, 0: all"], "number"),
        may("expiration", ["Хранить, секунд", "Kept for seconds"], "number"),
        may("child", ["И дочерние аккаунты", "Sub-accounts too"], "flag"),
      ),
      harm("clear"),
    ],
  },
  aninnumbers: {
    title: ["Номера (АОН)", "Caller numbers"],
    actions: [
      act("list"),
      act("add", phone, must("checktype", ["Как проверить", "How to check"], ["sms", "call"])),
      act("checkcode", must("code", ["Код", "Code"])),
      act("setdefault", phone),
      harm("delete", phone),
    ],
  },
  children: {
    title: ["Дочерние аккаунты", "Sub-accounts"],
    actions: [
      act("list"),
      act("add", may("email", ["E-mail", "E-mail"], "email"), may("fio", ["Имя и фамилия", "Name"])),
    ],
  },
  gencall: {
    title: ["Звонок", "Call"],
    actions: only(
      must("dstphone", ["Номер назначения", "Second phone"], "phone"),
      ...called,
      may("prompt", ["Своё приветствие", "Greeting"]),
    ),
  },
  genmulticall: {
    title: ["Звонок на несколько номеров", "Call several numbers"],
    actions: only(must("dstphone", ["Номера через запятую", "Numbers with commas"], "phones"), ...called),
  },
  redirect: {
    title: ["Переадресация", "Forwarding"],
    actions: [
      act("get"),
      act(
        "set",
        must("redirtype", ["0 нет, 1 все звонки, 2 без ответа", "0 none, 1 all calls, 2 no answer"], ["0", "1", "2"]),
        may("busy", [`Занято: ${target[0]}`, `Busy: ${target[1]}`]),
        may("inaccessible", [`Недоступно: ${target[0]}`, `Unreachable: ${target[1]}`]),
        may("noanswer", [`Нет ответа: ${target[0]}`, `No answer: ${target[1]}`]),
        may("allcalls", [`Все вызовы: ${target[0]}`, `All calls: ${target[1]}`]),
        may("waitanswer", ["Ждать сначала, 20s или 1m", "Wait at first, 20s or 1m"], "wait"),
        may("waitanswer2", ["Ждать ещё, 20s или 1m", "Wait then, 20s or 1m"], "wait"),
      ),
      harm("del"),
    ],
  },
  report: {
    title: ["Отчёт", "Report"],
    actions: only(must("type", ["Тип", "Type"], ["directions", "children"]), ...family),
  },
};
