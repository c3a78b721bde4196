/** The lines to paste, written as one plays. */
import { html, LitElement, type TemplateResult } from "lit";
import { snippetWords } from "../../widget/package/snippet-words.ts";
import { type SnippetWish, snippetsFor } from "../../widget/package/snippets.ts";
import type { Words } from "./words.ts";

/** @element snippet-panel */
class SnippetPanel extends LitElement {
  static override properties = { wish: {}, words: {}, lang: {}, chosen: { state: true }, said: { state: true } };
  declare wish: SnippetWish;
  declare words: Words;
  declare lang: "ru" | "en";
  declare chosen: number;
  declare said: string;

  constructor() {
    super();
    this.chosen = 0;
    this.said = "";
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { words, wish, lang } = this;
    const snippets = snippetsFor(wish);
    const snippet = snippets[this.chosen] ?? snippets[0];
    const names = snippetWords[lang];
    const [name, how] = names[snippet?.kind ?? "html"];
    return html`<label class="field">
        <span>${words.siteKind}</span>
        <select @change=${(event: Event) => (this.chosen = (event.target as HTMLSelectElement).selectedIndex)}>
          ${snippets.map(({ kind }) => html`<option>${names[kind][0]}</option>`)}
        </select>
      </label>
      <p class="note">${how}</p>
      <pre tabindex="0" role="group" aria-label=${name}><code>${snippet?.code}</code></pre>
      <div class="actions">
        <button type="button" @click=${() => this.#onCopy(snippet?.code ?? "")}>${words.copy}</button>
        <span role="status">${this.said}</span>
      </div>`;
  }

  async #onCopy(code: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(code);
      this.said = this.words.copied;
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      this.said = this.words.copyRefused;
    }
  }
}

customElements.define("snippet-panel", SnippetPanel);
