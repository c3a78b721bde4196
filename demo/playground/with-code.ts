/** The manifest writes code as Markdown does. */
import { html, type TemplateResult } from "lit";

/** Words between backticks are code. */
export function withCode(text: string): (string | TemplateResult)[] {
  return text.split("`").map((part, i) => (i % 2 === 0 ? part : html`<code>${part}</code>`));
}
