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

  #renderAgent({ name, phone }: Agents[number], index: number): TemplateResult {
    const change = (part: Partial<Agents[number]>): void =>
      this.#change(this.agents.map((each, at) => (at === index ? { ...each, ...part } : each)));
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
      <button
        type="button"
        class="quiet"
        aria-label=${`${words().remove} ${name || phone}`}
        @click=${() => this.#change(this.agents.toSpliced(index, 1))}
      >
        ✕
      </button>
    </div>`;
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
