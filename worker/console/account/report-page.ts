/** The provider's own reports, by sub-account and by direction, drawn and in figures. */
import { html, type TemplateResult } from "lit";
import { lastDays } from "../calls/range.ts";
import type { Layer } from "../overview/bars.ts";
import { Remote } from "../remote.ts";
import { duration, money, number, ownersZone } from "../words.ts";
import { words } from "../words/account/reports.ts";
import { ActingView } from "./acting-view.ts";
import { type Period, periodParams, renderPeriod } from "./period-form.ts";
import "../overview/plot.ts";

type ReportType = "children" | "directions";

/** All calls, and in front of them those that were answered. */
const layersOf = (): Layer[] => [
  { label: words().calls, colour: "--bar-asked", count: ({ asked }) => asked, height: ({ asked }) => asked },
  { label: words().answered, colour: "--bar-talked", count: ({ talked }) => talked, height: ({ talked }) => talked },
];

/** @element report-page */
class ReportPage extends ActingView {
  static override properties = { ...ActingView.properties, period: { state: true }, type: { state: true } };
  declare period: Period;
  declare type: ReportType;

  #report = new Remote(this, () => this.ask("report", { type: this.type, ...periodParams(this.period) }));

  constructor() {
    super();
    this.period = { ...lastDays(30, Date.now(), ownersZone()), child: true };
    this.type = "directions";
  }

  protected override render(): TemplateResult {
    return html`<section class="card stack" aria-labelledby="report">
      <header class="headline">
        <h2 id="report">${words().report}</h2>
        <div class="segments" role="group" aria-label=${words().kindOfReport}>
          ${this.#renderType("directions", words().byDirection)} ${this.#renderType("children", words().bySubAccount)}
        </div>
      </header>
      ${renderPeriod(this.period, (period) => {
        this.period = period;
        void this.#report.reload();
      })}
      ${this.#report.render(({ rows }) => {
        const named = rows.map((row) => ({ ...row, name: row.name ?? "—" }));
        const bars = named.map(({ name, calls = 0, answered = calls }) => ({
          name,
          asked: calls,
          answered,
          talked: answered,
          missed: 0,
          refused: 0,
        }));
        if (rows.length === 0) return html`<p class="empty">${words().noCallsThen}</p>`;
        return html`<call-plot .layers=${layersOf()} .heading=${words().calls} .bars=${bars}></call-plot>
          <div class="wide" tabindex="0" role="group" aria-labelledby="report">
            <table>
              <thead>
                <tr>
                  <th scope="col">${this.type === "children" ? words().subAccount : words().direction}</th>
                  <th scope="col">${words().calls}</th>
                  <th scope="col">${words().time}</th>
                  <th scope="col">${words().amount}</th>
                </tr>
              </thead>
              <tbody>
                ${named.map(
                  ({ name, calls, durationS, price }) =>
                    html`<tr>
                      <th scope="row">${name}</th>
                      <td>${calls === undefined ? "—" : number(calls)}</td>
                      <td>${duration(durationS)}</td>
                      <td>${price === undefined ? "—" : money(price)}</td>
                    </tr>`,
                )}
              </tbody>
            </table>
          </div>`;
      })}
    </section>`;
  }

  #renderType(type: ReportType, label: string): TemplateResult {
    const onClick = (): void => {
      this.type = type;
      void this.#report.reload();
    };
    return html`<button type="button" aria-pressed=${type === this.type} @click=${onClick}>${label}</button>`;
  }
}

customElements.define("report-page", ReportPage);
