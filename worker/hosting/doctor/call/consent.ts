/** Nobody's phone rings before its owner has said so: which two, and that they agree to pay for it. */
import { confirm, isCancel, text } from "@clack/prompts";
import { HostingError } from "../../hosting-error.ts";
import type { Language } from "../../setup/answers.ts";
import type { TestStep } from "./watch.ts";

export type Phones = readonly [first: string, second: string];

const words = {
  phones: {
    ru: "Два ваших телефона через запятую: первый зазвонит сразу, второй после ответа (+74951234567,+79161234567)",
    en: "Two phones of your own, comma separated: the first rings at once, the other when it is answered",
  },
  agree: {
    ru: "Один звонок между ними и одна кнопка на минуту. Минуту-две разговора SIPNET спишет со счёта. Звонить?",
    en: "One call between them, and one button for a moment. SIPNET charges a minute or two of talk. Call?",
  },
  unreadable: {
    ru: "Нужны два разных номера вида +79161234567 (или SIP ID с доменом) через запятую.",
    en: "Two different numbers such as +79161234567 (or a SIP ID with its domain), comma separated.",
  },
  unasked: {
    ru: "Звонок делается только с согласия: добавьте --phones +7…,+7… и --yes.",
    en: "A call is made with consent only: add --phones +7…,+7… and --yes.",
  },
  refused: { ru: "Без согласия никто не звонил.", en: "Without consent nobody was called." },
} as const satisfies Record<string, Record<Language, string>>;

const steps: Readonly<Record<TestStep, Record<Language, string>>> = {
  placing: { ru: "Звонок заказан …", en: "The call is placed …" },
  ringing: { ru: "Ответьте на первом телефоне, потом на втором.", en: "Answer the first phone, then the other." },
  connected: { ru: "Поговорите четверть минуты и положите трубку.", en: "Talk for a quarter of a minute and hang up." },
  ended: { ru: "Смотрю списки …", en: "Looking at the lists …" },
};

export function stepWords(step: TestStep, language: Language): string {
  return steps[step][language];
}

/** Null where they aren't two different phones. */
export function readPhones(typed: string): Phones | null {
  const [first, second, ...more] = typed.split(",").map((phone) => phone.replaceAll(/[\s()-]/g, ""));
  const isPhone = (phone: string | undefined): phone is string =>
    /^\+\d{8,15}$|^\d{7,10}@[\w.-]{3,60}$/.test(phone ?? "");
  return more.length === 0 && isPhone(first) && isPhone(second) && first !== second ? [first, second] : null;
}

/** @throws HostingError where there is no consent */
export async function askConsent(
  {
    phones,
    yes,
    asks,
  }: { phones?: string | undefined; yes: boolean; /** Whether a person sits there. */ asks: boolean },
  language: Language,
): Promise<Phones> {
  if (!asks && (phones === undefined || !yes)) throw new HostingError(words.unasked[language]);
  const typed = phones ?? String(await answered(text({ message: words.phones[language] }), language));
  const read = readPhones(typed);
  if (read === null) throw new HostingError(words.unreadable[language]);
  if (!yes && !(await answered(confirm({ message: words.agree[language] }), language)))
    throw new HostingError(words.refused[language]);
  return read;
}

async function answered<Value>(asked: Promise<Value | symbol>, language: Language): Promise<Value> {
  const answer = await asked;
  if (isCancel(answer)) throw new HostingError(words.refused[language]);
  return answer as Value;
}
