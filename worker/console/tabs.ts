/** Pages within a view: links, so that each has an address of its own. */
import { html, nothing, type TemplateResult } from "lit";
import { hashOf } from "./route.ts";
import type { Words } from "./words.ts";
import { words } from "./words/frame.ts";

export type Tabs = readonly (readonly [name: string, title: Words])[];

export function renderTabs(
  view: string,
  tabs: Tabs,
  current: string,
  query: Record<string, string | undefined> = {},
): TemplateResult {
  return html`<nav class="tabs" aria-label=${words().pagesOfThisSection}>
    ${tabs.map(
      ([name, title]) =>
        html`<a
          href=${hashOf(name === "" ? [view] : [view, name], query)}
          aria-current=${name === current ? "page" : nothing}
          >${title()}</a
        >`,
    )}
  </nav>`;
}
