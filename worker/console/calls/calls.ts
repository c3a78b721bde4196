/** Everything about calls that were: the joined history, who was missed, this system's own journal. */
import { html, type TemplateResult } from "lit";
import { renderTabs, type Tabs } from "../tabs.ts";
import { View } from "../view.ts";
import { words } from "../words/calls.ts";
import "./call-history.ts";
import "./call-journal.ts";
import "./missed-calls.ts";

const tabs: Tabs = [
  ["history", () => words().history],
  ["missed", () => words().missed],
  ["journal", () => words().buttonsJournal],
];

/** @element calls-view */
class Calls extends View {
  static override properties = { ...View.properties, tab: {} };
  declare tab: string | undefined;

  protected override render(): TemplateResult {
    const tab = this.tab ?? "history";
    return html`<h1>${words().heading}</h1>
      ${renderTabs("calls", tabs, tab)} ${this.#renderTab(tab)}`;
  }

  #renderTab(tab: string): TemplateResult {
    if (tab === "missed") return html`<missed-calls></missed-calls>`;
    return tab === "journal" ? html`<call-journal></call-journal>` : html`<call-history></call-history>`;
  }
}

customElements.define("calls-view", Calls);
