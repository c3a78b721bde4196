/**
 * What a visitor reads, one table per language; keys are states, reasons and problem types. Problems that only the
 * Worker finds come with words of its own; a language that it doesn't speak may bring them (`ProblemWords`).
 */

export const en = {
  call: "Call me",
  later: "Call me later",
  phone: "Your phone",
  idle: "Leave your number, we'll call right away",
  from: "The call comes from",
  close: "Close",
  again: "Another number",
  at: " at ",
  placing: "One moment…",
  scheduled: "We'll call you",
  dialling: "Connecting…",
  "owner-ringing": "Calling the company…",
  "owner-answered": "The company answered, calling you",
  "visitor-ringing": "Calling you, please answer",
  "visitor-answered": "Calling the company, stay on the line",
  connected: "Connected",
  ended: "Call ended",
  "owner-busy": "The company was busy",
  "visitor-busy": "Your line was busy",
  "owner-no-answer": "The company didn't answer",
  "visitor-no-answer": "We couldn't reach you",
  overdue: "We couldn't call you in time. The company knows",
  failed: "Call failed",
  cancelled: "Call cancelled",
  unknown: "Checking, please don't press again",
  closed: "Closed now.",
  opens: "Opens",
  "phone-invalid": "Check the number",
  missing: "Digits missing:",
  abroad: "We call only",
  "consent-required": "Tick this box",
  "too-many-calls": "Too many calls. Possible again",
  lost: "This didn't load. Reload the page",
  /** Of every problem without words of its own: no visitor can mend these. */
  unavailable: "Calls are unavailable now",
};

export type Messages = typeof en & Partial<ProblemWords>;

export type ProblemWords = Record<
  "ticket-invalid" | "idempotency-key-reused" | "call-in-progress" | "phone-not-allowed",
  string
>;

export const ru: Messages = {
  call: "Перезвоните мне",
  later: "Перезвоните мне позже",
  phone: "Ваш телефон",
  idle: "Оставьте номер — перезвоним прямо сейчас",
  from: "Звонок придёт с номера",
  close: "Закрыть",
  again: "Другой номер",
  at: " в ",
  placing: "Секунду…",
  scheduled: "Перезвоним",
  dialling: "Соединяем…",
  "owner-ringing": "Звоним в компанию…",
  "owner-answered": "Компания ответила, звоним вам",
  "visitor-ringing": "Звоним вам — возьмите трубку",
  "visitor-answered": "Звоним в компанию, оставайтесь на линии",
  connected: "На связи",
  ended: "Звонок завершён",
  "owner-busy": "В компании сейчас занято",
  "visitor-busy": "Ваш номер был занят",
  "owner-no-answer": "В компании пока не ответили",
  "visitor-no-answer": "Не дозвонились до вас",
  overdue: "Не смогли позвонить вовремя. Заявка у компании",
  failed: "Звонок не прошёл",
  cancelled: "Звонок отменён",
  unknown: "Проверяем, не нажимайте ещё раз",
  closed: "Сейчас закрыто.",
  opens: "Откроемся",
  "phone-invalid": "Проверьте номер",
  missing: "Не хватает цифр:",
  abroad: "Звоним только на",
  "consent-required": "Отметьте согласие",
  "too-many-calls": "Слишком много звонков. Снова можно",
  lost: "Не загрузилось. Обновите страницу",
  unavailable: "Звонок сейчас невозможен",
};
