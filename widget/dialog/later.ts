/** A call for later: a day, then a time, on the visitor's own clock; a line for their calendar, and a way to take it back. */
import type { SlotsReply } from "../../worker/contract/visitor.ts";
import type { SayTimes } from "../words/moments.ts";
import type { Extra, Kit } from "./extra.ts";
import type { Parts } from "./phone-field.ts";
import type { SheetActs, SheetView } from "./sheet-view.ts";

const en = {
  when: "When",
  now: "Now",
  another: "Another time",
  cancel: "Cancel the call",
  yourTime: "Your time",
  calendar: "Add to calendar",
  event: "Call from the company",
};
const ru: typeof en = {
  when: "Когда",
  now: "Сейчас",
  another: "Другое время",
  cancel: "Отменить звонок",
  yourTime: "По вашему времени",
  calendar: "В календарь",
  event: "Звонок от компании",
};

const freshMs = 60_000;
/** The line was busy, or nobody was there: a little later may be better. */
const patienceMs = 600_000;

/** Country and area, which tell the clock there; nothing yet of less, nor of what may be a whole number. */
function beginningOf(typed: string, parts: Parts | undefined): string {
  const international = parts ? parts.lead + parts.rest : typed.trim();
  // Without its prefix a number of a country that isn't known here might be taken for another's.
  if (!parts && !international.startsWith("+")) return "";
  const [, beginning = ""] = /^(\d{4})\d/.exec(international.replace(/\D/g, "")) ?? [];
  return beginning;
}

/** RFC 5545. */
function calendarEntry(at: string, summary: string): string {
  const stamp = (time: string): string => time.replace(/[-:]|\.\d+/g, "");
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//sipnet-call-button//EN",
    "BEGIN:VEVENT",
    `UID:${stamp(at)}@${location.hostname}`,
    `DTSTAMP:${stamp(new Date().toISOString())}`,
    `DTSTART:${stamp(new Date(at).toISOString())}`,
    "DURATION:PT15M",
    `SUMMARY:${summary}`,
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ];
  return `data:text/calendar;charset=utf-8,${encodeURIComponent(lines.join("\r\n"))}`;
}

/** Above a phone's keyboard days and times are a row each, so that the strong action stays in view. */
const styles = /* css */ `
  [part="submit"] {
    text-wrap: balance;
  }
  fieldset {
    display: grid;
    gap: 6px;
    border: 0;
  }
  legend {
    padding-bottom: 6px;
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .times {
    max-height: 168px;
    padding-top: 8px;
    overflow: auto;
  }
  .chip {
    position: relative;
    padding: 9px 14px;
    border: 1px solid var(--sipnet-border, #8888);
    border-radius: var(--sipnet-radius, 99px);
    font-variant-numeric: tabular-nums;
    cursor: pointer;
  }
  .chip input {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    opacity: 0;
    cursor: pointer;
  }
  .chip:has(:checked) {
    background: var(--sipnet-fill);
    color: var(--sipnet-on-fill);
  }
  @media (forced-colors: active) {
    .chip:has(:checked) {
      forced-color-adjust: none;
      background: selecteditem;
      color: selecteditemtext;
    }
  }
  .chip:has(:focus-visible) {
    outline: 3px solid var(--sipnet-focus, var(--sipnet-fill));
    outline-offset: 2px;
  }
  @media (max-height: 560px) and (min-width: 360px) {
    fieldset {
      margin-inline: -6px;
      padding-inline: 6px;
    }
    .chips {
      flex-wrap: nowrap;
      margin-inline: -6px;
      padding: 2px 6px 6px;
      overflow: auto;
    }
    .chip {
      flex: none;
    }
  }
  .zone {
    margin-top: -12px;
    font-size: 14px;
  }
  .days span {
    display: inline-block;
  }
  .days span::first-letter {
    text-transform: uppercase;
  }
`;

export default function later({ host, html, ask, wear, partsOf }: Kit): Extra {
  wear(styles);
  host.shadowRoot?.addEventListener("input", () => host.requestUpdate());
  let slots: string[] = [];
  let asked = "";
  let chosenDay = "";
  let chosenTime = "";

  /** Once a minute at most, while the sheet asks, and when the number tells its clock. */
  const askFor = (url: string, beginning: string): void => {
    const question = `${url}${beginning && `?prefix=${beginning}`}`;
    const now = `${question} ${Math.floor(Date.now() / freshMs)}`;
    if (now === asked) return;
    asked = now;
    const show = (reply: SlotsReply): void => {
      // Without a time there would be no form to mend the number in: the Worker says then what is wrong.
      if (now !== asked || (beginning && !reply.slots[0])) return;
      slots = reply.slots;
      host.requestUpdate();
    };
    ask<SlotsReply>(question).then(show, () => show({ slots: [] }));
  };

  /** The number in the form, or the one that was called. */
  const beginning = (phone: string): string => {
    const typed = host.shadowRoot?.querySelector<HTMLInputElement>("[name=tel]")?.value ?? phone;
    return beginningOf(typed, partsOf(typed, host.country));
  };

  const chip = (name: string, value: string, words: string, isChosen: boolean, choose: () => void) => {
    const onChange = (): void => {
      choose();
      host.requestUpdate();
    };
    return html`<label class="chip"
      ><input type="radio" name=${name} value=${value} .checked=${isChosen} @change=${onChange} /><span
        >${words}</span
      ></label
    >`;
  };

  const chips = ({ open, lang, nowMs }: SheetView, own: typeof en, { day, hour }: SayTimes) => {
    const days = new Map<string, string[]>();
    for (const slot of slots) {
      const name = day(lang, new Date(slot), nowMs);
      days.set(name, [...(days.get(name) ?? []), slot]);
    }
    const isNow = open && chosenDay === "now";
    if (!days.has(chosenDay) && !isNow) [chosenDay = ""] = days.keys();
    const ofDay = isNow ? [] : (days.get(chosenDay) ?? []);
    if (!ofDay.includes(chosenTime)) [chosenTime = ""] = ofDay;
    const named = [
      ...(open ? [["now", own.now] as const] : []),
      ...[...days.keys()].map((name) => [name, name] as const),
    ];
    return html`<fieldset>
      <legend part="label">${own.when}</legend>
      <div class="chips days">
        ${named.map(([name, words]) => chip("day", name, words, name === chosenDay, () => (chosenDay = name)))}
      </div>
      <div class="chips times">
        ${ofDay.map((slot) =>
          chip("at", slot, hour(lang, new Date(slot)), slot === chosenTime, () => (chosenTime = slot)),
        )}
      </div>
    </fieldset>`;
  };

  /** What can be had next, at one press. */
  const nextStep = (view: SheetView, acts: SheetActs, own: typeof en, { day, moment }: SayTimes) => {
    const at = slots.find((slot) => Date.parse(slot) >= view.nowMs + patienceMs);
    if (!at) return "";
    const choose = (): void => {
      chosenDay = day(view.lang, new Date(at), view.nowMs);
      chosenTime = at;
      acts.callAt(at);
    };
    return html`<button part="submit" type="button" @click=${choose}>
        ${view.words.call} ${moment(new Date(at), view)}
      </button>
      <button part="later" type="button" @click=${acts.later}>${own.another}</button>`;
  };

  return {
    get offers() {
      return slots.length > 0;
    },
    render(view, acts) {
      const { progress, line, lang, words, extras } = view;
      const { state, at } = progress;
      const own = { ...(lang === "ru" ? ru : en), ...words };
      if (state === "scheduled")
        return html`<p class="zone">${own.yourTime}</p>
          ${
            at
              ? html`<a part="link" class="quiet" download="call.ics" href=${calendarEntry(at, own.event)}
                  >${own.calendar}</a
                >`
              : ""
          } <button part="later" type="button" @click=${() => host.cancel()}>${own.cancel}</button>`;
      askFor(`${line.endpoint}/v1/buttons/${line.button}/slots`, beginning(view.phone));
      const { comfort } = extras;
      if (!slots[0] || !comfort) return "";
      const isAsking = state === "idle" || state === "placing" || state === "refused";
      return isAsking ? chips(view, own, comfort) : nextStep(view, acts, own, comfort);
    },
  };
}
