/** When one agent may be rung: away or not, until when, at which hours; and whether they are there now. */
import { html, nothing, type TemplateResult } from "lit";
import { isPresent } from "../../buttons/presence.ts";
import type { Agent } from "../../contract/button.ts";
import { ownersZone } from "../words.ts";
import { words } from "../words/button-fields.ts";
import { instantOf, localOf } from "../zone-time.ts";
import type { HoursField } from "./hours-field.ts";
import "./hours-field.ts";

type Times = Pick<Agent, "hours" | "away">;

/** Whether they would be rung this minute. */
export function renderPresence({ hours, away }: Times): TemplateResult {
  const isThere = isPresent({ ...(hours && { hours }), ...(away && { away }) }, Date.now());
  return html`<span class="pill ${isThere ? "good" : "calm"}"
    >${isThere ? words().thereNow : words().notThereNow}</span
  >`;
}

/** @param onChange - the agent's times as they shall be */
export function renderAway(times: Times, name: string, onChange: (times: Times) => void): TemplateResult {
  const { away, ...without } = times;
  const zone = ownersZone();
  const onCheck = (event: Event): void =>
    onChange((event.target as HTMLInputElement).checked ? { ...without, away: true } : without);
  const onUntil = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    onChange({ ...without, away: value === "" ? true : instantOf(value, zone) });
  };
  const until = typeof away === "string" ? localOf(Date.parse(away), zone) : "";
  return html`<label class="check">
      <input type="checkbox" .checked=${away !== undefined} @change=${onCheck} /> ${words().notThere}
    </label>
    ${
      away === undefined
        ? nothing
        : html`<label>
            <span class="label">${words().awayUntil}</span>
            <input type="datetime-local" name=${name} .value=${until} @change=${onUntil} />
          </label>`
    }`;
}

/** Behind a fold, since few need hours of their own. */
export function renderAgentHours(times: Times, prefix: string, onChange: (times: Times) => void): TemplateResult {
  const onHours = (event: Event): void => {
    event.stopPropagation();
    const { hours: _before, ...without } = times;
    const { hours } = event.target as HoursField;
    onChange(hours === null ? without : { ...without, hours });
  };
  return html`<details class="full" ?open=${times.hours !== undefined}>
    <summary>${words().ownHours}</summary>
    <hours-field
      .prefix=${prefix}
      .unsaid=${words().asTheButton}
      .hours=${times.hours ?? null}
      @hours-change=${onHours}
    ></hours-field>
  </details>`;
}
