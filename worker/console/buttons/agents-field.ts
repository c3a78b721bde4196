/** Who takes the calls: several phones, each with a name. */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { ButtonExtras } from "../../contract/button.ts";
import type { PhoneReading } from "../../contract/owner-buttons.ts";
import type { Mistakes } from "../form/mistakes.ts";
import { phonePattern } from "../fields.ts";
import { ownRole } from "../words.ts";
import { words } from "../words/button-fields.ts";
import { renderAgentHours, renderAway, renderPresence } from "./agent-times.ts";
import { understood } from "./understood.ts";
import "./phone-proofs.ts";

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
    dragged: { state: true },
  };
  declare agents: Agents;
  /** As they were understood when they were saved. */
  declare phones: readonly PhoneReading[];
  declare mistakes: Mistakes;
  /** The place of whoever is being drawn to another. */
  declare dragged: number | undefined;

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
      ${
        ownRole() === "owner"
          ? html`<phone-proofs .agents=${this.agents} .phones=${this.phones}></phone-proofs>`
          : nothing
      }
    </fieldset>`;
  }

  #renderAgent(agent: Agents[number], index: number): TemplateResult {
    const { name, phone, hours, away } = agent;
    const times = { ...(hours && { hours }), ...(away && { away }) };
    const setTimes = (changed: Pick<Agents[number], "hours" | "away">): void =>
      this.#change(this.agents.with(index, { name, phone, ...changed }));
    const change = (part: Partial<Agents[number]>): void =>
      this.#change(this.agents.map((each, at) => (at === index ? { ...each, ...part } : each)));
    const who = name || phone;
    const hint = understood(phone, this.phones);
    const path = `agents.${index}.phone`;
    const mistake = this.mistakes[path] ?? this.mistakes[`agents.${index}.name`];
    const value = (event: Event): string => (event.target as HTMLInputElement).value;
    return html`<div class="agent ${this.dragged === index ? "dragged" : ""}" data-place=${index}>
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
        ${renderPresence(times)} ${renderAway(times, `agents.${index}.away`, setTimes)}
        <span class="order">
          ${this.#renderHandle(index)} ${this.#renderMove(index, -1, who)} ${this.#renderMove(index, 1, who)}
          <button
            type="button"
            class="quiet"
            aria-label=${`${words().remove} ${who}`}
            @click=${() => this.#change(this.agents.toSpliced(index, 1))}
          >
            ✕
          </button>
        </span>
      </div>
      ${renderAgentHours(times, `agents.${index}.`, setTimes)}
    </div>`;
  }

  /** Drawn by finger or mouse; keys have the arrows beside it. */
  #renderHandle(index: number): TemplateResult {
    return html`<span
      class="handle"
      aria-hidden="true"
      title=${words().drag}
      @pointerdown=${(event: PointerEvent) => this.#onDragBegin(event, index)}
      @pointermove=${this.#onDrag}
      @pointerup=${this.#onDragEnd}
      @pointercancel=${this.#onDragEnd}
      >⠿</span
    >`;
  }

  #onDragBegin(event: PointerEvent, index: number): void {
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.dragged = index;
  }

  #onDrag = ({ clientX, clientY }: PointerEvent): void => {
    if (this.dragged === undefined) return;
    const over = document.elementFromPoint(clientX, clientY)?.closest<HTMLElement>(".agent");
    const to = over && this.contains(over) ? Number(over.dataset["place"]) : this.dragged;
    if (to === this.dragged) return;
    this.#reorder(this.dragged, to);
    this.dragged = to;
  };

  #onDragEnd = (): void => {
    this.dragged = undefined;
  };

  #reorder(from: number, to: number): void {
    const moved = this.agents.slice(from, from + 1);
    this.#change(this.agents.toSpliced(from, 1).toSpliced(to, 0, ...moved));
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
    this.#reorder(from, to);
    await this.updateComplete;
    // The finger stays on whom it moves, unless there is no further to go.
    const buttons = [
      ...(this.querySelectorAll(".agent")[to]?.querySelectorAll<HTMLButtonElement>(".move:enabled") ?? []),
    ];
    (to < from ? buttons[0] : buttons.at(-1))?.focus();
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
