/** Where a call stands, when it comes, how it ended, what is wrong with a number: more closely than every page needs to know. */
import type { CloserWords } from "./extra-words.ts";

const en: CloserWords = {
  again: "Another number",
  next: "doesn't answer, trying",
  "owner-busy": "The company was busy",
  "visitor-busy": "Your line was busy",
  "owner-no-answer": "The company didn't answer",
  "visitor-no-answer": "We couldn't reach you",
  overdue: "We couldn't call you in time. The company knows",
  cancelled: "Call cancelled",
  missing: "Digits missing:",
  abroad: "We call only",
  choose: "Leave your number and pick a time",
  "owner-ringing": "Calling the company…",
  "owner-answered": "The company answered, calling you",
  "visitor-ringing": "Calling you, please answer",
  "visitor-answered": "Calling the company, stay on the line",
  opens: "Opens",
  at: " at ",
  "too-many-calls": "Too many calls. Possible again",
};

const ru: CloserWords = {
  again: "Другой номер",
  next: "не отвечает, теперь",
  "owner-busy": "В компании сейчас занято",
  "visitor-busy": "Ваш номер был занят",
  "owner-no-answer": "В компании пока не ответили",
  "visitor-no-answer": "Не дозвонились до вас",
  overdue: "Не смогли позвонить вовремя. Заявка у компании",
  cancelled: "Звонок отменён",
  missing: "Не хватает цифр:",
  abroad: "Звоним только на",
  choose: "Оставьте номер и выберите время",
  "owner-ringing": "Звоним в компанию…",
  "owner-answered": "Компания ответила, звоним вам",
  "visitor-ringing": "Звоним вам — возьмите трубку",
  "visitor-answered": "Звоним в компанию, оставайтесь на линии",
  opens: "Откроемся",
  at: " в ",
  "too-many-calls": "Слишком много звонков. Снова можно",
};

export const closerWords = (lang: string): CloserWords => (lang === "ru" ? ru : en);
