/** Both versions of a button side by side, and the two ways out. Nothing is overwritten silently. */
import { html, type TemplateResult } from "lit";
import { sharedNames } from "../../buttons/button.ts";
import type { SharedFields } from "../../contract/button.ts";
import { words } from "../words/button-editor.ts";

export interface Versions {
  theirs: SharedFields;
  /** Null where it was to be deleted. */
  mine: SharedFields | null;
}

export type Resolution = "mine" | "theirs";

export function renderConflict(
  { theirs, mine }: Versions,
  busy: boolean,
  onResolve: (choice: Resolution) => void,
): TemplateResult {
  return html`<section class="card conflict" aria-labelledby="conflict">
    <h2 id="conflict">${words().changedInCabinetToo}</h2>
    <p>${words().nothingWrittenYet}</p>
    <div class="wide" tabindex="0" role="group" aria-labelledby="conflict">
      <table>
        <thead>
          <tr>
            <th scope="col">${words().field}</th>
            <th scope="col">${words().yours}</th>
            <th scope="col">SIPNET</th>
          </tr>
        </thead>
        <tbody>
          ${sharedNames.map((name) => {
            const [own, other] = [mine ? shown(mine[name]) : words().removed, shown(theirs[name])];
            return html`<tr class=${own === other ? "" : "differs"}>
              <th scope="row">${words().fields[name]}</th>
              <td>${own}</td>
              <td>${other}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
    <div class="actions">
      <button type="button" class="primary" ?disabled=${busy} @click=${() => onResolve("mine")}>
        ${words().keepMine}
      </button>
      <button type="button" ?disabled=${busy} @click=${() => onResolve("theirs")}>${words().takeSipnets}</button>
    </div>
  </section>`;
}

function shown(value: string | number | boolean): string {
  if (typeof value === "boolean") return value ? words().yes : words().no;
  return String(value) || "—";
}
