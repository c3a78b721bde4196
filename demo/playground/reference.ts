/** The element's reference, a table for each thing that the manifest tells. */
import { html, type TemplateResult } from "lit";
import type { DescribedKind } from "./descriptions-ru.ts";
import { callButton, type Described, type Member, methods } from "./manifest.ts";
import { describe, type Language, type Words } from "./words.ts";
import { withCode } from "./with-code.ts";

export function renderReference(words: Words, lang: Language): TemplateResult {
  const { attributes, events, cssParts, cssStates, cssProperties, slots } = callButton;
  const tables = [
    table(words.attributes, "attributes", attributes),
    table(words.methods, "members", methods, signature),
    table(words.events, "events", events),
    table(words.parts, "cssParts", cssParts, ({ name }) => `::part(${name})`),
    table(words.states, "cssStates", cssStates, ({ name }) => `:state(${name})`),
    table(words.properties, "cssProperties", cssProperties),
    table(words.slots, "slots", slots, ({ name }) => name || words.defaultSlot),
  ];
  return html`${tables.map((render) => render(lang))}`;
}

function table<Entry extends Described>(
  title: string,
  kind: DescribedKind,
  entries: readonly Entry[],
  write = ({ name }: Entry): string => name,
): (lang: Language) => TemplateResult {
  return (lang) =>
    html`<section>
      <h3>${title}</h3>
      <dl>
        ${entries.map(
          (entry) =>
            html`<div>
              <dt><code>${write(entry)}</code></dt>
              <dd>${withCode(describe(kind, entry, lang))}</dd>
            </div>`,
        )}
      </dl>
    </section>`;
}

function signature({ name, parameters = [] }: Member): string {
  return `${name}(${parameters.map((each) => each.name).join(", ")})`;
}
