/** What the owner did, newest first. */
import { html, type TemplateResult } from "lit";
import type { AuditReply } from "../../contract/owner-access.ts";
import { ask } from "../api.ts";
import { Remote } from "../remote.ts";
import { View } from "../view.ts";
import { moment } from "../words.ts";
import { words as acts } from "../words/account/acts.ts";
import { words } from "../words/account/webhook.ts";

/** @element log-page */
class LogPage extends View {
  #audit = new Remote<AuditReply>(this, (signal) => ask("/audit", { signal }));

  protected override render(): TemplateResult {
    return html`<section class="card" aria-labelledby="log">
      <header><h2 id="log">${words().whatWasDone}</h2></header>
      ${this.#audit.render(({ entries }) =>
        entries.length === 0
          ? html`<p class="empty">${words().nothingYet}</p>`
          : html`<ul class="rows">
              ${entries.map(
                ({ at, act, subject, who }) =>
                  html`<li>
                    <span class="grow">${acts()[act] ?? act} <code>${subject ?? ""}</code></span>
                    <span class="hint">${who ? `${who} · ` : ""}${moment(at)}</span>
                  </li>`,
              )}
            </ul>`,
      )}
    </section>`;
  }
}

customElements.define("log-page", LogPage);
