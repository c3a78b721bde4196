/** Fields of forms, each with its label, its hint and the browser's own checks. */
import { html, nothing, type TemplateResult } from "lit";

export interface Field {
  name: string;
  label: string;
  hint?: string | undefined;
  value?: string | number | undefined;
  required?: boolean | undefined;
  disabled?: boolean | undefined;
  /** What is wrong with what was typed. */
  error?: string | undefined;
}

export interface TextField extends Field {
  type?: "text" | "tel" | "number" | "date" | "datetime-local" | "email" | "time" | "url" | "password";
  /** A regular expression, and `hint` says what it means. */
  pattern?: string | undefined;
  maxlength?: number;
  min?: number;
  max?: number;
  step?: string;
  list?: string;
  placeholder?: string;
  autocomplete?: string;
}

export { destinationPattern as phonePattern } from "../numbers/destination.ts";

export function textField(field: TextField): TemplateResult {
  const { name, label, hint, type = "text", value = "", required = false } = field;
  return labelled(
    field,
    html`<label>
      <span class="label">${label}</span>
      <input
        name=${name}
        type=${type}
        .value=${String(value)}
        ?required=${required}
        ?disabled=${field.disabled}
        aria-describedby=${describedBy(field)}
        aria-invalid=${field.error ? "true" : nothing}
        pattern=${field.pattern ?? nothing}
        title=${field.pattern && hint ? hint : nothing}
        maxlength=${field.maxlength ?? nothing}
        min=${field.min ?? nothing}
        max=${field.max ?? nothing}
        step=${field.step ?? nothing}
        list=${field.list ?? nothing}
        placeholder=${field.placeholder ?? nothing}
        autocomplete=${field.autocomplete ?? "off"}
      />
    </label>`,
  );
}

export function areaField({ rows = 3, ...field }: Field & { rows?: number }): TemplateResult {
  const { name, label, value = "" } = field;
  return labelled(
    field,
    html`<label>
      <span class="label">${label}</span>
      <textarea
        name=${name}
        rows=${rows}
        .value=${String(value)}
        aria-describedby=${describedBy(field)}
        aria-invalid=${field.error ? "true" : nothing}
      ></textarea>
    </label>`,
  );
}

/** Pairs of what is sent and what is read. */
export type Choices = readonly (readonly [value: string, words: string])[];

export function choiceField({ choices, ...field }: Field & { choices: Choices }): TemplateResult {
  const { name, label, value = "" } = field;
  const option = ([each, words]: Choices[number]): TemplateResult =>
    html`<option value=${each} ?selected=${each === String(value)}>${words}</option>`;
  return labelled(
    field,
    html`<label>
      <span class="label">${label}</span>
      <select
        name=${name}
        .value=${String(value)}
        aria-describedby=${describedBy(field)}
        aria-invalid=${field.error ? "true" : nothing}
      >
        ${choices.map(option)}
      </select>
    </label>`,
  );
}

export function checkField(field: Omit<Field, "value"> & { checked: boolean }): TemplateResult {
  const { name, label, checked } = field;
  return labelled(
    field,
    html`<label class="check">
      <input
        type="checkbox"
        name=${name}
        .checked=${checked}
        aria-describedby=${describedBy(field)}
        aria-invalid=${field.error ? "true" : nothing}
      />
      <span>${label}</span>
    </label>`,
  );
}

/** A hint describes its field; within the label it would become part of the field's name. */
function labelled({ name, hint, error }: Omit<Field, "value">, field: TemplateResult): TemplateResult {
  return html`<div class="field">
    ${field} ${error ? html`<span class="error" id=${errorId(name)} role="alert">${error}</span>` : nothing}
    ${hint ? html`<span class="hint" id=${hintId(name)}>${hint}</span>` : nothing}
  </div>`;
}

function describedBy({ name, hint, error }: Omit<Field, "value">): string | typeof nothing {
  const ids = [...(error ? [errorId(name)] : []), ...(hint ? [hintId(name)] : [])];
  return ids.length > 0 ? ids.join(" ") : nothing;
}

function errorId(name: string): string {
  return `error-${name}`;
}

function hintId(name: string): string {
  return `hint-${name}`;
}

/** What a form holds: texts trimmed, empty ones left out, boxes as booleans. */
export function formOf(event: Event): { texts: Record<string, string>; form: HTMLFormElement } {
  event.preventDefault();
  const form = event.target as HTMLFormElement;
  const entries = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()] as const);
  return { texts: Object.fromEntries(entries.filter(([, text]) => text !== "")), form };
}
