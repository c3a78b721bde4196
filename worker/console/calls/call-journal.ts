/** This system's own record of the calls its buttons made; numbers are masked in it. */
import { html, type TemplateResult } from "lit";
import type { CallsReply, CallSummary } from "../../contract/owner-calls.ts";
import { ask } from "../api.ts";
import { Remote } from "../remote.ts";
import { moodOf, stateWords } from "../states.ts";
import { View } from "../view.ts";
import { duration, moment, money, say } from "../words.ts";
import type { Column } from "./virtual-rows.ts";
import "./virtual-rows.ts";

type JournalRow = CallSummary & { key: string };

/** @element call-journal */
class CallJournal extends View {
  #calls = new Remote<CallsReply>(this, (signal) => ask("/calls", { signal }));

  protected override render(): TemplateResult {
    return html`<section class="card" aria-labelledby="journal">
      <header>
        <h2 id="journal">${say("Звонки с кнопок", "Calls from buttons")}</h2>
        <button type="button" @click=${() => this.#calls.reload()}>${say("Обновить", "Refresh")}</button>
      </header>
      ${this.#calls.render(({ calls }) =>
        calls.length === 0
          ? html`<p class="empty">${say("Звонков с кнопок ещё не было.", "No calls from buttons yet.")}</p>`
          : html`<virtual-rows
              .label=${say("Звонки с кнопок", "Calls from buttons")}
              .rows=${calls.map((call): JournalRow => ({ ...call, key: call.id }))}
              .columns=${journalColumns()}
            ></virtual-rows>`,
      )}
    </section>`;
  }
}

function journalColumns(): Column<JournalRow>[] {
  return [
    { title: say("Когда", "When"), width: "142px", cell: ({ at }) => moment(at) },
    { title: say("Кто просил", "Who asked"), width: "130px", cell: ({ phone }) => phone },
    {
      title: say("Итог", "Outcome"),
      width: "minmax(150px, 1.3fr)",
      cell: ({ state, reason }) => html`<span class="pill ${moodOf(state)}">${stateWords(state, reason)}</span>`,
    },
    { title: say("Разговор", "Talk"), width: "72px", cell: (call) => duration(call.duration) },
    { title: say("Деньги", "Money"), width: "76px", cell: ({ money: amount }) => money(amount) },
    { title: say("Страница", "Page"), width: "minmax(120px, 1fr)", cell: ({ page, flag }) => flag ?? page ?? "—" },
  ];
}

customElements.define("call-journal", CallJournal);
