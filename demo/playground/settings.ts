/** What is being played with: the values of attributes and custom properties, and how each is asked for. */
import { html, type TemplateResult } from "lit";
import { callButton, type Described, wordsOf } from "./manifest.ts";
import { describe, type Language, type Words } from "./words.ts";
import { withCode } from "./with-code.ts";

export type Values = Readonly<Record<string, string>>;

export interface Field {
  kind: "attributes" | "cssProperties";
  described: Described;
  value: string;
  /** Of the values that make sense. */
  choices: readonly string[];
  isColor: boolean;
}

/** Choices that a type doesn't tell. */
const choicesOf: Record<string, readonly string[]> = {
  lang: ["ru", "en", "kk", "uz"],
  placement: ["bottom-right", "bottom-left", "top-right", "top-left"],
  "--sipnet-font": ["inherit", "Georgia, serif", "ui-monospace, monospace"],
};

const colors = /color$|surface$|border$|focus$|error$/;

export const looks: Record<keyof Words["lookNames"], Values> = {
  plain: {},
  serif: {
    "--sipnet-font": "Georgia, serif",
    "--sipnet-radius": "0",
    "--sipnet-color": "#7b2d26",
    "--sipnet-surface": "#fffaf0",
    "--sipnet-on-surface": "#2b1d14",
    "--sipnet-border": "#b08968",
  },
  night: {
    "--sipnet-color": "#8ab4ff",
    "--sipnet-surface": "#12151c",
    "--sipnet-on-surface": "#e8ecf4",
    "--sipnet-border": "#3a4354",
    "--sipnet-error": "#ff9c94",
    "--sipnet-radius": "10px",
  },
  loud: { "--sipnet-color": "#ffd400", "--sipnet-radius": "16px", "--sipnet-focus": "#d6006e" },
};

export function attributeFields(values: Values): Field[] {
  return callButton.attributes.map((described) => ({
    kind: "attributes",
    described,
    value: values[described.name] ?? "",
    choices: choicesOf[described.name] ?? wordsOf(described.type?.text),
    isColor: colors.test(described.name),
  }));
}

export function propertyFields(values: Values): Field[] {
  return callButton.cssProperties.map((described) => ({
    kind: "cssProperties",
    described,
    value: values[described.name] ?? "",
    choices: choicesOf[described.name] ?? [],
    isColor: colors.test(described.name),
  }));
}

export function renderField(
  { kind, described, value, choices, isColor }: Field,
  { words, lang, onChange }: { words: Words; lang: Language; onChange(name: string, value: string): void },
): TemplateResult {
  const { name } = described;
  const change = (event: Event) => onChange(name, (event.target as HTMLInputElement).value);
  const isClosed = choices.length > 0 && !name.startsWith("--");
  const hint = `hint-${name}`;
  const input = isClosed
    ? html`<select .value=${value} aria-describedby=${hint} @change=${change}>
        <option value="">${words.usual}</option>
        ${choices.map((choice) => html`<option value=${choice} ?selected=${choice === value}>${choice}</option>`)}
      </select>`
    : html`<input
        .value=${value}
        placeholder=${words.usual}
        list=${`list-${name}`}
        aria-describedby=${hint}
        spellcheck="false"
        autocomplete="off"
        @input=${change}
      />`;
  return html`<div class="field">
    <label><code>${name}</code> ${input}</label>
    ${
      isColor
        ? html`<input
            type="color"
            class=${value === "" ? "unset" : ""}
            aria-label=${name}
            .value=${/^#[\da-f]{6}$/i.test(value) ? value : "#1a7f4b"}
            @input=${change}
          />`
        : ""
    }
    <datalist id=${`list-${name}`}>${choices.map((choice) => html`<option value=${choice}></option>`)}</datalist>
    <p class="note" id=${hint}>${withCode(describe(kind, described, lang))}</p>
  </div>`;
}
