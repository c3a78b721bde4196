/** From and to, with sub-accounts or without: what the provider's lists of the past are asked by. */
import { html, type TemplateResult } from "lit";
import { instantsOf, type Range } from "../calls/range.ts";
import { checkField, textField } from "../fields.ts";
import { ownersZone } from "../words.ts";
import { words } from "../words/account/reports.ts";

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
    ${textField({ name: "from", label: words().from, type: "date", required: true, value: period.fromDay })}
    ${textField({ name: "to", label: words().to, type: "date", required: true, value: period.toDay })}
    ${checkField({ name: "child", label: words().withSubAccounts, checked: period.child })}
    <button>${words().show}</button>
  </form>`;
}

/** Of the API document, sections 4 and 6.2. */
export function periodParams(period: Period): { d1: string; d2: string; showchild: "0" | "1" } {
  const { from, to } = instantsOf(period, ownersZone());
  return { d1: from, d2: to, showchild: period.child ? "1" : "0" };
}
