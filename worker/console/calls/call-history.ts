/** One history over all of the provider's lists and this system's own. */
import { html, nothing, type TemplateResult } from "lit";
import type { HistoryReply, HistoryRow } from "../../contract/owner-calls.ts";
import { ask } from "../api.ts";
import { checkField, formOf, textField } from "../fields.ts";
import { Remote } from "../remote.ts";
import { saveFile } from "../save-file.ts";
import { stateWords } from "../states.ts";
import { View } from "../view.ts";
import { language, ownersZone } from "../words.ts";
import { words } from "../words/calls.ts";
import { columnsOf, csvRow, csvTitles } from "./call-columns.ts";
import { finds } from "./search.ts";
import { csvOf } from "./csv.ts";
import { instantsOf, lastDays, type Range } from "./range.ts";
import "./recording-player.ts";
import "./virtual-rows.ts";

/** @element call-history */
class CallHistory extends View {
  static override properties = {
    ...View.properties,
    range: { state: true },
    child: { state: true },
    search: { state: true },
    playing: { state: true },
  };
  declare range: Range;
  declare child: boolean;
  declare search: string;
  declare playing: HistoryRow | undefined;

  #history = new Remote<HistoryReply>(this, (signal) => {
    const query = new URLSearchParams({
      ...instantsOf(this.range, ownersZone()),
      ...(this.child ? { child: "1" } : {}),
    });
    return ask(`/history?${query.toString()}`, { signal });
  });

  constructor() {
    super();
    this.range = lastDays(7, Date.now(), ownersZone());
    this.child = false;
    this.search = "";
  }

  protected override render(): TemplateResult {
    return html`<form class="bar card" @submit=${this.#onSubmit}>
        ${textField({ name: "from", label: words().fromDay, type: "date", required: true, value: this.range.fromDay })}
        ${textField({ name: "to", label: words().toDay, type: "date", required: true, value: this.range.toDay })}
        ${checkField({ name: "child", label: words().withSubAccounts, checked: this.child })}
        <button class="primary">${words().show}</button>
      </form>
      ${this.#history.render((history) => this.#renderHistory(history))}
      ${
        this.playing
          ? html`<recording-player
              .row=${this.playing}
              @player-closed=${() => (this.playing = undefined)}
            ></recording-player>`
          : nothing
      }`;
  }

  #renderHistory({ rows, missing }: HistoryReply): TemplateResult {
    const found = rows.filter((row) => matches(row, this.search));
    return html`${
        missing.length > 0
          ? html`<p class="banner warn" role="status">${words().sipnetDidNotAnswer}: ${missing.join(", ")}</p>`
          : nothing
      }
      <section class="card" aria-labelledby="rows">
        <header>
          <h2 id="rows">${words().callCount(found.length)}</h2>
          <div class="actions">
            <input
              type="search"
              aria-label=${words().findNumberOrName}
              placeholder=${words().numberAccount}
              .value=${this.search}
              @input=${(event: Event) => (this.search = (event.target as HTMLInputElement).value)}
            />
            <button type="button" ?disabled=${found.length === 0} @click=${() => this.#onExport(found)}>CSV</button>
          </div>
        </header>
        ${
          found.length === 0
            ? html`<p class="empty">${words().noCallsThen}</p>`
            : html`<virtual-rows
                .label=${words().heading}
                .rows=${found}
                .columns=${columnsOf((row) => (this.playing = row))}
              ></virtual-rows>`
        }
      </section>`;
  }

  #onSubmit(event: SubmitEvent): void {
    const { texts } = formOf(event);
    this.range = { fromDay: texts["from"] ?? this.range.fromDay, toDay: texts["to"] ?? this.range.toDay };
    this.child = texts["child"] !== undefined;
    void this.#history.reload();
  }

  #onExport(rows: readonly HistoryRow[]): void {
    const name = `calls-${this.range.fromDay}-${this.range.toDay}.csv`;
    saveFile(
      name,
      "text/csv;charset=utf-8",
      csvOf(csvTitles(), rows.map(csvRow), { lang: language(), zone: ownersZone() }),
    );
  }
}

function matches(row: HistoryRow, search: string): boolean {
  const texts = [row.from, row.to, row.account, stateWords(row.state, row.reason), row.cause?.ru, row.cause?.en];
  return finds(texts, search);
}

customElements.define("call-history", CallHistory);
