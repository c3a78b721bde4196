/** Words of the bar that saves a form. */
import { count, translated } from "../words.ts";

export const words = translated({
  ru: {
    save: "Сохранить",
    saving: "Сохраняем…",
    saved: "Всё сохранено",
    discard: "Не сохранять",
    unsaved: (n: number) => `Не сохранено: ${count(n, { one: "поле", few: "поля", other: "полей" })}`,
  },
  en: {
    save: "Save",
    saving: "Saving…",
    saved: "Everything is saved",
    discard: "Discard",
    unsaved: (n) => `Not saved: ${count(n, { one: "field", other: "fields" })}`,
  },
});
