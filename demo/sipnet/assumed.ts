/**
 * Everything here is assumed. The API document names the operations and most parameters, but not what
 * rows look like, what errors are called, how XML is nested, what a minute costs or how long a phone
 * rings. Each such guess lives in this one place and can be switched: `startSimulator({ assumed: … })`.
 * The folder `shapes` has other guesses by name.
 */
import type { Account, CallerNumber, Payment, WebButton } from "./account.ts";
import { type Call, isOver, type Leg, talkS } from "./network/call.ts";
import { formatGmt } from "./dates.ts";

export type Row = Record<string, unknown>;

export const assumed = {
  apiVersion: "2.0.5",
  /** JSON numbers may just as well be strings. */
  numbers: "number" as "number" | "string",
  keyCase: "as-is" as "as-is" | "lower" | "upper",
  /** A public program indexes `[0]` right after testing that the key exists: an empty list is missing altogether. */
  emptyLists: "absent" as "present" | "absent",
  /** A list may also be an object with the id of each row for a key. */
  lists: "array" as "array" | "by-id",
  /** Texts may come escaped for a page. */
  escaped: false,
  xml: { root: "response", row: "item" },

  /** With an `id`, calls2 looks at every day. */
  idIgnoresDates: true,
  /** What gencall and genmulticall answer besides status. */
  placed: (call: Call): Row => ({ id: call.id }),
  /** The call's id, from the one that was answered. */
  callId: (asked: string): string => asked,
  /** How a button's text is kept. */
  stored: (text: string): string => text,
  /** Whether adding a button answers with it. */
  tellsAdded: true,

  beforeRingMs: 20,
  ringMs: 30_000,
  noAnswerMs: 5_000,
  tariff: { kopecksPerStep: 125, stepS: 60, leastKopecks: 5 },
  /** How long a webhook's receiver may think. */
  hookTimeoutMs: 5_000,
  /** Of one call, webhooks go one after another: the next waits for the last one's answer. */
  hooksInOrder: true,

  rows: {
    calls2: (call: Call, _nowMs: number): Row | readonly Row[] => {
      const [src, ...far] = call.legs;
      const answered = far.find((leg) => leg.answeredAt !== undefined);
      const dst = answered ?? far.find((leg) => leg.state === "ringing") ?? far[0];
      return {
        ID: call.id,
        Account: call.account,
        GMT: formatGmt(call.placedAt),
        CLI: call.cli,
        SrcPhone: call.src,
        DstPhone: call.dst,
        State: call.state,
        SrcState: src?.state ?? "waiting",
        DstState: dst?.state ?? "waiting",
        Duration: answered ? talkS(answered) : 0,
        Price: call.legs.reduce((sum, leg) => sum + (leg.kopecks ?? 0), 0) / 100,
        SrcUUID: src?.uuid ?? "",
        DstUUID: dst?.uuid ?? "",
        ...(answered ? { AnsweredPhone: answered.number } : {}),
      };
    },
    calls: (call: Call, leg: Leg, url: string | undefined): Row => ({
      CID: leg.cid,
      Account: call.account,
      Direction: direction(call),
      GMT: formatGmt(leg.ringingAt ?? call.placedAt),
      Phone: leg.number,
      CLI: call.cli,
      Duration: talkS(leg),
      ...(url === undefined ? {} : { URL: url }),
    }),
    attempts: (call: Call, leg: Leg): Row => ({
      GMT: formatGmt(leg.ringingAt ?? call.placedAt),
      Account: call.account,
      Phone: leg.number,
      CLI: call.cli,
      ISDNCode: leg.cause ?? 16,
      ISDNDescr: causeNames[leg.cause ?? 16] ?? "Normal call clearing",
    }),
    pbxcalls: (call: Call, leg: Leg): Row => ({
      UUID: leg.uuid,
      CID: leg.cid,
      Account: call.account,
      Direction: direction(call),
      GMT: formatGmt(leg.ringingAt ?? call.placedAt),
      Phone: leg.number,
      CLI: call.cli,
      State: isOver(leg) ? "BYE" : leg.state === "answered" ? "CONNECTED" : "INVITE",
      Duration: talkS(leg),
      Price: (leg.kopecks ?? 0) / 100,
    }),
    finopers: (account: string, { atMs, kopecks, text }: Payment): Row => ({
      GMT: formatGmt(atMs),
      Account: account,
      Sum: kopecks / 100,
      Currency: "RUB",
      Descr: text,
    }),
    report: (name: string, legs: readonly Leg[]): Row => ({
      Name: name,
      Calls: legs.length,
      Answered: legs.filter((leg) => leg.answeredAt !== undefined).length,
      Duration: legs.reduce((sum, leg) => sum + talkS(leg), 0),
      Price: legs.reduce((sum, leg) => sum + (leg.kopecks ?? 0), 0) / 100,
    }),
    /** Every writing is kept as it was sent. */
    button: ({ cid, phone, color, btntype, text, descr, dtmf }: WebButton): Row => ({
      cid,
      phone,
      color,
      btntype,
      text,
      descr,
      dtmf,
    }),
    callerNumber: ({ phone, type, isDefault }: CallerNumber): Row => ({ phone, type, default: isDefault ? "Y" : "N" }),
    child: ({ login, sipid, email, fio }: Account): Row => ({ account: login, sipid, email, fio }),
    redirect: (rules: Readonly<Record<string, string>>): Row => ({ ...rules }),
  },

  errors: {
    login: [401, "Неверный логин или пароль"],
    forbidden: [403, "Операция не разрешена для этого аккаунта"],
    operation: [404, "Неизвестная операция"],
    missing: [1001, "Не указан обязательный параметр"],
    wrong: [1002, "Неверное значение параметра"],
    unknown: [1003, "Запись не найдена"],
    balance: [1004, "Недостаточно средств"],
    code: [1005, "Неверный код"],
    unreadable: [1006, "Параметры не разобраны"],
    trouble: [1500, "Внутренняя ошибка, повторите позже"],
  } satisfies Record<string, [code: number, message: string]>,
};

export type Assumed = typeof assumed;

const direction = ({ operation }: Call): "in" | "out" => (operation === "incoming" ? "in" : "out");

const causeNames: Record<number, string> = {
  16: "Normal call clearing",
  17: "User busy",
  19: "No answer from user (user alerted)",
  21: "Call rejected",
  26: "Non-selected user clearing",
};
