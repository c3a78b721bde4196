/** What to tell whoever wrote a text that is no number: always what to do about it. */
import type { Unreadable } from "./destination.ts";

type Language = "ru" | "en";

const words: Record<Unreadable, Record<Language, string>> = {
  empty: { ru: "Введите номер телефона", en: "Type a phone number" },
  "too-long": {
    ru: "Слишком длинно: оставьте один только номер",
    en: "That is too long: leave the number alone",
  },
  extension: {
    ru: "С добавочным номером не получится: оставьте основной",
    en: "Extensions can't be dialled: leave the main number",
  },
  letters: {
    ru: "Уберите буквы и знаки: нужен один только номер",
    en: "Take letters and signs out: only the number is needed",
  },
  several: { ru: "Здесь несколько номеров: оставьте один", en: "These are several numbers: leave one" },
  "too-few-digits": {
    ru: "Не хватает цифр: введите номер полностью, с кодом города или оператора",
    en: "Digits are missing: type the whole number with its area code",
  },
  "no-number": {
    ru: "Такого номера не бывает: проверьте цифры",
    en: "There is no such number: check its digits",
  },
  "two-meanings": {
    ru: "Номер можно прочесть двояко: начните с + и кода страны, для России +7",
    en: "This could be two numbers: begin with + and the country's code, +7 for Russia",
  },
};

export function unreadableWords(why: Unreadable, lang: Language): string {
  return words[why][lang];
}
