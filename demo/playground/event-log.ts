/** What a page hears from the button, as it comes. */
import { html, LitElement, type TemplateResult } from "lit";
import { callButton } from "./manifest.ts";
import type { Words } from "./words.ts";

interface Heard {
  at: string;
  name: string;
  /** The event's own fields, as JSON. */
  told: string;
  prevented: boolean;
}

const mostKept = 50;

/** @element event-log */
class EventLog extends LitElement {
  static override properties = { words: {}, heard: { state: true }, prevents: { state: true } };
  declare words: Words;
  declare heard: Heard[];
  declare prevents: boolean;

  #listening = new AbortController();

  constructor() {
    super();
    this.heard = [];
    this.prevents = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#listening = new AbortController();
    for (const { name } of callButton.events)
      document.addEventListener(name, this.#onEvent, { signal: this.#listening.signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#listening.abort();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { words, heard } = this;
    const told = ({ at, name, told: fields, prevented }: Heard) =>
      html`<p>
        <time>${at}</time> <b>${name}</b>${prevented ? html` <em>preventDefault()</em>` : ""}
        <code>${fields}</code>
      </p>`;
    return html`<div class="actions">
        <label class="check"
          ><input
            type="checkbox"
            .checked=${this.prevents}
            @change=${(event: Event) => (this.prevents = (event.target as HTMLInputElement).checked)}
          />
          ${words.preventCall}</label
        >
        <button type="button" class="quiet" ?disabled=${heard.length === 0} @click=${() => (this.heard = [])}>
          ${words.clear}
        </button>
      </div>
      <div class="log" role="log" tabindex="0" aria-label=${words.events}>
        ${heard.length === 0 ? html`<p class="note">${words.nothingHeard}</p>` : heard.map(told)}
      </div>`;
  }

  #onEvent = (event: Event): void => {
    if (this.prevents && event.type === "sipnet-call-before") event.preventDefault();
    const fields = Object.fromEntries(Object.entries(event).filter(([name]) => name !== "isTrusted"));
    const heard: Heard = {
      at: new Date().toLocaleTimeString("ru"),
      name: event.type,
      told: Object.keys(fields).length === 0 ? "" : JSON.stringify(fields),
      prevented: event.defaultPrevented,
    };
    this.heard = [heard, ...this.heard].slice(0, mostKept);
  };
}

customElements.define("event-log", EventLog);
