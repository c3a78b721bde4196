/**
 * What a visitor reads, one table per language; keys are states, reasons and problem types. Problems that only the
 * Worker finds come with words of its own; a language that it doesn't speak may bring them (`ProblemWords`).
 */
import type { ExtraWords } from "./extra-words.ts";

export const en = {
  call: "Call me",
  later: "Call me later",
  phone: "Your phone",
  idle: "Leave your number, we'll call right away",
  from: "The call comes from",
  close: "Close",
  placing: "One moment…",
  scheduled: "We'll call you",
  dialling: "Connecting…",
  connected: "Connected",
  ended: "Call ended",
  failed: "Call failed",
  unknown: "Checking the call…",
  closed: "Closed now.",
  "phone-invalid": "Check the number",
  "consent-required": "Tick this box",
  lost: "This didn't load. Reload the page",
  /** Of every problem without words of its own: no visitor can mend these. */
  unavailable: "Calls are unavailable now",
};

/** A language's table; what is optional falls back to English, or to the Worker's own words. */
export type Messages = typeof en & Partial<ProblemWords & ExtraWords>;

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
  placing: "Секунду…",
  scheduled: "Перезвоним",
  dialling: "Соединяем…",
  connected: "На связи",
  ended: "Звонок завершён",
  failed: "Звонок не прошёл",
  unknown: "Проверяем звонок…",
  closed: "Сейчас закрыто.",
  "phone-invalid": "Проверьте номер",
  "consent-required": "Отметьте согласие",
  lost: "Не загрузилось. Обновите страницу",
  unavailable: "Звонок сейчас невозможен",
};
