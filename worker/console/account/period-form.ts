/** From and to, with sub-accounts or without: what the provider's lists of the past are asked by. */
import { html, type TemplateResult } from "lit";
import { instantsOf, type Range } from "../calls/range.ts";
import { checkField, textField } from "../fields.ts";
import { say } from "../words.ts";

export interface Period extends Range {
  child: boolean;
}

export function renderPeriod(period: Period, onChange: (period: Period) => void): TemplateResult {
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    onChange({ fromDay: String(form.get("from")), toDay: String(form.get("to")), child: form.has("child") });
  };
  return html`<form class="bar" @submit=${onSubmit}>
    ${textField({ name: "from", label: say("С", "From"), type: "date", required: true, value: period.fromDay })}
    ${textField({ name: "to", label: say("По", "To"), type: "date", required: true, value: period.toDay })}
    ${checkField({ name: "child", label: say("С субаккаунтами", "With sub-accounts"), checked: period.child })}
    <button>${say("Показать", "Show")}</button>
  </form>`;
}

/** Of the API document, sections 4 and 6.2. */
export function periodParams(period: Period): { d1: string; d2: string; showchild: "0" | "1" } {
  const { from, to } = instantsOf(period);
  return { d1: from, d2: to, showchild: period.child ? "1" : "0" };
}
