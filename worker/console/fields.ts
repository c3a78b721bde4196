/** Fields of forms, each with its label, its hint and the browser's own checks. */
import { html, nothing, type TemplateResult } from "lit";

export interface Field {
  name: string;
  label: string;
  hint?: string | undefined;
  value?: string | number | undefined;
  required?: boolean | undefined;
  disabled?: boolean | undefined;
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

/** International digits, however spaced, or `SIPID@domain`. */
export const phonePattern = String.raw`\s*(?:(?:pstn)?\+?[\d\s().\-]{5,24}|[\w.\-]{1,64}@[\w.\-]{3,60})\s*`;

export function textField(field: TextField): TemplateResult {
  const { name, label, hint, type = "text", value = "", required = false } = field;
  return html`<label>
    <span class="label">${label}</span>
    <input
      name=${name}
      type=${type}
      .value=${String(value)}
      ?required=${required}
      ?disabled=${field.disabled}
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
    ${hint ? html`<span class="hint">${hint}</span>` : nothing}
  </label>`;
}

export function areaField({ name, label, hint, value = "", rows = 3 }: Field & { rows?: number }): TemplateResult {
  return html`<label>
    <span class="label">${label}</span>
    <textarea name=${name} rows=${rows} .value=${String(value)}></textarea>
    ${hint ? html`<span class="hint">${hint}</span>` : nothing}
  </label>`;
}

/** Pairs of what is sent and what is read. */
export type Choices = readonly (readonly [value: string, words: string])[];

export function choiceField({ name, label, hint, value = "", choices }: Field & { choices: Choices }): TemplateResult {
  return html`<label>
    <span class="label">${label}</span>
    <select name=${name} .value=${String(value)}>
      ${choices.map(([each, words]) => html`<option value=${each} ?selected=${each === String(value)}>${words}</option>`)}
    </select>
    ${hint ? html`<span class="hint">${hint}</span>` : nothing}
  </label>`;
}

export function checkField({
  name,
  label,
  hint,
  checked,
}: Omit<Field, "value"> & { checked: boolean }): TemplateResult {
  return html`<label class="check">
    <input type="checkbox" name=${name} .checked=${checked} />
    <span>${label}${hint ? html`<span class="hint">${hint}</span>` : nothing}</span>
  </label>`;
}

/** What a form holds: texts trimmed, empty ones left out, boxes as booleans. */
export function formOf(event: Event): { texts: Record<string, string>; form: HTMLFormElement } {
  event.preventDefault();
  const form = event.target as HTMLFormElement;
  const entries = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()] as const);
  return { texts: Object.fromEntries(entries.filter(([, text]) => text !== "")), form };
}
