/** Who may call: an account with its buttons, caller numbers, money and children. Changed in place by operations. */

export interface WebButton {
  cid: string;
  phone: string;
  color: string;
  btntype: number;
  text: string;
  descr: string;
  dtmf: "Y" | "N";
}

export interface CallerNumber {
  phone: string;
  type: "sms" | "call" | "sipnet";
  isDefault: boolean;
}

export interface Payment {
  atMs: number;
  kopecks: number;
  text: string;
}

export interface RecordingRules {
  incalls: "Y" | "N";
  outcalls: "Y" | "N";
  /** How many calls to record; 0 is all of them. */
  reccount: number;
  expiration: number;
  child: "Y" | "N";
}

export interface Account {
  login: string;
  password: string;
  apikey?: string;
  /** Ten digits; its leading zeros count. */
  sipid: string;
  email: string;
  fio: string;
  /** A child spends its parent's money and reaches its hook; a partner's client does neither. */
  kind: "main" | "child" | "client";
  parent?: string;
  mayGenerateUsers: boolean;
  mayPrompt: boolean;
  kopecks: number;
  buttons: WebButton[];
  callerNumbers: CallerNumber[];
  /** A number that waits for its code. */
  unproven?: { phone: string; type: "sms" | "call"; code: string };
  webhook?: string;
  recording: RecordingRules;
  recorded: number;
  redirect: Record<string, string>;
  payments: Payment[];
}

export const weekS = 7 * 24 * 3600;
export const noRecording: RecordingRules = { incalls: "N", outcalls: "N", reccount: 0, expiration: weekS, child: "N" };

/** An account without anything yet. */
export function openAccount(given: Pick<Account, "login" | "password" | "sipid" | "kind"> & Partial<Account>): Account {
  return {
    email: "",
    fio: "",
    mayGenerateUsers: false,
    mayPrompt: false,
    kopecks: 0,
    buttons: [],
    callerNumbers: [],
    recording: noRecording,
    recorded: 0,
    redirect: { redirtype: "0" },
    payments: [],
    ...given,
  };
}

/** The two accounts that every fresh simulator has. */
export function openDemoAccounts(nowMs: number): Account[] {
  const demo = openAccount({
    login: "demo",
    password: "demo",
    apikey: "11111111-2222-3333-4444-555555555555",
    sipid: "0012345678",
    email: "demo@example.com",
    fio: "Демонстрационный аккаунт",
    kind: "main",
    mayGenerateUsers: true,
    mayPrompt: true,
    kopecks: 125_040,
    callerNumbers: [{ phone: "74951500000", type: "sipnet", isDefault: true }],
    buttons: [
      {
        cid: "D6VZ0000000000000000000000000ZG4",
        phone: "74951234567",
        color: "#008735",
        btntype: 2,
        text: "Позвонить нам",
        descr: "Кнопка на главной странице",
        dtmf: "N",
      },
      {
        cid: "K8TM0000000000000000000000000QX7",
        phone: "74957770100",
        color: "#7b2cbf",
        btntype: 3,
        text: "Спросить мастера",
        descr: "Мастерская: звонит всем мастерам сразу",
        dtmf: "N",
      },
    ],
    recording: { ...noRecording, incalls: "Y", outcalls: "Y", child: "Y" },
    payments: [{ atMs: nowMs - 6 * 86_400_000, kopecks: 150_000, text: "Пополнение счёта банковской картой" }],
  });
  const warehouse = openAccount({
    login: "demo-sklad",
    password: "demo-sklad",
    sipid: "0012345679",
    email: "sklad@example.com",
    fio: "Склад",
    kind: "child",
    parent: "demo",
    callerNumbers: [{ phone: "74951500001", type: "sipnet", isDefault: true }],
  });
  return [demo, warehouse];
}
