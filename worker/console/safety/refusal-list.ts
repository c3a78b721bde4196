/** Every refusal, counted by its rule, and the latest one by one. */
import { html, type TemplateResult } from "lit";
import type { Blocked } from "../../contract/owner-safety.ts";
import { ask } from "../api.ts";
import { Remote } from "../remote.ts";
import { View } from "../view.ts";
import { moment, number } from "../words.ts";
import { words } from "../words/safety.ts";
import { ruleWords } from "./rule-words.ts";

/** @element refusal-list */
class RefusalList extends View {
  #blocked = new Remote<Blocked>(this, (signal) => ask("/blocked", { signal }));

  protected override render(): TemplateResult {
    return html`<section class="card" aria-labelledby="refusals">
      <header>
        <h2 id="refusals">${words().whoWasRefused}</h2>
        <button type="button" @click=${() => this.#blocked.reload()}>${words().refresh}</button>
      </header>
      ${this.#blocked.render((blocked) =>
        blocked.rules.length === 0
          ? html`<p class="empty">${words().nothingWasRefused}</p>`
          : this.#renderBlocked(blocked),
      )}
    </section>`;
  }

  #renderBlocked({ rules, latest }: Blocked): TemplateResult {
    return html`<div class="wide" tabindex="0" role="group" aria-labelledby="refusals">
        <table>
          <thead>
            <tr>
              <th scope="col">${words().rule}</th>
              <th scope="col">${words().times}</th>
              <th scope="col">${words().latest}</th>
            </tr>
          </thead>
          <tbody>
            ${rules.map(
              ({ rule, count, lastAt }) =>
                html`<tr>
                  <th scope="row">${ruleWords(rule)}</th>
                  <td>${number(count)}</td>
                  <td>${moment(lastAt)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <details>
        <summary>${words().latestOnes}</summary>
        <ul class="rows">
          ${latest.map(
            ({ at, rule, button }) =>
              html`<li>
                <span class="grow">${ruleWords(rule)}</span>
                <code>${button ? `${button.slice(0, 8)}…` : ""}</code>
                <span class="hint">${moment(at)}</span>
              </li>`,
          )}
        </ul>
      </details>`;
  }
}

customElements.define("refusal-list", RefusalList);
