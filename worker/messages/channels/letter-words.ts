/** A message in words, for channels that people read: a title, then a line for each thing that is known. */
import type { Language } from "../../contract/visitor.ts";
import type { Letter, LetterBody } from "../letter.ts";

const titles = {
  "call.missed": { ru: "Пропущенный звонок", en: "A missed call" },
  "call.scheduled": { ru: "Просят позвонить позже", en: "A call for later was asked for" },
  "call.talked": { ru: "Поговорили", en: "You have talked" },
  "call.failed": { ru: "Звонок не получился", en: "A call failed" },
  "trouble.raised": { ru: "Неполадка", en: "Trouble" },
  "trouble.cleared": { ru: "Неполадка устранена", en: "Trouble is over" },
  "digest.daily": { ru: "Звонки за вчера", en: "Yesterday’s calls" },
} as const;

const reasons: Record<string, Record<Language, string>> = {
  "owner-busy": { ru: "у вас было занято", en: "your phone was busy" },
  "owner-no-answer": { ru: "вы не ответили", en: "you did not answer" },
  "visitor-busy": { ru: "у клиента занято", en: "the visitor’s phone was busy" },
  "visitor-no-answer": { ru: "клиент не ответил", en: "the visitor did not answer" },
  "not-placed": { ru: "SIPNET не принял вызов", en: "SIPNET did not take the call" },
  refused: { ru: "SIPNET отказал", en: "SIPNET refused" },
  unresolved: { ru: "чем кончилось, неизвестно", en: "how it ended is not known" },
  overdue: { ru: "обещали позвонить и не позвонили", en: "a call was promised and not made" },
};

const troubles: Record<string, Record<Language, string>> = {
  "balance-low": { ru: "Деньги кончаются", en: "Money is running out" },
  "balance-empty": { ru: "Денег нет: звонков не будет", en: "There is no money: no calls can be made" },
  "key-refused": { ru: "SIPNET не принимает ключ", en: "SIPNET does not take the key" },
  "provider-unreachable": { ru: "SIPNET не отвечает", en: "SIPNET does not answer" },
  "webhook-stolen": { ru: "Вебхук SIPNET переключён на чужой адрес", en: "SIPNET’s webhook points elsewhere" },
  "breaker-open": { ru: "Звонки остановлены предохранителем", en: "The breaker has stopped all calls" },
};

const labels = {
  button: { ru: "Кнопка", en: "Button" },
  page: { ru: "Страница", en: "Page" },
  campaign: { ru: "Реклама", en: "Campaign" },
  bookedFor: { ru: "Позвонить", en: "To be called" },
  asked: { ru: "Просили позвонить", en: "Asked for a call" },
  talked: { ru: "Поговорили", en: "Talked" },
  missed: { ru: "Не дождались", en: "Missed" },
  test: { ru: "Это проверка: никто не звонил.", en: "This is a test: nobody called." },
} as const;

const again = { ru: "Пора позвонить ещё раз", en: "Time to call again" };

export function titleOf({ type, data }: LetterBody, lang: Language): string {
  return data.reminder === undefined ? titles[type][lang] : again[lang];
}

/** What a person reads below the title. */
export function linesOf({ body: { data }, lang, zone }: Pick<Letter, "body" | "lang" | "zone">): string[] {
  const { phone, reason, button, text, page, campaign, bookedFor, duration, trouble, detail } = data;
  const named = (label: keyof typeof labels, value: string | number) => `${labels[label][lang]}: ${value}`;
  const moment = (iso: string) =>
    new Intl.DateTimeFormat(lang, { dateStyle: "short", timeStyle: "short", timeZone: zone }).format(new Date(iso));
  return [
    ...(data.test ? [labels.test[lang]] : []),
    ...(phone === undefined ? [] : [phone]),
    ...(reason === undefined ? [] : [reasons[reason]?.[lang] ?? reason]),
    ...(bookedFor === undefined ? [] : [named("bookedFor", moment(bookedFor))]),
    ...(duration === undefined ? [] : [lang === "ru" ? `${duration} с` : `${duration} s`]),
    ...(button === undefined ? [] : [named("button", text || button)]),
    ...(page === undefined ? [] : [named("page", page)]),
    ...(campaign === undefined ? [] : [named("campaign", Object.values(campaign).filter(Boolean).join(" / "))]),
    ...(trouble === undefined ? [] : [troubles[trouble]?.[lang] ?? trouble]),
    ...(detail === undefined ? [] : [detail]),
    ...(data.day === undefined ? [] : [data.day]),
    ...(["asked", "talked", "missed"] as const).flatMap((name) =>
      data[name] === undefined ? [] : [named(name, data[name])],
    ),
  ];
}
