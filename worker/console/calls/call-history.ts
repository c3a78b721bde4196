/** One list of all calls, over the provider's lists and this system's own; filters instead of a list for each question. */
import { html, nothing, type TemplateResult } from "lit";
import type { ButtonsReply } from "../../contract/owner-buttons.ts";
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

/** What the owner may want to see of them. */
const fits = {
  all: () => true,
  buttons: ({ call }: HistoryRow) => call !== undefined,
  talked: hasTalked,
  untalked: (row: HistoryRow) => !hasTalked(row) && !isOnItsWay(row),
  recorded: ({ recording }: HistoryRow) => recording !== undefined,
} as const;
type Kind = keyof typeof fits;

/** @element call-history */
class CallHistory extends View {
  static override properties = {
    ...View.properties,
    range: { state: true },
    child: { state: true },
    search: { state: true },
    kind: { state: true },
    playing: { state: true },
  };
  declare range: Range;
  declare child: boolean;
  declare search: string;
  declare kind: Kind;
  declare playing: HistoryRow | undefined;

  #history = new Remote<HistoryReply>(this, (signal) => {
    const query = new URLSearchParams({
      ...instantsOf(this.range, ownersZone()),
      ...(this.child ? { child: "1" } : {}),
    });
    return ask(`/history?${query.toString()}`, { signal });
  });

  #buttons = new Remote<ButtonsReply>(this, (signal) => ask("/buttons", { signal }));

  constructor() {
    super();
    this.range = lastDays(7, Date.now(), ownersZone());
    this.child = false;
    this.search = "";
    this.kind = "all";
  }

  protected override render(): TemplateResult {
    return html`<form class="bar card" @submit=${this.#onSubmit}>
        ${textField({ name: "from", label: words().fromDay, type: "date", required: true, value: this.range.fromDay })}
        ${textField({ name: "to", label: words().toDay, type: "date", required: true, value: this.range.toDay })}
        ${checkField({ name: "child", label: words().withSubAccounts, checked: this.child })}
        <button class="primary">${words().show}</button>
      </form>
      ${this.#history.render((history) => this.#renderHistory(history))}`;
  }

  #renderHistory({ rows, missing }: HistoryReply): TemplateResult {
    const ofKind = rows.filter(fits[this.kind]);
    const found = ofKind.filter((row) => matches(row, this.#nameOf(row), this.search));
    return html`${
        missing.length > 0
          ? html`<p class="banner warn" role="status">
              ${words().sipnetDidNotAnswer}: ${missing.map((list) => words().listNames[list]).join(", ")}
            </p>`
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
        ${this.#renderKinds()}
        ${
          found.length === 0
            ? html`<p class="empty">${rows.length === 0 ? words().noCallsThen : words().noneOfThem}</p>`
            : html`<virtual-rows
                .label=${words().heading}
                .rows=${found}
                .columns=${columnsOf(this.#nameOf, (row) => (this.playing = row))}
                .opened=${this.playing?.key}
                .below=${this.#renderPlayer()}
              ></virtual-rows>`
        }
      </section>`;
  }

  #renderKinds(): TemplateResult {
    return html`<div class="segments" role="group" aria-label=${words().which}>
      ${(Object.keys(fits) as Kind[]).map(
        (kind) =>
          html`<button type="button" aria-pressed=${kind === this.kind} @click=${() => (this.kind = kind)}>
            ${words().kinds[kind]}
          </button>`,
      )}
    </div>`;
  }

  #renderPlayer(): unknown {
    const { playing } = this;
    return playing
      ? html`<recording-player .row=${playing} @player-closed=${this.#onPlayerClosed}></recording-player>`
      : nothing;
  }

  /** Its text; a button that is gone has but its id. */
  #nameOf = ({ button }: HistoryRow): string | undefined =>
    this.#buttons.value?.buttons.find(({ cid }) => cid === button)?.text ?? button;

  /** Back to where it was started. */
  #onPlayerClosed = (): void => {
    const { key = "" } = this.playing ?? {};
    this.playing = undefined;
    this.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"] .play`)?.focus();
  };

  #onSubmit(event: SubmitEvent): void {
    const { texts } = formOf(event);
    this.range = { fromDay: texts["from"] ?? this.range.fromDay, toDay: texts["to"] ?? this.range.toDay };
    this.child = texts["child"] !== undefined;
    void this.#history.reload();
  }

  #onExport(rows: readonly HistoryRow[]): void {
    const name = `calls-${this.range.fromDay}-${this.range.toDay}.csv`;
    const lines = rows.map((row) => csvRow(row, this.#nameOf(row)));
    saveFile(name, "text/csv;charset=utf-8", csvOf(csvTitles(), lines, { lang: language(), zone: ownersZone() }));
  }
}

function hasTalked({ durationS = 0, state }: HistoryRow): boolean {
  return durationS > 0 || state === "connected";
}

function isOnItsWay({ state }: HistoryRow): boolean {
  return state === "scheduled" || state === "dialling" || state === "ringing" || state === "unknown";
}

function matches(row: HistoryRow, name: string | undefined, search: string): boolean {
  const texts = [
    row.from,
    row.to,
    row.account,
    name,
    row.page,
    stateWords(row.state, row.reason),
    row.cause?.ru,
    row.cause?.en,
  ];
  return finds(texts, search);
}

customElements.define("call-history", CallHistory);
