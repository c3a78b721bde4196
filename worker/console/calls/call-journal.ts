/** This system's own record of the calls its buttons made; numbers are masked in it. */
import { html, type TemplateResult } from "lit";
import type { CallsReply, CallSummary } from "../../contract/owner-calls.ts";
import { ask } from "../api.ts";
import { Remote } from "../remote.ts";
import { moodOf, stateWords } from "../states.ts";
import { View } from "../view.ts";
import { duration, moment, money } from "../words.ts";
import { words } from "../words/calls.ts";
import type { Column } from "./virtual-rows.ts";
import "./virtual-rows.ts";

type JournalRow = CallSummary & { key: string };

/** @element call-journal */
class CallJournal extends View {
  #calls = new Remote<CallsReply>(this, (signal) => ask("/calls", { signal }));

  protected override render(): TemplateResult {
    return html`<section class="card" aria-labelledby="journal">
      <header>
        <h2 id="journal">${words().callsFromButtons}</h2>
        <button type="button" @click=${() => this.#calls.reload()}>${words().refresh}</button>
      </header>
      ${this.#calls.render(({ calls }) =>
        calls.length === 0
          ? html`<p class="empty">${words().noCallsFromButtonsYet}</p>`
          : html`<virtual-rows
              .label=${words().callsFromButtons}
              .rows=${calls.map((call): JournalRow => ({ ...call, key: call.id }))}
              .columns=${journalColumns()}
            ></virtual-rows>`,
      )}
    </section>`;
  }
}

function journalColumns(): Column<JournalRow>[] {
  return [
    { title: words().when, width: "142px", cell: ({ at }) => moment(at) },
    { title: words().whoAsked, width: "130px", cell: ({ phone }) => phone },
    {
      title: words().outcome,
      width: "minmax(150px, 1.3fr)",
      cell: ({ state, reason }) => html`<span class="pill ${moodOf(state)}">${stateWords(state, reason)}</span>`,
    },
    { title: words().talk, width: "72px", cell: (call) => duration(call.duration) },
    { title: words().money, width: "76px", cell: ({ money: amount }) => money(amount) },
    { title: words().page, width: "minmax(120px, 1fr)", cell: ({ page, flag }) => flag ?? page ?? "—" },
  ];
}

customElements.define("call-journal", CallJournal);
