/** What the bot says by itself. */
import type { Language } from "../../contract/visitor.ts";

type Said = Readonly<Record<Language, string>>;

export const chatWords = {
  call: { ru: "Перезвонить", en: "Call back" },
  done: { ru: "Готово", en: "Done" },
  yes: { ru: "Да, позвонить", en: "Yes, call" },
  no: { ru: "Нет", en: "No" },
  paired: {
    ru: "Готово: сюда будут приходить звонки с сайта.",
    en: "Done: calls from your site will be told of here.",
  },
  wrongCode: {
    ru: "Этот код не подходит или устарел. Новый код — в консоли, раздел «Сообщения».",
    en: "This code is wrong or too old. Get a new one in the console, under “Messages”.",
  },
  stranger: {
    ru: "Чтобы получать звонки, отправьте код из консоли, раздел «Сообщения».",
    en: "To be told of calls, send the code from the console, under “Messages”.",
  },
  stale: {
    ru: "Эта кнопка уже нажата или устарела.",
    en: "This button was used already, or is too old.",
  },
  notAllowed: {
    ru: "Вам это больше не разрешено.",
    en: "You may not do that any more.",
  },
  marked: { ru: "Отмечено: готово.", en: "Marked as done." },
  kept: { ru: "Не звоним.", en: "Not calling." },
  calling: {
    ru: "Звоним: сначала вам, потом клиенту.",
    en: "Calling: your phone first, then the visitor’s.",
  },
  unknown: {
    ru: "SIPNET пока не ответил: проверяем. Не нажимайте ещё раз.",
    en: "SIPNET has not answered yet: we are checking. Don’t press again.",
  },
  tooMany: {
    ru: "Не больше десяти звонков в час отсюда.",
    en: "No more than ten calls an hour from here.",
  },
  noNumber: {
    ru: "Номера уже нет в списках SIPNET: звонить некуда.",
    en: "SIPNET’s lists do not show the number any more: there is nothing to call.",
  },
  night: {
    ru: "У клиента ночь: позвонить отсюда можно будет утром.",
    en: "It is night there: you can call from here in the morning.",
  },
  busy: {
    ru: "С этим номером уже идёт звонок.",
    en: "There is a call with this number already.",
  },
  stopped: {
    ru: "Звонки сейчас остановлены. Почему, видно в консоли.",
    en: "Calls are stopped at present. The console says why.",
  },
  peace: {
    ru: "На этот номер звонить нельзя.",
    en: "This number may not be called.",
  },
  limit: {
    ru: "Сработал предел звонков: попробуйте позже.",
    en: "A limit on calls was reached: try later.",
  },
  failed: {
    ru: "SIPNET не принял звонок.",
    en: "SIPNET did not take the call.",
  },
} as const satisfies Record<string, Said>;

export type ChatWord = keyof typeof chatWords;

export function askToCall(shown: string, lang: Language): string {
  const whom = shown === "" ? { ru: "клиенту", en: "the visitor" }[lang] : shown;
  return lang === "ru" ? `Позвонить ${whom}? Сначала зазвонит ваш телефон.` : `Call ${whom}? Your phone rings first.`;
}
