/** The SIPNET account: money, numbers, settings, accounts below it, and the whole API. */
import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { sipnet } from "../api.ts";
import { Remote } from "../remote.ts";
import { actingFor, hashOf } from "../route.ts";
import { renderTabs, type Tabs } from "../tabs.ts";
import { View } from "../view.ts";
import { words } from "../words/account/family.ts";
import { pages } from "./pages.ts";

const tabs: Tabs = pages.map(({ name, title }) => [name, title]);

/** @element account-view */
class Account extends View {
  static override properties = {
    ...View.properties,
    tab: {},
    rest: { attribute: false },
    acting: { state: true },
    opened: { state: true },
  };
  declare tab: string | undefined;
  declare rest: readonly string[];
  /** The sub-account everything is done for; none: the main one. */
  declare acting: string | undefined;
  /** Pages whose modules are here. */
  declare opened: ReadonlySet<string>;

  #children = new Remote(this, () => sipnet("children", { action: "list" }));

  constructor() {
    super();
    this.opened = new Set();
    this.acting = actingFor(location.hash);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("hashchange", this.#onHash);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("hashchange", this.#onHash);
  }

  protected override render(): TemplateResult {
    const page = pages.find(({ name }) => name === (this.tab ?? "money")) ?? pages[0];
    if (!page) return html``;
    if (!this.opened.has(page.name))
      void this.act(async () => {
        await page.load();
        this.opened = new Set([...this.opened, page.name]);
      }, "");
    return html`<div class="headline">
        <h1>${words().account}</h1>
        ${page.family ? this.#renderSwitch() : nothing}
      </div>
      ${renderTabs("account", tabs, page.name, { for: this.acting })}
      ${
        this.opened.has(page.name)
          ? keyed(`${page.name} ${this.acting ?? ""}`, page.render(this.acting, this.rest))
          : html`<p class="loading" role="status"><progress></progress></p>`
      }`;
  }

  #renderSwitch(): TemplateResult {
    const accounts = (this.#children.value?.accounts ?? []).flatMap(({ account, sipId, fio }) => {
      const name = account ?? sipId;
      return name === undefined ? [] : [{ name, label: fio ? `${fio} (${name})` : name }];
    });
    const names = accounts.map(({ name }) => name);
    const unknown =
      this.acting !== undefined && !names.includes(this.acting) ? [{ name: this.acting, label: this.acting }] : [];
    return html`<label class="switch">
      <span class="hint">${words().whoseAccount}</span>
      <select @change=${this.#onSwitch}>
        <option value="">${words().mainOne}</option>
        ${[...accounts, ...unknown].map(
          ({ name, label }) => html`<option value=${name} ?selected=${name === this.acting}>${label}</option>`,
        )}
      </select>
    </label>`;
  }

  #onSwitch(event: Event): void {
    const acting = (event.target as HTMLSelectElement).value;
    location.hash = hashOf(["account", this.tab ?? "money"], { for: acting });
  }

  #onHash = (): void => {
    this.acting = actingFor(location.hash);
  };
}

customElements.define("account-view", Account);
