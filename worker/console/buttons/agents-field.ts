/** Who takes the calls: several phones, each with a name. */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { ButtonExtras } from "../../contract/button.ts";
import type { PhoneReading } from "../../contract/owner-buttons.ts";
import type { Mistakes } from "../form/mistakes.ts";
import { phonePattern } from "../fields.ts";
import { words } from "../words/button-fields.ts";
import { understood } from "./understood.ts";

type Agents = ButtonExtras["agents"];
const mostAgents = 20;

/**
 * @element agents-field
 * @fires agents-change - `agents` holds the new list
 */
export class AgentsField extends LitElement {
  static override properties = {
    agents: { attribute: false },
    phones: { attribute: false },
    mistakes: { attribute: false },
  };
  declare agents: Agents;
  /** As they were understood when they were saved. */
  declare phones: readonly PhoneReading[];
  declare mistakes: Mistakes;

  constructor() {
    super();
    this.agents = [];
    this.phones = [];
    this.mistakes = {};
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    return html`<fieldset>
      <legend>${words().whoAnswers}</legend>
      <p class="hint">${words().emptyIsButtonsPhone}</p>
      ${this.agents.map((agent, index) => this.#renderAgent(agent, index))}
      <div class="actions">
        <button type="button" ?disabled=${this.agents.length >= mostAgents} @click=${this.#onAdd}>
          ${words().addPerson}
        </button>
      </div>
    </fieldset>`;
  }

  #renderAgent({ name, phone, away }: Agents[number], index: number): TemplateResult {
    const change = (part: Partial<Agents[number]>): void =>
      this.#change(this.agents.map((each, at) => (at === index ? { ...each, ...part } : each)));
    const who = name || phone;
    const hint = understood(phone, this.phones);
    const path = `agents.${index}.phone`;
    const mistake = this.mistakes[path] ?? this.mistakes[`agents.${index}.name`];
    const value = (event: Event): string => (event.target as HTMLInputElement).value;
    return html`<div class="agent">
      <label>
        <span class="label">${words().name}</span>
        <input .value=${name} maxlength="80" @input=${(event: Event) => change({ name: value(event) })} />
      </label>
      <label>
        <span class="label">${words().phone}</span>
        <input
          type="tel"
          name=${path}
          required
          pattern=${phonePattern}
          title=${words().phoneShape}
          .value=${phone}
          aria-invalid=${mistake ? "true" : nothing}
          aria-describedby=${mistake ? `error-${path}` : nothing}
          @input=${(event: Event) => change({ phone: value(event) })}
        />
        ${mistake ? html`<span class="error" id=${`error-${path}`} role="alert">${mistake}</span>` : nothing}
        ${hint === undefined ? nothing : html`<span class="hint">${hint}</span>`}
      </label>
      <div class="acts">
        <label class="check">
          <input
            type="checkbox"
            .checked=${away !== undefined}
            @change=${(event: Event) => this.#setAway(index, (event.target as HTMLInputElement).checked)}
          />
          ${words().notThere}
        </label>
        ${this.#renderMove(index, -1, who)} ${this.#renderMove(index, 1, who)}
        <button
          type="button"
          class="quiet"
          aria-label=${`${words().remove} ${who}`}
          @click=${() => this.#change(this.agents.toSpliced(index, 1))}
        >
          ✕
        </button>
      </div>
    </div>`;
  }

  /** The order counts where they are rung in turn. */
  #renderMove(index: number, by: -1 | 1, who: string): TemplateResult {
    const to = index + by;
    return html`<button
      type="button"
      class="quiet move"
      aria-label=${`${by < 0 ? words().earlier : words().later}: ${who}`}
      ?disabled=${to < 0 || to >= this.agents.length}
      @click=${() => void this.#move(index, to)}
    >
      ${by < 0 ? "↑" : "↓"}
    </button>`;
  }

  async #move(from: number, to: number): Promise<void> {
    const moved = this.agents.slice(from, from + 1);
    this.#change(this.agents.toSpliced(from, 1).toSpliced(to, 0, ...moved));
    await this.updateComplete;
    // The finger stays on whom it moves, unless there is no further to go.
    const buttons = [
      ...(this.querySelectorAll(".agent")[to]?.querySelectorAll<HTMLButtonElement>(".move:enabled") ?? []),
    ];
    (to < from ? buttons[0] : buttons.at(-1))?.focus();
  }

  #setAway(index: number, isAway: boolean): void {
    const without = ({ away: _gone, ...there }: Agents[number]): Agents[number] => there;
    const change = (agent: Agents[number]) => (isAway ? { ...agent, away: true as const } : without(agent));
    this.#change(this.agents.map((each, at) => (at === index ? change(each) : each)));
  }

  #onAdd(): void {
    this.#change([...this.agents, { name: "", phone: "" }]);
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(".agent:last-of-type input")?.focus());
  }

  #change(agents: Agents): void {
    this.agents = agents;
    this.dispatchEvent(new Event("agents-change", { bubbles: true }));
  }
}

customElements.define("agents-field", AgentsField);
