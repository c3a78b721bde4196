/** An answer of any shape: single values as a list, rows as a table, all of it plain text. */
import { html, nothing, type TemplateResult } from "lit";
import { words } from "../words/account/operations.ts";

const mostRows = 200;

export function renderAnswer(value: unknown): TemplateResult {
  const entries = Object.entries(Object(value) as Record<string, unknown>).filter(([key]) => key !== "raw");
  if (entries.length === 0) return html`<p class="banner good">${words().done}</p>`;
  const plain = entries.filter(([, each]) => !isRows(each));
  const lists = entries.flatMap(([key, each]) => (isRows(each) ? [[key, each] as const] : []));
  return html`${
    plain.length > 0
      ? renderTable(
          ["", ""],
          plain.map(([key, each]) => [key, textOf(each)]),
        )
      : nothing
  }
  ${lists.map(([key, rows]) => renderRows(key, rows))}`;
}

function renderRows(title: string, rows: readonly object[]): TemplateResult {
  if (rows.length === 0) return html`<p class="empty">${title}: ${words().empty}</p>`;
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) => name !== "raw");
  const cells = rows
    .slice(0, mostRows)
    .map((row) => columns.map((name) => textOf((row as Record<string, unknown>)[name])));
  return html`<h3>${title} (${rows.length})</h3>
    ${renderTable(columns, cells)}
    ${rows.length > mostRows ? html`<p class="hint">${words().firstAreShown(mostRows)}</p>` : nothing}`;
}

function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): TemplateResult {
  return html`<div class="wide" tabindex="0" role="group" aria-label=${words().sipnetsAnswer}>
    <table>
      ${
        head.some(Boolean)
          ? html`<thead>
              <tr>
                ${head.map((name) => html`<th scope="col">${name}</th>`)}
              </tr>
            </thead>`
          : nothing
      }
      <tbody>
        ${rows.map(
          (cells) =>
            html`<tr>
              ${cells.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function isRows(value: unknown): value is object[] {
  return Array.isArray(value) && value.every((row) => typeof row === "object" && row !== null);
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return "—";
  return typeof value === "object" ? JSON.stringify(value) : String(value as string | number | boolean);
}
