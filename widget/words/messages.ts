/**
 * What a visitor reads, one table per language; keys are states, reasons and problem types. Problems that only the
 * Worker finds come with words of its own; a language that it doesn't speak may bring them (`ProblemWords`).
 */

export const en = {
  call: "Call me",
  phone: "Your phone",
  idle: "We'll connect you at once",
  from: "You'll be called from",
  close: "Close",
  later: "Call me later",
  rate: "Rate the call",
  wait: "Usually takes about",
  company: "Company",
  you: "You",
  placing: "Sending…",
  scheduled: "We'll call you",
  dialling: "Connecting…",
  "owner-ringing": "Calling the company…",
  "owner-answered": "The company answered, calling you",
  "visitor-ringing": "Calling you, please answer",
  "visitor-answered": "You're on the line, calling the company",
  connected: "Connected",
  ended: "Call ended",
  "owner-busy": "The company was busy",
  "visitor-busy": "Your line was busy",
  "owner-no-answer": "The company didn't answer",
  "visitor-no-answer": "You didn't answer",
  overdue: "We couldn't call you in time. The company has your request",
  failed: "Call failed",
  cancelled: "Call cancelled",
  unknown: "Checking, please don't press again",
  closed: "Closed now. Opens",
  "phone-invalid": "Check the number",
  "too-many-calls": "Too many calls. Try again",
  /** Of every problem without words of its own: no visitor can mend these. */
  unavailable: "Calls are unavailable now",
};

export type Messages = typeof en & Partial<ProblemWords>;

export type ProblemWords = Record<
  "ticket-invalid" | "idempotency-key-reused" | "call-in-progress" | "phone-not-allowed" | "consent-required",
  string
>;

export const ru: Messages = {
  call: "Позвоните мне",
  phone: "Ваш телефон",
  idle: "Соединим вас сразу",
  from: "Вам позвонят с номера",
  close: "Закрыть",
  later: "Позвонить позже",
  rate: "Оценить звонок",
  wait: "Обычное ожидание:",
  company: "Компания",
  you: "Вы",
  placing: "Отправляем…",
  scheduled: "Позвоним вам",
  dialling: "Соединяем…",
  "owner-ringing": "Звоним в компанию…",
  "owner-answered": "Компания ответила, звоним вам",
  "visitor-ringing": "Звоним вам, ответьте",
  "visitor-answered": "Вы на линии, звоним в компанию",
  connected: "На связи",
  ended: "Звонок завершён",
  "owner-busy": "В компании занято",
  "visitor-busy": "У вас занято",
  "owner-no-answer": "Компания не ответила",
  "visitor-no-answer": "Вы не ответили",
  overdue: "Не смогли позвонить вовремя. Ваша заявка у компании",
  failed: "Звонок не удался",
  cancelled: "Звонок отменён",
  unknown: "Проверяем, не нажимайте ещё раз",
  closed: "Сейчас закрыто. Откроемся",
  "phone-invalid": "Проверьте номер",
  "too-many-calls": "Слишком много звонков. Попробуйте",
  unavailable: "Звонок сейчас невозможен",
};
