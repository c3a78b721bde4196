/** How a call of the history reads, on the page and in a spreadsheet. */
import { html, nothing } from "lit";
import type { HistoryRow } from "../../contract/owner-calls.ts";
import { icon } from "../icons.ts";
import { moodOf, stateWords } from "../states.ts";
import { duration, language, moment, money } from "../words.ts";
import { words } from "../words/calls.ts";
import type { Cell } from "./csv.ts";
import type { Column } from "./virtual-rows.ts";

/** A button by its text, where it is known. */
export type NameOf = (row: HistoryRow) => string | undefined;

export function columnsOf(nameOf: NameOf, onPlay: (row: HistoryRow) => void): Column<HistoryRow>[] {
  return [
    { title: words().when, width: "142px", cell: ({ at }) => moment(at) },
    { title: words().from, width: "minmax(110px, 1fr)", cell: ({ from }) => from ?? "—" },
    { title: words().to, width: "minmax(110px, 1fr)", cell: ({ to }) => to ?? "—" },
    {
      title: words().outcome,
      width: "minmax(150px, 1.4fr)",
      cell: (row) => html`<span class="pill ${moodOf(row.state)}" title=${outcomeOf(row)}>${outcomeOf(row)}</span>`,
    },
    { title: words().talk, width: "72px", cell: ({ durationS }) => duration(durationS) },
    { title: words().price, width: "70px", cell: ({ price }) => (price === undefined ? "—" : money(price)) },
    {
      title: words().button,
      width: "minmax(100px, 1fr)",
      cell: (row) => html`${nameOf(row)}${renderPage(row)}`,
    },
    {
      title: words().recording,
      width: "78px",
      cell: (row) =>
        row.recording === undefined
          ? nothing
          : html`<button
              type="button"
              class="quiet play"
              aria-label=${`${words().listen}: ${moment(row.at)}`}
              @click=${() => onPlay(row)}
            >
              ${icon("play")}
            </button>`,
    },
  ];
}

function renderPage({ flag, page }: HistoryRow): unknown {
  const said = flag ?? page;
  return said === undefined ? nothing : html`<small class="hint" title=${said}>${said}</small>`;
}

function outcomeOf({ state, reason, cause, direction, durationS }: HistoryRow): string {
  if (state !== undefined) return stateWords(state, reason);
  if (cause) return cause[language()];
  if (durationS) return direction === "in" ? words().incoming : words().outgoing;
  return direction === "in" ? words().incomingNoTalk : words().noTalk;
}

export function csvTitles(): string[] {
  return [
    words().when,
    words().from,
    words().to,
    words().outcome,
    words().seconds,
    words().price,
    words().account,
    words().button,
    words().page,
    words().lists,
  ];
}

export function csvRow(row: HistoryRow, name: string | undefined): Cell[] {
  const { at, from, to, durationS, price, account, page, sources } = row;
  return [new Date(at), from, to, outcomeOf(row), durationS, price, account, name, page, sources.join(" ")];
}
