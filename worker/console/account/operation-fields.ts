/** A documented parameter as a field, and what it is sent as. */
import type { TemplateResult } from "lit";
import { choiceField, phonePattern, textField } from "../fields.ts";
import { words } from "../words/account/forms.ts";
import type { FormField } from "./operation-forms.ts";

export function renderField({ name, words: label, kind, required }: FormField): TemplateResult {
  const field = { name, label: words()[label], hint: name, required };
  if (typeof kind === "object")
    return choiceField({
      ...field,
      choices: optional(
        kind.map((each) => [each, each] as const),
        required,
      ),
    });
  switch (kind) {
    case "flag":
      return choiceField({ ...field, choices: optional(yesNo("Y", "N"), required) });
    case "digit":
      return choiceField({ ...field, choices: optional(yesNo("1", "0"), required) });
    case "phone":
      return textField({ ...field, pattern: phonePattern });
    case "number":
      return textField({ ...field, type: "number", min: 0, max: 999_999_999 });
    case "day":
      return textField({ ...field, type: "datetime-local" });
    case "wait":
      return textField({ ...field, pattern: String.raw`\d{1,3}[sm]` });
    case "email":
    case "url":
      return textField({ ...field, type: kind });
    default:
      return textField({ ...field, maxlength: kind === "phones" ? 1000 : 255 });
  }
}

/** Times leave in UTC, as the document has them. */
export function paramsOf(texts: Record<string, string>, fields: readonly FormField[]): Record<string, string> {
  const given = fields.flatMap(({ name, kind }) => {
    const text = texts[name];
    if (text === undefined) return [];
    return [[name, kind === "day" ? new Date(text).toISOString() : text] as const];
  });
  return Object.fromEntries(given);
}

type Pairs = readonly (readonly [string, string])[];

function yesNo(yes: string, no: string): Pairs {
  return [
    [yes, words().yes],
    [no, words().no],
  ];
}

function optional(choices: Pairs, required: boolean): Pairs {
  return required ? choices : [["", "—"], ...choices];
}
