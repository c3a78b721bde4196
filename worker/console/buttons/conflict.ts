/** Both versions of a button side by side, and the two ways out. Nothing is overwritten silently. */
import { html, type TemplateResult } from "lit";
import { sharedNames } from "../../buttons/button.ts";
import type { SharedFields } from "../../contract/button.ts";
import { say, type Words } from "../words.ts";

const fieldWords: Record<keyof SharedFields, Words> = {
  phone: ["Телефон", "Phone"],
  color: ["Цвет", "Colour"],
  btntype: ["Вид", "Design"],
  text: ["Текст", "Text"],
  descr: ["Описание", "Description"],
  dtmf: ["Донабор", "Keypad"],
};

export interface Versions {
  theirs: SharedFields;
  /** Null where it was to be deleted. */
  mine: SharedFields | null;
}

export type Resolution = "mine" | "theirs";

export function renderConflict(
  { theirs, mine }: Versions,
  busy: boolean,
  onResolve: (choice: Resolution) => void,
): TemplateResult {
  return html`<section class="card conflict" aria-labelledby="conflict">
    <h2 id="conflict">
      ${say("Кнопку изменили и в кабинете SIPNET", "The button was changed in SIPNET’s cabinet too")}
    </h2>
    <p>${say("Пока ничего не записано. Что оставить?", "Nothing has been written yet. Which one stays?")}</p>
    <div class="wide" tabindex="0" role="group" aria-labelledby="conflict">
      <table>
        <thead>
          <tr>
            <th scope="col">${say("Поле", "Field")}</th>
            <th scope="col">${say("Ваше", "Yours")}</th>
            <th scope="col">SIPNET</th>
          </tr>
        </thead>
        <tbody>
          ${sharedNames.map((name) => {
            const [own, other] = [mine ? shown(mine[name]) : say("удалить", "delete"), shown(theirs[name])];
            return html`<tr class=${own === other ? "" : "differs"}>
              <th scope="row">${say(...fieldWords[name])}</th>
              <td>${own}</td>
              <td>${other}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
    <div class="actions">
      <button type="button" class="primary" ?disabled=${busy} @click=${() => onResolve("mine")}>
        ${say("Оставить моё", "Keep mine")}
      </button>
      <button type="button" ?disabled=${busy} @click=${() => onResolve("theirs")}>
        ${say("Взять из SIPNET", "Take SIPNET’s")}
      </button>
    </div>
  </section>`;
}

function shown(value: string | number | boolean): string {
  if (typeof value === "boolean") return value ? say("да", "yes") : say("нет", "no");
  return String(value) || "—";
}
