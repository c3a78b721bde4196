/** When the button rings: round the clock, or by the week in a zone, with days off. */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { Weekday, WeeklyHours, Hours } from "../../contract/button.ts";
import { choiceField } from "../fields.ts";
import { mistakeAt } from "../form/mistakes.ts";
import { language, type Words } from "../words.ts";
import { words } from "../words/button-fields.ts";
import { words as mistakeWords } from "../words/mistakes.ts";
import { zoneOptions } from "./zones.ts";

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

const earliestDay = "2020-01-01";
const latestDay = "2099-12-31";

/**
 * @element hours-field
 * @fires hours-change - `hours` holds the new ones
 */
export class HoursField extends LitElement {
  static override properties = {
    hours: { attribute: false },
    mistake: { attribute: false },
    prefix: { attribute: false },
    unsaid: { attribute: false },
  };
  declare hours: Hours | null;
  /** Before the names of its fields, where a form has several. */
  declare prefix: string;
  /** What it means that none are said. */
  declare unsaid: string | undefined;
  /** What is wrong with them, as the Worker says. */
  declare mistake: string | undefined;

  constructor() {
    super();
    this.prefix = "";
  }

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
          name: `${this.prefix}hours-kind`,
          label: words().whenToCall,
          value: kind,
          choices: [
            ["unsaid", this.unsaid ?? words().unreadableByDay],
            ["always", words().roundClock],
            ["weekly", words().byWeek],
          ],
          error: this.mistake,
        })}
      </div>
      ${typeof hours === "object" && hours !== null ? this.#renderWeek(hours) : nothing}
    </fieldset>`;
  }

  #renderWeek(hours: WeeklyHours): TemplateResult {
    return html`<label>
        <span class="label">${words().timeZone}</span>
        <select name=${`${this.prefix}hours-zone`} @change=${(event: Event) => this.#set({ zone: valueOf(event) })}>
          ${zoneOptions(hours.zone)}
        </select>
      </label>
      <div class="week">${weekdays.map(([day, title]) => this.#renderDay(day, title(), hours.week[day] ?? []))}</div>
      <div class="actions">
        <button type="button" @click=${() => this.#onSameOnWeekdays(hours)}>${words().sameOnWeekdays}</button>
      </div>
      ${this.#renderHolidays(hours.holidays ?? [])}`;
  }

  #renderDay(day: Weekday, title: string, spans: readonly [string, string][]): TemplateResult {
    const add = spans.length === 0 ? words().closedOpenIt : words().addHours;
    return html`<div class="day" role="group" aria-label=${title}>
      <span class="label">${title}</span>
      <div class="spans">
        ${spans.map((_span, at) => this.#renderSpan(day, title, spans, at))}
        <button
          type="button"
          class="quiet"
          aria-label=${`${title}: ${add}`}
          @click=${() => this.#setDay(day, [...spans, spans.length > 0 ? ["19:00", "21:00"] : ["09:00", "18:00"]])}
        >
          ${spans.length === 0 ? add : "+"}
        </button>
      </div>
    </div>`;
  }

  #renderSpan(day: Weekday, title: string, spans: readonly [string, string][], at: number): TemplateResult {
    const [from = "", to = ""] = spans[at] ?? [];
    const isSame = from === to && from !== "00:00" && from !== "";
    const change = (span: [string, string]): void =>
      this.#setDay(
        day,
        spans.map((each, n) => (n === at ? span : each)),
      );
    const time = (end: 0 | 1): TemplateResult =>
      html`<input
        type="time"
        name=${`${this.prefix}hours-${day}-${at}-${end}`}
        required
        aria-label=${`${title}: ${end ? words().to : words().from}`}
        aria-invalid=${isSame ? "true" : nothing}
        .value=${end ? atMidnight(to) : from}
        @change=${(event: Event) => change(end ? [from, valueOf(event)] : [valueOf(event), to])}
      />`;
    return html`<span class="span"
      >${time(0)} – ${time(1)}
      <button
        type="button"
        class="quiet"
        aria-label=${`${title}: ${words().removeSpan}`}
        @click=${() => this.#setDay(day, spans.toSpliced(at, 1))}
      >
        ✕
      </button>
      ${isSame ? html`<span class="error" role="alert">${words().sameTime}</span>` : nothing}
      ${to < from && to !== "00:00" ? html`<span class="hint">${words().nextDay}</span>` : nothing}</span
    >`;
  }

  #renderHolidays(holidays: readonly string[]): TemplateResult {
    const day = new Intl.DateTimeFormat(language(), { dateStyle: "long", timeZone: "UTC" });
    return html`<div class="field" role="group" aria-label=${words().holidays}>
      <span class="label">${words().holidays}</span>
      <ul class="chips">
        ${holidays.map(
          (date) =>
            html`<li>
              ${day.format(new Date(`${date}T00:00:00Z`))}
              <button
                type="button"
                class="quiet"
                aria-label=${`${words().removeHoliday}: ${date}`}
                @click=${() => this.#set({ holidays: holidays.filter((each) => each !== date) })}
              >
                ✕
              </button>
            </li>`,
        )}
      </ul>
      <label>
        <span class="unseen-text">${words().holiday}</span>
        <input
          type="date"
          name=${`${this.prefix}hours-holiday`}
          min=${earliestDay}
          max=${latestDay}
          @keydown=${this.#onHolidayKey}
        />
      </label>
      <span class="error" id=${`${this.prefix}holiday-mistake`} role="alert"></span>
      <div class="actions">
        <button type="button" @click=${() => this.#onHoliday(holidays)}>${words().addHoliday}</button>
      </div>
    </div>`;
  }

  /** Enter adds the day; it would send the whole form. */
  #onHolidayKey = (event: KeyboardEvent): void => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (typeof this.hours === "object" && this.hours) this.#onHoliday(this.hours.holidays ?? []);
  };

  #onHoliday(holidays: readonly string[]): void {
    const field = this.querySelector<HTMLInputElement>("[name$=hours-holiday]");
    const place = this.querySelector("[id$=holiday-mistake]");
    if (!field || !place) return;
    const mistake = field.value === "" && !field.validity.badInput ? mistakeWords().missing : mistakeAt(field);
    place.textContent = mistake;
    if (mistake !== "") return field.focus();
    this.#set({ holidays: [...new Set([...holidays, field.value])].toSorted() });
    field.value = "";
  }

  /** The first weekday's spans for all five. */
  #onSameOnWeekdays({ week }: WeeklyHours): void {
    const five = weekdays.slice(0, 5).map(([day]) => [day, (week.mon ?? []).map((span) => [...span])]);
    this.#set({ week: { ...week, ...(Object.fromEntries(five) as WeeklyHours["week"]) } });
  }

  #onKind(event: Event): void {
    const kind = valueOf(event);
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    this.#to(kind === "always" ? "always" : kind === "weekly" ? { zone, week: office, holidays: [] } : null);
  }

  #setDay(day: Weekday, spans: [string, string][]): void {
    if (typeof this.hours === "object" && this.hours) this.#set({ week: { ...this.hours.week, [day]: spans } });
  }

  #set(part: Partial<WeeklyHours>): void {
    if (typeof this.hours === "object" && this.hours) this.#to({ ...this.hours, ...part });
  }

  #to(hours: Hours | null): void {
    this.hours = hours;
    this.dispatchEvent(new Event("hours-change", { bubbles: true }));
  }
}

/** Fields for a time of day know no 24:00. */
function atMidnight(time: string): string {
  return time === "24:00" ? "00:00" : time;
}

function valueOf(event: Event): string {
  event.stopPropagation();
  return (event.target as HTMLInputElement).value;
}

customElements.define("hours-field", HoursField);
