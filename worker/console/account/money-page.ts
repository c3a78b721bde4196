/** What is on the account, and where it went. */
import { html, type TemplateResult } from "lit";
import { lastDays } from "../calls/range.ts";
import { Remote } from "../remote.ts";
import { moment, money, ownersZone } from "../words.ts";
import { words } from "../words/account/money.ts";
import { ActingView } from "./acting-view.ts";
import { type Period, periodParams, renderPeriod } from "./period-form.ts";

/** @element money-page */
class MoneyPage extends ActingView {
  static override properties = { ...ActingView.properties, period: { state: true } };
  declare period: Period;

  #balance = new Remote(this, () => this.ask("balance", {}));
  #finopers = new Remote(this, () => this.ask("finopers", periodParams(this.period)));

  constructor() {
    super();
    this.period = { ...lastDays(30, Date.now(), ownersZone()), child: false };
  }

  protected override render(): TemplateResult {
    return html`${this.#balance.render(
        ({ balance, currency, account, sipId }) =>
          html`<dl class="figures">
            <div>
              <dt>${words().balance}</dt>
              <dd>${money(balance, currency)}</dd>
            </div>
            <div>
              <dt>${words().account}</dt>
              <dd>${account ?? "—"}</dd>
              <dd class="hint">${sipId ? `SIP ID ${sipId}` : ""}</dd>
            </div>
          </dl>`,
      )}
      <section class="card stack" aria-labelledby="finopers">
        <h2 id="finopers">${words().moneyInAndOut}</h2>
        ${renderPeriod(this.period, (period) => {
          this.period = period;
          void this.#finopers.reload();
        })}
        ${this.#finopers.render(({ finopers }) =>
          finopers.length === 0
            ? html`<p class="empty">${words().nothingThen}</p>`
            : html`<div class="wide" tabindex="0" role="group" aria-labelledby="finopers">
                <table>
                  <thead>
                    <tr>
                      <th scope="col">${words().when}</th>
                      <th scope="col">${words().whatFor}</th>
                      <th scope="col">${words().amount}</th>
                      <th scope="col">${words().balanceAfter}</th>
                    </tr>
                  </thead>
                  <tbody>
                    ${finopers.toReversed().map(
                      ({ at, descr, amount, balance, currency }) =>
                        html`<tr>
                          <td>${moment(at)}</td>
                          <td>${descr ?? "—"}</td>
                          <td>${amount === undefined ? "—" : money(amount, currency)}</td>
                          <td>${balance === undefined ? "—" : money(balance, currency)}</td>
                        </tr>`,
                    )}
                  </tbody>
                </table>
              </div>`,
        )}
      </section>`;
  }
}

customElements.define("money-page", MoneyPage);
