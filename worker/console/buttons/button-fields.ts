/** The fields of a button in sections: how it looks, who answers and when, where it may stand; the rest behind "more". */
import { html, nothing, type TemplateResult } from "lit";
import type { PhoneReading } from "../../contract/owner-buttons.ts";
import type { Site } from "../../contract/owner-sites.ts";
import { areaField, checkField, choiceField, phonePattern, textField } from "../fields.ts";
import type { Mistakes } from "../form/mistakes.ts";
import { hashOf } from "../route.ts";
import { words } from "../words/button-fields.ts";
import { type Draft, plainColor } from "./draft.ts";
import { understood } from "./understood.ts";

export interface Edited {
  draft: Draft;
  phones: readonly PhoneReading[];
  mistakes: Mistakes;
  /** Undefined while they are being asked for. */
  sites: readonly Site[] | undefined;
  agents: TemplateResult;
  hours: TemplateResult;
}

export function renderFields(edited: Edited): TemplateResult {
  return html`${renderLooks(edited)} ${renderAnswering(edited)}
    <section class="card">${edited.hours}</section>
    ${renderPlace(edited)} ${renderMore(edited)}`;
}

function renderLooks({ draft, mistakes }: Edited): TemplateResult {
  return html`<section class="card">
    <fieldset class="grid">
      <legend>${words().looks}</legend>
      ${textField({
        name: "text",
        label: words().textOnButton,
        value: draft.text,
        maxlength: 100,
        error: mistakes["text"],
      })}
      ${choiceField({
        name: "btntype",
        label: words().design,
        value: draft.btntype,
        choices: designs(draft.btntype),
        error: mistakes["btntype"],
      })}
      ${renderColour(draft.color, mistakes["color"])}
      ${choiceField({
        name: "lang",
        label: words().language,
        value: draft.lang,
        choices: [
          ["ru", "Русский"],
          ["en", "English"],
        ],
      })}
    </fieldset>
  </section>`;
}

function renderAnswering({ draft, phones, mistakes, agents }: Edited): TemplateResult {
  return html`<section class="card stack">
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
        error: mistakes["phone"],
      })}
      ${draft.agents.length > 1 ? renderRing(draft, mistakes["ring"]) : renderFirst(draft, mistakes["rings"])}
    </fieldset>
    ${agents}
  </section>`;
}

function renderFirst({ rings }: Draft, error: string | undefined): TemplateResult {
  return choiceField({
    name: "rings",
    label: words().whoIsRungFirst,
    value: rings,
    choices: [
      ["owner", words().you],
      ["visitor", words().visitor],
    ],
    error,
  });
}

/** With several people it follows from this who is rung first: a choice of its own could only contradict it. */
function renderRing({ ring }: Draft, error: string | undefined): TemplateResult {
  const { visitorFirst, theyFirst, nextBegins } = words();
  const hints = { all: visitorFirst, "in-turn": theyFirst, "round-robin": nextBegins };
  return choiceField({
    name: "ring",
    label: words().howTheyAreRung,
    hint: hints[ring],
    value: ring,
    choices: [
      ["all", words().allAtOnce],
      ["in-turn", words().inTurn],
      ["round-robin", words().roundRobin],
    ],
    error,
  });
}

function renderPlace({ draft, mistakes, sites }: Edited): TemplateResult {
  return html`<section class="card">
    <fieldset>
      <legend>${words().whereItStands}</legend>
      ${sites === undefined ? nothing : renderSites(draft, sites, mistakes["origins"])}
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
              error: mistakes["consent"],
            })
      }
    </fieldset>
  </section>`;
}

/** None chosen: all that are listed. One that was taken out of the list stays chosen until the owner says otherwise. */
function renderSites({ origins }: Draft, sites: readonly Site[], error: string | undefined): TemplateResult {
  const gone = origins.filter((origin) => !sites.some((site) => site.origin === origin));
  const shown = [...sites, ...gone.map((origin) => ({ origin, name: `${origin} (${words().notListed})` }))];
  return html`<div class="field" role="group" aria-label=${words().sites}>
    <span class="label">${words().sites}</span>
    <span class="hint">${words().noneIsAll} <a href=${hashOf(["buttons", "sites"])}>${words().toSites}</a></span>
    <input type="hidden" name="sites-shown" value="yes" />
    ${shown.map(
      ({ origin, name }) =>
        html`<label class="check">
          <input type="checkbox" name="origins" value=${origin} .checked=${origins.includes(origin)} />
          <span class="code">${name ?? origin}</span>
        </label>`,
    )}
    ${error ? html`<span class="error" role="alert" tabindex="-1">${error}</span>` : nothing}
  </div>`;
}

function renderMore({ draft, mistakes }: Edited): TemplateResult {
  const limit = (name: "perHour" | "perDay", label: string): TemplateResult =>
    textField({
      name: `limit-${name}`,
      label,
      hint: words().emptyIsAsLimitsSay,
      type: "number",
      min: 0,
      max: 1_000_000,
      value: draft.limits?.[name],
      error: mistakes[`limit-${name}`],
    });
  return html`<details class="card more">
    <summary>${words().more}</summary>
    <div class="grid">
      ${limit("perHour", words().mostCallsPerHour)} ${limit("perDay", words().mostCallsPerDay)}
      ${textField({
        name: "descr",
        label: words().description,
        hint: words().unseenByVisitors,
        value: draft.descr,
        maxlength: 500,
        error: mistakes["descr"],
      })}
      ${textField({
        name: "account",
        label: words().subAccount,
        hint: words().whoseAccount,
        value: draft.account ?? "",
        maxlength: 100,
        error: mistakes["account"],
      })}
      <div class="full">
        ${checkField({
          name: "dtmf",
          label: words().keypad,
          hint: words().forSipnetsOwnButton,
          checked: draft.dtmf,
        })}
      </div>
    </div>
  </details>`;
}

/** A design that only SIPNET knows is kept, and shown as the usual one. */
function designs(current: number): [string, string][] {
  const known: [string, string][] = [
    ["2", words().filled],
    ["3", words().roundSign],
  ];
  return current === 2 || current === 3 ? known : [...known, [String(current), words().no(current)]];
}

function renderColour(color: string, error: string | undefined): TemplateResult {
  return html`<div class="field">
    <label>
      <span class="label">${words().colour}</span>
      <span class="colour">
        <input type="color" name="picked" aria-label=${words().pickColour} .value=${plainColor(color)} />
        <input
          name="color"
          required
          pattern="#?(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})"
          title=${words().colourShape}
          .value=${color}
          aria-invalid=${error ? "true" : nothing}
          aria-describedby=${error ? "error-color" : nothing}
        />
      </span>
    </label>
    ${error ? html`<span class="error" id="error-color" role="alert">${error}</span>` : nothing}
  </div>`;
}
