/** The way into SIPNET's own cabinet: an address that works once, opened in a tab of its own. */
import { html, type TemplateResult } from "lit";
import { words } from "../words/account/family.ts";
import { ActingView } from "./acting-view.ts";

/** @element cabinet-page */
class CabinetPage extends ActingView {
  protected override render(): TemplateResult {
    return html`<section class="card stack" aria-labelledby="cabinet">
      <h2 id="cabinet">${words().sipnetsCabinet}</h2>
      <p>${words().cabinetHint}</p>
      <div class="actions">
        <button type="button" class="primary" ?disabled=${this.busy} @click=${this.#onEnter}>
          ${words().openCabinet}
        </button>
      </div>
    </section>`;
  }

  /** The tab is opened at once, while the click still counts, and sent on when the address is there. */
  async #onEnter(): Promise<void> {
    const tab = open("", "_blank");
    const entered = await this.act(async () => {
      const { url } = await this.ask("entercabinet", {});
      if (!tab) throw new DOMException("the browser opened no tab", "NotAllowedError");
      tab.opener = null;
      tab.location.replace(url);
    }, "");
    if (!entered) tab?.close();
  }
}

customElements.define("cabinet-page", CabinetPage);
