/** From a button that was seen to a talk: how many went how far, and from which site, page and advertisement. */
import { html, type TemplateResult } from "lit";
import type { FunnelCounts, FunnelReply } from "../../contract/owner-calls.ts";
import { ask } from "../api.ts";
import { Remote } from "../remote.ts";
import { View } from "../view.ts";
import { number, percent } from "../words.ts";
import { words } from "../words/overview.ts";
import { type Period, sinceOf } from "./period.ts";

type List = "buttons" | "sites" | "pages" | "campaigns";
type Row = Partial<FunnelCounts> & { name: string };

const mostRows = 12;

/** @element visitor-funnel - its bars' lengths are set as a property: the console's policy takes no style attributes */
class VisitorFunnel extends View {
  static override properties = { ...View.properties, days: {}, list: { state: true } };
  declare days: Period;
  declare list: List;

  #funnel = new Remote<FunnelReply>(this, (signal) =>
    ask(`/funnel?from=${encodeURIComponent(sinceOf(this.days, Date.now()))}`, { signal }),
  );
  #shownDays: Period | undefined;

  constructor() {
    super();
    this.days = 7;
    this.list = "pages";
  }

  protected override willUpdate(): void {
    if (this.#shownDays !== undefined && this.#shownDays !== this.days) void this.#funnel.reload();
    this.#shownDays = this.days;
  }

  protected override render(): TemplateResult {
    return html`<h3 id="funnel">${words().fromSeenToTalked}</h3>
      ${this.#funnel.render((funnel) => this.#renderFunnel(funnel))}`;
  }

  #renderFunnel(funnel: FunnelReply): TemplateResult {
    const { totals } = funnel;
    const most = Math.max(1, ...Object.values(totals));
    const steps: [string, keyof FunnelCounts, before?: number][] = [
      [words().shown, "shown"],
      [words().opened, "opened", totals.shown],
      [words().asked, "asked", totals.opened],
      [words().talked, "talked", totals.asked],
    ];
    return html`<ol class="funnel" aria-labelledby="funnel">
        ${steps.map(
          ([label, step, before]) =>
            html`<li>
              <span>${label}</span>
              <span class="bar" aria-hidden="true"
                ><i .style=${`inline-size: ${(100 * totals[step]) / most}%`}></i
              ></span>
              <strong>${number(totals[step])}</strong>
              <span class="hint">${before ? words().ofThem(percent(totals[step], before)) : ""}</span>
            </li>`,
        )}
      </ol>
      <p class="hint">${words().howItIsCounted}</p>
      ${totals.shown + totals.opened + totals.asked === 0 ? "" : this.#renderLists(funnel)}`;
  }

  #renderLists(funnel: FunnelReply): TemplateResult {
    const lists: [List, string][] = [
      ["pages", words().byPage],
      ["campaigns", words().byCampaign],
      ["sites", words().bySite],
      ["buttons", words().byButton],
    ];
    const chosen = lists.find(([list]) => list === this.list)?.[1] ?? "";
    return html`<div class="segments" role="group" aria-label=${words().whichList}>
        ${lists.map(
          ([list, label]) =>
            html`<button type="button" aria-pressed=${list === this.list} @click=${() => (this.list = list)}>
              ${label}
            </button>`,
        )}
      </div>
      ${this.#renderTable(chosen, rowsOf(funnel, this.list))}`;
  }

  #renderTable(heading: string, rows: readonly Row[]): TemplateResult {
    const steps: [string, keyof FunnelCounts][] = [
      [words().shown, "shown"],
      [words().opened, "opened"],
      [words().asked, "asked"],
      [words().talked, "talked"],
    ];
    const columns = steps.filter(([, step]) => rows.some((row) => row[step] !== undefined));
    return html`<div class="wide" tabindex="0" role="group" aria-label=${heading}>
      <table class="counts">
        <thead>
          <tr>
            <th scope="col">${heading}</th>
            ${columns.map(([label]) => html`<th scope="col">${label}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.slice(0, mostRows).map(
            (row) =>
              html`<tr>
                <th scope="row">${row.name}</th>
                ${columns.map(([, step]) => html`<td>${number(row[step] ?? 0)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}

function rowsOf({ buttons, sites, pages, campaigns }: FunnelReply, list: List): Row[] {
  const lists: Record<List, () => Row[]> = {
    buttons: () => buttons.map((each) => ({ ...each, name: each.text || named(each.button) })),
    sites: () => sites.map((each) => ({ ...each, name: named(each.site) })),
    pages: () => pages.map((each) => ({ ...each, name: named(each.page) })),
    campaigns: () => campaigns.map((each) => ({ ...each, name: campaignName(each) })),
  };
  return lists[list]().filter((row) => (row.shown ?? 0) + (row.opened ?? 0) + (row.asked ?? 0) > 0);
}

/** An address without what is the same everywhere. */
function named(text: string): string {
  if (text === "") return words().unknownPlace;
  return text === "other" ? words().others : text.replace(/^https?:\/\//, "");
}

function campaignName({ source, medium, campaign }: FunnelReply["campaigns"][number]): string {
  const parts = [source, medium, campaign].filter(Boolean);
  if (parts.length === 0) return words().noCampaign;
  return parts.join() === "other" ? words().others : parts.join(" / ");
}

customElements.define("visitor-funnel", VisitorFunnel);
