/** The snippets of one button, each to be copied with one press. */
import { html, LitElement, type TemplateResult } from "lit";
import { type SnippetWish, snippetsFor } from "../../../widget/package/snippets.ts";
import { snippetWords } from "../../../widget/package/snippet-words.ts";
import { widgetBytes } from "../api.ts";
import { Remote } from "../remote.ts";
import { NoticeEvent } from "../view.ts";
import { language } from "../words.ts";
import { words } from "../words/buttons.ts";

/** @element snippet-list */
class SnippetList extends LitElement {
  static override properties = { cid: {}, number: {}, chosen: { state: true } };
  declare cid: string;
  declare number: string | undefined;
  declare chosen: number;

  #script = new Remote<NonNullable<SnippetWish["script"]>>(this, async () => scriptOf(await widgetBytes()));

  constructor() {
    super();
    this.chosen = 0;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    return html`<section class="card" aria-labelledby="snippets">
      <header><h2 id="snippets">${words().putItOnYourSite}</h2></header>
      ${this.#script.render((script) => {
        const snippets = snippetsFor(this.#wish(script));
        const snippet = snippets[this.chosen] ?? snippets[0];
        const names = snippetWords[language()];
        const [name, how] = names[snippet?.kind ?? "html"];
        return html`<label>
            <span class="label">${words().siteKind}</span>
            <select @change=${(event: Event) => (this.chosen = (event.target as HTMLSelectElement).selectedIndex)}>
              ${snippets.map(({ kind }) => html`<option>${names[kind][0]}</option>`)}
            </select>
          </label>
          <p class="hint">${how}</p>
          <pre tabindex="0" role="group" aria-label=${name}><code>${snippet?.code}</code></pre>
          <div class="actions">
            <button type="button" @click=${() => this.#onCopy(snippet?.code ?? "")}>${words().copy}</button>
          </div>`;
      })}
    </section>`;
  }

  #wish(script: SnippetWish["script"]): SnippetWish {
    const { cid, number } = this;
    const link = number === undefined ? undefined : { href: `tel:${number}`, words: number };
    return { origin: location.origin, attributes: { button: cid }, link, script };
  }

  async #onCopy(code: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(code);
      this.dispatchEvent(new NoticeEvent(words().copied, "done"));
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      const sorry = words().copyRefused;
      this.dispatchEvent(new NoticeEvent(sorry, "failed"));
    }
  }
}

/** The same names that the build gave it: a hash in the path, another for the browser to check. */
async function scriptOf(bytes: ArrayBuffer): Promise<NonNullable<SnippetWish["script"]>> {
  const [short, long] = await Promise.all(["SHA-256", "SHA-384"].map((name) => crypto.subtle.digest(name, bytes)));
  const bytesOf = (digest = new ArrayBuffer(0)): number[] => [...new Uint8Array(digest)];
  const hex = bytesOf(short).map((byte) => byte.toString(16).padStart(2, "0"));
  const base64 = btoa(String.fromCharCode(...bytesOf(long)));
  return { path: `/v1/widget-${hex.slice(0, 8).join("")}.js`, integrity: `sha384-${base64}` };
}

customElements.define("snippet-list", SnippetList);
