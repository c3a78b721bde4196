/** How a call of the history reads, on the page and in a spreadsheet. */
import { html, nothing } from "lit";
import type { HistoryRow } from "../../contract/owner-calls.ts";
import { icon } from "../icons.ts";
import { moodOf, stateWords } from "../states.ts";
import { duration, language, moment, money, say } from "../words.ts";
import type { Column } from "./virtual-rows.ts";

export function columnsOf(onPlay: (row: HistoryRow) => void): Column<HistoryRow>[] {
  return [
    { title: say("Когда", "When"), width: "142px", cell: ({ at }) => moment(at) },
    { title: say("Откуда", "From"), width: "minmax(110px, 1fr)", cell: ({ from }) => from ?? "—" },
    { title: say("Куда", "To"), width: "minmax(110px, 1fr)", cell: ({ to }) => to ?? "—" },
    {
      title: say("Итог", "Outcome"),
      width: "minmax(150px, 1.4fr)",
      cell: (row) => html`<span class="pill ${moodOf(row.state)}" title=${outcomeOf(row)}>${outcomeOf(row)}</span>`,
    },
    { title: say("Разговор", "Talk"), width: "72px", cell: ({ durationS }) => duration(durationS) },
    { title: say("Цена", "Price"), width: "70px", cell: ({ price }) => (price === undefined ? "—" : money(price)) },
    {
      title: say("Запись", "Recording"),
      width: "64px",
      cell: (row) =>
        row.recording === undefined
          ? nothing
          : html`<button
              type="button"
              class="quiet play"
              aria-label=${`${say("Слушать", "Listen")}: ${moment(row.at)}`}
              @click=${() => onPlay(row)}
            >
              ${icon("play")}
            </button>`,
    },
  ];
}

function outcomeOf({ state, reason, cause, direction, durationS }: HistoryRow): string {
  if (state !== undefined) return stateWords(state, reason);
  if (cause) return cause[language()];
  if (durationS) return direction === "in" ? say("Входящий", "Incoming") : say("Исходящий", "Outgoing");
  return direction === "in" ? say("Входящий, без разговора", "Incoming, no talk") : say("Без разговора", "No talk");
}

export function csvTitles(): string[] {
  return [
    say("Когда", "When"),
    say("Откуда", "From"),
    say("Куда", "To"),
    say("Итог", "Outcome"),
    say("Секунд", "Seconds"),
    say("Цена", "Price"),
    say("Аккаунт", "Account"),
    say("Кнопка", "Button"),
    say("Списки", "Lists"),
  ];
}

export function csvRow(row: HistoryRow): (string | number | undefined)[] {
  const { at, from, to, durationS, price, account, button, sources } = row;
  return [at, from, to, outcomeOf(row), durationS, price, account, button, sources.join(" ")];
}
