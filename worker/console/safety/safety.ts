/** What protects the people called and the owner's money: the big switch, limits, refusals, numbers. */
import { html, nothing, type TemplateResult } from "lit";
import type { SettingsChange, SettingsView } from "../../contract/owner-safety.ts";
import { renderConflict, type Versions } from "../buttons/conflict.ts";
import { ask, Refused } from "../api.ts";
import { confirmed } from "../confirm.ts";
import { Remote } from "../remote.ts";
import { renderTabs, type Tabs } from "../tabs.ts";
import { View } from "../view.ts";
import { moment } from "../words.ts";
import { words } from "../words/safety.ts";
import { limitWords } from "./limit-words.ts";
import type { LimitsEditor } from "./limits-editor.ts";
import "./explain-number.ts";
import "./limits-editor.ts";
import "./quiet-numbers.ts";
import "./refusal-list.ts";

const tabs: Tabs = [
  ["limits", () => words().limits],
  ["numbers", () => words().doNotCall],
  ["refusals", () => words().refusals],
  ["check", () => words().checkNumber],
];

/** @element safety-view */
class Safety extends View {
  static override properties = { ...View.properties, tab: {}, conflict: { state: true } };
  declare tab: string | undefined;
  /** A change that meets another one, made in another window. */
  declare conflict: { versions: Versions; change: SettingsChange } | undefined;

  #settings = new Remote<SettingsView>(this, (signal) => ask("/settings", { signal }));

  protected override render(): TemplateResult {
    const tab = this.tab ?? "limits";
    return html`<h1>${words().safety}</h1>
      ${this.#settings.render((settings) => this.#renderSwitch(settings))} ${renderTabs("safety", tabs, tab)}
      ${this.#renderTab(tab)}`;
  }

  #renderSwitch({ panic, breaker }: SettingsView): TemplateResult {
    return html`<section class="banner ${panic ? "bad" : ""}" aria-label=${words().calls}>
        <p>
          <strong>${panic ? words().callsAreOff : words().callsAreOn}</strong>
          ${words().whileOff}
        </p>
        <button
          type="button"
          class=${panic ? "primary" : "danger full"}
          ?disabled=${this.busy}
          @click=${() => this.#onPanic(!panic)}
        >
          ${panic ? words().switchCallsOn : words().switchAllCallsOff}
        </button>
      </section>
      ${
        breaker.open
          ? html`<section class="banner bad" aria-label=${words().breaker}>
              <p>
                <strong>${words().breakerHasOpened}</strong>
                ${breakerWords(breaker.why)} ${words().closesByItself}: ${moment(breaker.until)}
              </p>
              <button type="button" ?disabled=${this.busy} @click=${this.#onBreaker}>${words().callAgain}</button>
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
        html`${this.#renderConflict()}<limits-editor
            .settings=${settings}
            @limits-change=${(event: Event) => this.#onLimits((event.target as LimitsEditor).change)}
          ></limits-editor>`,
    );
  }

  async #onPanic(panic: boolean): Promise<void> {
    const question = {
      title: words().switchAllCallsOffQuestion,
      detail: words().noButtonWillCall,
      action: words().switchOff,
    };
    if (panic && !(await confirmed(question))) return;
    const done = panic ? words().callsAreOff : words().callsAreOn;
    await this.#change({ panic }, done, () => this.#put({ panic: !panic }));
  }

  #onBreaker(): void {
    void this.#change({ breaker: "closed" }, words().callingAgain);
  }

  #onLimits(change: SettingsChange): void {
    void this.#change(change, words().limitsAreSaved);
  }

  #renderConflict(): unknown {
    const { conflict } = this;
    if (!conflict) return nothing;
    const { versions, change } = conflict;
    return renderConflict({
      versions,
      title: words().changedInOtherWindow,
      busy: this.busy ?? false,
      name: settingName,
      onResolve: (resolve) => void this.#change({ ...change, resolve }, words().limitsAreSaved),
    });
  }

  async #change(change: SettingsChange, done: string, undo?: () => Promise<unknown>): Promise<void> {
    const onError = (trouble: unknown): boolean => {
      if (trouble instanceof Refused && trouble.problem === "conflict")
        this.conflict = { versions: trouble.body as unknown as Versions, change };
      return false;
    };
    if (await this.act(() => this.#put(change), done, { undo, onError })) this.conflict = undefined;
  }

  async #put(change: SettingsChange): Promise<void> {
    this.#settings.set(await ask<SettingsView>("/settings", { method: "PUT", body: change }));
  }
}

/** `zone`, or a limit by its group and name. */
function settingName(field: string): string {
  const [, group = "", key = ""] = field.split(".");
  return limitWords(group, key) ?? (field === "zone" ? words().timeZone : field);
}

function breakerWords(why: string | undefined): string {
  if (why === "unanswered") return words().tooFewAnswered;
  return why ? words().talksTooShort : "";
}

customElements.define("safety-view", Safety);
