/** Everything about calls that were: one list of them all, and who waits to be called back. */
import { html, type TemplateResult } from "lit";
import { renderTabs, type Tabs } from "../tabs.ts";
import { View } from "../view.ts";
import { words } from "../words/calls.ts";
import "./call-history.ts";
import "./missed-calls.ts";

const tabs: Tabs = [
  ["history", () => words().history],
  ["missed", () => words().missed],
];

/** @element calls-view */
class Calls extends View {
  static override properties = { ...View.properties, tab: {} };
  declare tab: string | undefined;

  protected override render(): TemplateResult {
    const tab = this.tab === "missed" ? "missed" : "history";
    return html`<h1>${words().heading}</h1>
      ${renderTabs("calls", tabs, tab)}
      ${tab === "missed" ? html`<missed-calls></missed-calls>` : html`<call-history></call-history>`}`;
  }
}

customElements.define("calls-view", Calls);
