/** The fields of a button in groups: how it looks, whom it rings, where it may stand. */
import { html, nothing, type TemplateResult } from "lit";
import { areaField, checkField, choiceField, phonePattern, textField } from "../fields.ts";
import { say } from "../words.ts";
import type { PhoneReading } from "../../contract/owner-buttons.ts";
import { type Draft, plainColor } from "./draft.ts";
import { understood } from "./understood.ts";

export function renderFields(draft: Draft, phones: readonly PhoneReading[]): TemplateResult {
  return html`<fieldset class="grid">
      <legend>${say("Вид", "Looks")}</legend>
      ${textField({ name: "text", label: say("Текст на кнопке", "Text on the button"), value: draft.text, maxlength: 100 })}
      ${choiceField({
        name: "btntype",
        label: say("Вид", "Design"),
        value: draft.btntype,
        choices: designs(draft.btntype),
      })}
      ${renderColour(draft.color)}
      ${choiceField({
        name: "lang",
        label: say("Язык", "Language"),
        value: draft.lang,
        choices: [
          ["ru", "Русский"],
          ["en", "English"],
        ],
      })}
      ${textField({
        name: "descr",
        label: say("Описание для себя", "Description for yourself"),
        hint: say("Посетители его не видят", "Visitors don’t see it"),
        value: draft.descr,
        maxlength: 500,
      })}
    </fieldset>
    <fieldset class="grid">
      <legend>${say("Звонок", "The call")}</legend>
      ${textField({
        name: "phone",
        label: say("Телефон", "Phone"),
        hint: understood(draft.phone, phones) ?? say("Номер или SIPID@домен", "A number or SIPID@domain"),
        type: "text",
        required: true,
        pattern: phonePattern,
        value: draft.phone,
      })}
      ${choiceField({
        name: "rings",
        label: say("Кому звоним первым", "Who is rung first"),
        hint:
          draft.agents.length > 1
            ? say(
                "При нескольких сотрудниках первым звоним посетителю.",
                "With several people the visitor is rung first.",
              )
            : undefined,
        value: draft.agents.length > 1 ? "visitor" : draft.rings,
        choices: [
          ["owner", say("Вам", "You")],
          ["visitor", say("Посетителю", "The visitor")],
        ],
      })}
      ${textField({
        name: "account",
        label: say("Субаккаунт", "Sub-account"),
        hint: say("От чьего имени звонить; пусто: от основного", "On whose account to call; empty: the main one"),
        value: draft.account ?? "",
        maxlength: 100,
      })}
      ${limitField("perHour", say("Не больше звонков в час", "At most calls an hour"), draft)}
      ${limitField("perDay", say("Не больше звонков в сутки", "At most calls a day"), draft)}
      <div class="full">
        ${checkField({
          name: "dtmf",
          label: say("Панель донабора", "Keypad"),
          hint: say("Для кнопки самого SIPNET в браузере", "For SIPNET’s own in-browser button"),
          checked: draft.dtmf,
        })}
      </div>
    </fieldset>
    <fieldset>
      <legend>${say("Где стоит", "Where it stands")}</legend>
      ${areaField({
        name: "origins",
        label: say("Сайты", "Sites"),
        hint: say(
          "По одному в строке, например https://shop.example. Пусто: все разрешённые при установке.",
          "One a line, such as https://shop.example. Empty: all that were allowed at installation.",
        ),
        value: draft.origins.join("\n"),
      })}
      ${checkField({
        name: "asks-consent",
        label: say("Спрашивать согласие", "Ask for consent"),
        hint: say(
          "Галочка под телефоном; её текст и время хранятся",
          "A box under the phone; its text and time are kept",
        ),
        checked: draft.consent !== null,
      })}
      ${
        draft.consent === null
          ? nothing
          : areaField({
              name: "consent",
              label: say("Текст согласия", "Text of the consent"),
              value: draft.consent,
              rows: 2,
            })
      }
    </fieldset>`;
}

function limitField(name: "perHour" | "perDay", label: string, { limits }: Draft): TemplateResult {
  const hint = say("Пусто: как в ограничениях", "Empty: as the limits say");
  return textField({
    name: `limit-${name}`,
    label,
    hint,
    type: "number",
    min: 0,
    max: 1_000_000,
    value: limits?.[name],
  });
}

/** A design that only SIPNET knows is kept, and shown as the usual one. */
function designs(current: number): [string, string][] {
  const known: [string, string][] = [
    ["2", say("Сплошная", "Filled")],
    ["3", say("Круглый значок", "Round sign")],
  ];
  return current === 2 || current === 3 ? known : [...known, [String(current), say(`№ ${current}`, `No. ${current}`)]];
}

function renderColour(color: string): TemplateResult {
  return html`<label>
    <span class="label">${say("Цвет", "Colour")}</span>
    <span class="colour">
      <input
        type="color"
        name="picked"
        aria-label=${say("Выбрать цвет", "Pick a colour")}
        .value=${plainColor(color)}
      />
      <input name="color" required pattern="#?\\w{3,20}" .value=${color} />
    </span>
  </label>`;
}
