/** What protects the people called and the owner's money: the big switch, limits, refusals, numbers. */
import { html, nothing, type TemplateResult } from "lit";
import type { SettingsChange, SettingsView } from "../../contract/owner-safety.ts";
import { ask } from "../api.ts";
import { confirmed } from "../confirm.ts";
import { Remote } from "../remote.ts";
import { renderTabs, type Tabs } from "../tabs.ts";
import { View } from "../view.ts";
import { moment, say } from "../words.ts";
import type { LimitsEditor } from "./limits-editor.ts";
import "./explain-number.ts";
import "./limits-editor.ts";
import "./quiet-numbers.ts";
import "./refusal-list.ts";

const tabs: Tabs = [
  ["limits", ["Ограничения", "Limits"]],
  ["numbers", ["Не звонить", "Do not call"]],
  ["refusals", ["Отказы", "Refusals"]],
  ["check", ["Проверить номер", "Check a number"]],
];

/** @element safety-view */
class Safety extends View {
  static override properties = { ...View.properties, tab: {} };
  declare tab: string | undefined;

  #settings = new Remote<SettingsView>(this, (signal) => ask("/settings", { signal }));

  protected override render(): TemplateResult {
    const tab = this.tab ?? "limits";
    return html`<h1>${say("Защита", "Safety")}</h1>
      ${this.#settings.render((settings) => this.#renderSwitch(settings))} ${renderTabs("safety", tabs, tab)}
      ${this.#renderTab(tab)}`;
  }

  #renderSwitch({ panic, breaker }: SettingsView): TemplateResult {
    return html`<section class="banner ${panic ? "bad" : ""}" aria-label=${say("Звонки", "Calls")}>
        <p>
          <strong
            >${panic ? say("Звонки выключены.", "Calls are off.") : say("Звонки включены.", "Calls are on.")}</strong
          >
          ${say("Кнопки на сайте показывают ссылку с телефоном, когда выключены.", "While off, your site shows the plain phone link.")}
        </p>
        <button
          type="button"
          class=${panic ? "primary" : "danger full"}
          ?disabled=${this.busy}
          @click=${() => this.#onPanic(!panic)}
        >
          ${panic ? say("Включить звонки", "Switch calls on") : say("Выключить все звонки", "Switch all calls off")}
        </button>
      </section>
      ${
        breaker.open
          ? html`<section class="banner bad" aria-label=${say("Предохранитель", "Breaker")}>
              <p>
                <strong>${say("Сработал предохранитель.", "The breaker has opened.")}</strong>
                ${breakerWords(breaker.why)} ${say("Сам закроется", "Closes by itself")}: ${moment(breaker.until)}
              </p>
              <button type="button" ?disabled=${this.busy} @click=${this.#onBreaker}>
                ${say("Звонить снова", "Call again")}
              </button>
            </section>`
          : nothing
      }`;
  }

  #renderTab(tab: string): TemplateResult {
    if (tab === "numbers") return html`<quiet-numbers></quiet-numbers>`;
    if (tab === "refusals") return html`<refusal-list></refusal-list>`;
    if (tab === "check") return html`<explain-number></explain-number>`;
    return this.#settings.render(
      (settings) =>
        html`<limits-editor
          .settings=${settings}
          @limits-change=${(event: Event) => this.#onLimits((event.target as LimitsEditor).change)}
        ></limits-editor>`,
    );
  }

  async #onPanic(panic: boolean): Promise<void> {
    const question = {
      title: say("Выключить все звонки?", "Switch all calls off?"),
      detail: say(
        "Ни одна кнопка не позвонит, пока вы не включите их снова. Идущие разговоры не прервутся.",
        "No button will call until you switch them on again. Talks going on are not cut.",
      ),
      action: say("Выключить", "Switch off"),
    };
    if (panic && !(await confirmed(question))) return;
    const done = panic ? say("Звонки выключены.", "Calls are off.") : say("Звонки включены.", "Calls are on.");
    await this.#change({ panic }, done, () => this.#put({ panic: !panic }));
  }

  #onBreaker(): void {
    void this.#change({ breaker: "closed" }, say("Звоним снова.", "Calling again."));
  }

  #onLimits(change: SettingsChange): void {
    void this.#change(change, say("Ограничения сохранены.", "The limits are saved."));
  }

  async #change(change: SettingsChange, done: string, undo?: () => Promise<unknown>): Promise<void> {
    await this.act(() => this.#put(change), done, undo);
  }

  async #put(change: SettingsChange): Promise<void> {
    this.#settings.set(await ask<SettingsView>("/settings", { method: "PUT", body: change }));
  }
}

function breakerWords(why: string | undefined): string {
  if (why === "unanswered") return say("Слишком мало звонков приняли.", "Too few calls were answered.");
  return why ? say("Разговоры подозрительно коротки.", "Talks are suspiciously short.") : "";
}

customElements.define("safety-view", Safety);
