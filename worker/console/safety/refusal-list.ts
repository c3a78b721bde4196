/** Every refusal, counted by its rule, and the latest one by one. */
import { html, nothing, type TemplateResult } from "lit";
import type { ButtonsReply } from "../../contract/owner-buttons.ts";
import type { Blocked } from "../../contract/owner-safety.ts";
import { ask } from "../api.ts";
import { Remote } from "../remote.ts";
import { View } from "../view.ts";
import { moment, number } from "../words.ts";
import { words } from "../words/safety.ts";
import { ruleWords } from "./rule-words.ts";

/** @element refusal-list */
class RefusalList extends View {
  #buttons = new Remote<ButtonsReply>(this, (signal) => ask("/buttons", { signal }));
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
    const isNoise = ({ rule }: { rule: string }): boolean => noise.test(rule);
    const [customers, others] = [rules.filter((each) => !isNoise(each)), rules.filter(isNoise)];
    return html`${renderRules({ heading: words().ofCustomers, hint: words().ofCustomersHint, rules: customers })}
      ${renderRules({ heading: words().notCustomers, hint: words().notCustomersHint, rules: others })}
      <details>
        <summary>${words().latestOnes}</summary>
        <ul class="rows">
          ${latest
            .filter((each) => !isNoise(each))
            .map(
              ({ at, rule, button }) =>
                html`<li>
                  <span class="grow">${ruleWords(rule)}</span>
                  <span>${button ? this.#nameOf(button) : ""}</span>
                  <span class="hint">${moment(at)}</span>
                </li>`,
            )}
        </ul>
      </details>`;
  }

  /** What stands on the button; an id is for machines. */
  #nameOf(cid: string): string {
    const { buttons = [], gone = [] } = this.#buttons.value ?? {};
    const button = [...buttons, ...gone].find((each) => each.cid === cid);
    return button ? button.text || button.descr || button.phone : `${cid.slice(0, 8)}…`;
  }
}

/** Sign-ins, made-up ids and paths, forged proofs: nobody who wanted a call. */
const noise =
  /^(?:owner|path|passkey|invitation|people|address|call|site|settings|optOut)\.|^(?:button\.unknown|not-found|bad-request|unauthorized|forbidden|step-up-required|conflict)$/;

function renderRules({ heading, hint, rules }: { heading: string; hint: string; rules: Blocked["rules"] }): unknown {
  if (rules.length === 0) return nothing;
  return html`<h3>${heading}</h3>
    <p class="hint">${hint}</p>
    <div class="wide" tabindex="0" role="group" aria-label=${heading}>
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
    </div>`;
}

customElements.define("refusal-list", RefusalList);
