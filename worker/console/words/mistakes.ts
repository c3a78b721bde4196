/** Words for what is wrong in a field: always what to do about it. */
import { translated } from "../words.ts";

export const words = translated({
  ru: {
    missing: "Заполните это поле.",
    numberOnly: "Нужно число.",
    wholeNumber: "Нужно целое число.",
    noSuchDay: "Такого дня нет: проверьте дату.",
    tooLong: "Слишком длинно.",
    otherwise: "Проверьте, что здесь написано.",
    atLeast: (least: string) => `Не меньше ${least}.`,
    between: (least: string, most: string) => `От ${least} до ${most}.`,
    yearsBetween: (from: string, to: string) => `Год от ${from} до ${to}.`,
    notSaved: "Не сохранено: исправьте отмеченное.",
  },
  en: {
    missing: "Fill this in.",
    numberOnly: "A number is needed.",
    wholeNumber: "A whole number is needed.",
    noSuchDay: "There is no such day: check the date.",
    tooLong: "That is too long.",
    otherwise: "Check what is written here.",
    atLeast: (least) => `At least ${least}.`,
    between: (least, most) => `From ${least} to ${most}.`,
    yearsBetween: (from, to) => `A year from ${from} to ${to}.`,
    notSaved: "Not saved: mend what is marked.",
  },
});
