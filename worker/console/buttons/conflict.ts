/** Both versions of a record side by side, and the two ways out. Nothing is overwritten silently. */
import { html, type TemplateResult } from "lit";
import type { Hours } from "../../contract/button.ts";
import { words } from "../words/button-editor.ts";

/** What was wanted and what is there, in the fields where both were changed. */
export interface Versions {
  /** Who made it otherwise: somebody at a console, or SIPNET's side. */
  source: "console" | "sipnet";
  fields: readonly string[];
  theirs: Readonly<Record<string, unknown>>;
  /** Null where it was to be deleted. */
  mine: Readonly<Record<string, unknown>> | null;
}

export type Resolution = "mine" | "theirs";

interface Conflict {
  versions: Versions;
  /** What is in conflict: a button, the limits. */
  title: string;
  busy: boolean;
  name(field: string): string;
  onResolve(choice: Resolution): void;
}

export function renderConflict({ versions, title, busy, name, onResolve }: Conflict): TemplateResult {
  const { source, theirs, mine, fields } = versions;
  const other = source === "sipnet" ? "SIPNET" : words().otherTab;
  return html`<section class="card conflict" role="alert" aria-labelledby="conflict">
    <h2 id="conflict" tabindex="-1">${title}</h2>
    <p>${words().nothingWrittenYet}</p>
    <div class="wide" tabindex="0" role="group" aria-labelledby="conflict">
      <table>
        <thead>
          <tr>
            <th scope="col">${words().field}</th>
            <th scope="col">${words().yours}</th>
            <th scope="col">${other}</th>
          </tr>
        </thead>
        <tbody>
          ${fields.map((field) => {
            const [own, their] = [mine ? shown(mine[field]) : words().removed, shown(theirs[field])];
            return html`<tr class=${own === their ? "" : "differs"}>
              <th scope="row">${name(field)}</th>
              <td>${own}</td>
              <td>${their}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
    <div class="actions">
      <button type="button" class="primary" ?disabled=${busy} @click=${() => onResolve("mine")}>
        ${words().keepMine}
      </button>
      <button type="button" ?disabled=${busy} @click=${() => onResolve("theirs")}>
        ${source === "sipnet" ? words().takeSipnets : words().takeOther}
      </button>
    </div>
  </section>`;
}

/** What a field of a button is called. */
export function fieldName(field: string): string {
  return (words().fields as Record<string, string>)[field] ?? field;
}

function shown(value: unknown): string {
  if (typeof value === "boolean") return value ? words().yes : words().no;
  if (value === "always") return words().always;
  if (value === null || value === undefined || value === "") return "—";
  if (Array.isArray(value)) return value.map(shownItem).join("; ") || "—";
  if (typeof value === "object" && "week" in value) return hoursWords(value as Exclude<Hours, "always">);
  if (typeof value === "object") return Object.values(value).join(" / ");
  return String(value);
}

function shownItem(item: unknown): string {
  return typeof item === "object" && item !== null ? Object.values(item).filter(Boolean).join(" ") : String(item);
}

function hoursWords({ zone, week, holidays = [] }: Exclude<Hours, "always">): string {
  const days = Object.entries(week).filter(([, spans]) => spans.length > 0);
  const said = days.map(
    ([day, spans]) => `${words().days[day as keyof typeof week]} ${spans.map((span) => span.join("–")).join(", ")}`,
  );
  return [zone, ...said, ...holidays].join("; ");
}
