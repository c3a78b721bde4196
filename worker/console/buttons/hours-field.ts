/** When the button rings: round the clock, or by the week in a zone, with days off. */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { Weekday, WeeklyHours, Hours } from "../../contract/button.ts";
import { choiceField } from "../fields.ts";
import type { Words } from "../words.ts";
import { words } from "../words/button-fields.ts";

const weekdays: readonly [Weekday, Words][] = [
  ["mon", () => words().monday],
  ["tue", () => words().tuesday],
  ["wed", () => words().wednesday],
  ["thu", () => words().thursday],
  ["fri", () => words().friday],
  ["sat", () => words().saturday],
  ["sun", () => words().sunday],
];
const office: WeeklyHours["week"] = Object.fromEntries(
  weekdays.slice(0, 5).map(([day]) => [day, [["09:00", "18:00"]]]),
);

/**
 * @element hours-field
 * @fires hours-change - `hours` holds the new ones
 */
export class HoursField extends LitElement {
  static override properties = { hours: { attribute: false } };
  declare hours: Hours | null;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { hours } = this;
    const kind = hours === null ? "unsaid" : hours === "always" ? "always" : "weekly";
    return html`<fieldset>
      <legend>${words().hours}</legend>
      <div @change=${this.#onKind}>
        ${choiceField({
          name: "hours-kind",
          label: words().whenToCall,
          value: kind,
          choices: [
            ["unsaid", words().unreadableByDay],
            ["always", words().roundClock],
            ["weekly", words().byWeek],
          ],
        })}
      </div>
      ${typeof hours === "object" && hours !== null ? this.#renderWeek(hours) : nothing}
    </fieldset>`;
  }

  #renderWeek(hours: WeeklyHours): TemplateResult {
    return html`<label>
        <span class="label">${words().timeZone}</span>
        <input
          list="zones"
          required
          .value=${hours.zone}
          @change=${(event: Event) => this.#set({ zone: valueOf(event) })}
        />
        <datalist id="zones">
          ${Intl.supportedValuesOf("timeZone").map((zone) => html`<option value=${zone}></option>`)}
        </datalist>
      </label>
      <div class="week">${weekdays.map(([day, name]) => this.#renderDay(day, name(), hours.week[day] ?? []))}</div>
      <label>
        <span class="label">${words().holidays}</span>
        <input
          .value=${(hours.holidays ?? []).join(", ")}
          placeholder="2027-01-01, 2027-01-02"
          pattern=${String.raw`\s*(?:\d{4}-\d\d-\d\d\s*,?\s*)*`}
          @change=${(event: Event) => this.#set({ holidays: valueOf(event).match(/\d{4}-\d\d-\d\d/g) ?? [] })}
        />
        <span class="hint">${words().datesShape}</span>
      </label>`;
  }

  #renderDay(day: Weekday, name: string, spans: readonly [string, string][]): TemplateResult {
    const setDay = (next: [string, string][]): void => {
      if (typeof this.hours === "object" && this.hours) this.#set({ week: { ...this.hours.week, [day]: next } });
    };
    const time = (at: number, end: 0 | 1): TemplateResult =>
      html`<input
        type="time"
        required
        aria-label=${`${name}: ${end ? words().to : words().from}`}
        .value=${spans[at]?.[end] ?? ""}
        @change=${(event: Event) =>
          setDay(
            spans.map((span, n) => (n !== at ? span : end ? [span[0], valueOf(event)] : [valueOf(event), span[1]])),
          )}
      />`;
    const add = spans.length === 0 ? words().closedOpenIt : words().addHours;
    return html`<div class="day" role="group" aria-label=${name}>
      <span class="label">${name}</span>
      <div class="spans">
        ${spans.map(
          (_span, at) =>
            html`<span class="span"
              >${time(at, 0)} – ${time(at, 1)}
              <button
                type="button"
                class="quiet"
                aria-label=${`${name}: ${words().removeSpan}`}
                @click=${() => setDay(spans.toSpliced(at, 1))}
              >
                ✕
              </button></span
            >`,
        )}
        <button
          type="button"
          class="quiet"
          aria-label=${`${name}: ${add}`}
          @click=${() => setDay([...spans, spans.length > 0 ? ["19:00", "21:00"] : ["09:00", "18:00"]])}
        >
          ${spans.length === 0 ? add : "+"}
        </button>
      </div>
    </div>`;
  }

  #onKind(event: Event): void {
    const kind = valueOf(event);
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    this.#to(kind === "always" ? "always" : kind === "weekly" ? { zone, week: office, holidays: [] } : null);
  }

  #set(part: Partial<WeeklyHours>): void {
    if (typeof this.hours === "object" && this.hours) this.#to({ ...this.hours, ...part });
  }

  #to(hours: Hours | null): void {
    this.hours = hours;
    this.dispatchEvent(new Event("hours-change", { bubbles: true }));
  }
}

function valueOf(event: Event): string {
  event.stopPropagation();
  return (event.target as HTMLInputElement).value;
}

customElements.define("hours-field", HoursField);
