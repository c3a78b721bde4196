/** Calls between a backup and its restore: SIPNET still lists them, the restored data don't. */
import { html, type TemplateResult } from "lit";
import type { ClearanceView } from "../../contract/owner-health.ts";
import type { HistoryReply, HistoryRow } from "../../contract/owner-calls.ts";
import { ask } from "../api.ts";
import { Remote } from "../remote.ts";
import { View } from "../view.ts";
import { duration, moment } from "../words.ts";
import { words } from "../words/health.ts";

type Gap = Pick<NonNullable<ClearanceView["restored"]>, "takenAt" | "restoredAt">;

/** @element lost-calls */
class LostCalls extends View {
  static override properties = { ...View.properties, gap: { attribute: false } };
  declare gap: Gap;

  #history = new Remote<HistoryReply>(this, (signal) => {
    const query = new URLSearchParams({ from: this.gap.takenAt, to: this.gap.restoredAt });
    return ask(`/history?${query.toString()}`, { signal });
  });

  protected override render(): TemplateResult {
    return html`<h4>${words().callsOnlyAtSipnet}</h4>
      ${this.#history.render((history) => renderLost(history))}`;
  }
}

function renderLost({ rows, missing }: HistoryReply): TemplateResult {
  const lost = rows.filter(({ sources }) => !sources.includes("ledger"));
  const silent =
    missing.length > 0 ? html`<p class="banner warn">${words().sipnetDidNotAnswer}: ${missing.join(", ")}</p>` : "";
  return html`${silent}
  ${
    lost.length === 0
      ? html`<p class="empty">${words().thereAreNone}</p>`
      : html`<ul class="rows">
          ${lost.map(renderCall)}
        </ul>`
  }`;
}

function renderCall({ at, from, to, durationS }: HistoryRow): TemplateResult {
  return html`<li>
    <span class="grow">${from ?? "—"} → ${to ?? "—"}</span>
    <span class="hint">${moment(at)} · ${duration(durationS)}</span>
  </li>`;
}

customElements.define("lost-calls", LostCalls);
