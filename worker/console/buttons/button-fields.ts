/** The fields of a button in groups: how it looks, whom it rings, where it may stand. */
import { html, nothing, type TemplateResult } from "lit";
import { areaField, checkField, choiceField, phonePattern, textField } from "../fields.ts";
import { words } from "../words/button-fields.ts";
import type { PhoneReading } from "../../contract/owner-buttons.ts";
import { type Draft, plainColor } from "./draft.ts";
import { understood } from "./understood.ts";

export function renderFields(draft: Draft, phones: readonly PhoneReading[]): TemplateResult {
  return html`<fieldset class="grid">
      <legend>${words().looks}</legend>
      ${textField({ name: "text", label: words().textOnButton, value: draft.text, maxlength: 100 })}
      ${choiceField({
        name: "btntype",
        label: words().design,
        value: draft.btntype,
        choices: designs(draft.btntype),
      })}
      ${renderColour(draft.color)}
      ${choiceField({
        name: "lang",
        label: words().language,
        value: draft.lang,
        choices: [
          ["ru", "Русский"],
          ["en", "English"],
        ],
      })}
      ${textField({
        name: "descr",
        label: words().description,
        hint: words().unseenByVisitors,
        value: draft.descr,
        maxlength: 500,
      })}
    </fieldset>
    <fieldset class="grid">
      <legend>${words().call}</legend>
      ${textField({
        name: "phone",
        label: words().phone,
        hint: understood(draft.phone, phones) ?? words().phoneShape,
        type: "text",
        required: true,
        pattern: phonePattern,
        value: draft.phone,
      })}
      ${choiceField({
        name: "rings",
        label: words().whoIsRungFirst,
        hint: draft.agents.length > 1 ? words().severalRingVisitorFirst : undefined,
        value: draft.agents.length > 1 ? "visitor" : draft.rings,
        choices: [
          ["owner", words().you],
          ["visitor", words().visitor],
        ],
      })}
      ${textField({
        name: "account",
        label: words().subAccount,
        hint: words().whoseAccount,
        value: draft.account ?? "",
        maxlength: 100,
      })}
      ${limitField("perHour", words().mostCallsPerHour, draft)} ${limitField("perDay", words().mostCallsPerDay, draft)}
      <div class="full">
        ${checkField({
          name: "dtmf",
          label: words().keypad,
          hint: words().forSipnetsOwnButton,
          checked: draft.dtmf,
        })}
      </div>
    </fieldset>
    <fieldset>
      <legend>${words().whereItStands}</legend>
      ${areaField({
        name: "origins",
        label: words().sites,
        hint: words().sitesShape,
        value: draft.origins.join("\n"),
      })}
      ${checkField({
        name: "asks-consent",
        label: words().askForConsent,
        hint: words().consentBox,
        checked: draft.consent !== null,
      })}
      ${
        draft.consent === null
          ? nothing
          : areaField({
              name: "consent",
              label: words().textOfConsent,
              value: draft.consent,
              rows: 2,
            })
      }
    </fieldset>`;
}

function limitField(name: "perHour" | "perDay", label: string, { limits }: Draft): TemplateResult {
  const hint = words().emptyIsAsLimitsSay;
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
    ["2", words().filled],
    ["3", words().roundSign],
  ];
  return current === 2 || current === 3 ? known : [...known, [String(current), words().no(current)]];
}

function renderColour(color: string): TemplateResult {
  return html`<label>
    <span class="label">${words().colour}</span>
    <span class="colour">
      <input type="color" name="picked" aria-label=${words().pickColour} .value=${plainColor(color)} />
      <input name="color" required pattern="#?\\w{3,20}" .value=${color} />
    </span>
  </label>`;
}
