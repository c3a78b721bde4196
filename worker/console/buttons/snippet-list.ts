/** The snippets of one button, each to be copied with one press. */
import { html, LitElement, type TemplateResult } from "lit";
import { widgetBytes } from "../api.ts";
import { Remote } from "../remote.ts";
import { NoticeEvent } from "../view.ts";
import { words } from "../words/buttons.ts";
import { type SnippetWish, snippetsFor } from "./snippets.ts";

/** @element snippet-list */
class SnippetList extends LitElement {
  static override properties = { cid: {}, number: {}, chosen: { state: true } };
  declare cid: string;
  declare number: string | undefined;
  declare chosen: number;

  #script = new Remote<SnippetWish["script"]>(this, async () => scriptOf(await widgetBytes()));

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
        const { cid, number } = this;
        const snippets = snippetsFor({ origin: location.origin, cid, number, script });
        const snippet = snippets[this.chosen] ?? snippets[0];
        return html`<label>
            <span class="label">${words().siteKind}</span>
            <select @change=${(event: Event) => (this.chosen = (event.target as HTMLSelectElement).selectedIndex)}>
              ${snippets.map(({ name }) => html`<option>${name}</option>`)}
            </select>
          </label>
          <p class="hint">${snippet?.how}</p>
          <pre tabindex="0" role="group" aria-label=${snippet?.name ?? ""}><code>${snippet?.code}</code></pre>
          <div class="actions">
            <button type="button" @click=${() => this.#onCopy(snippet?.code ?? "")}>${words().copy}</button>
          </div>`;
      })}
    </section>`;
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
async function scriptOf(bytes: ArrayBuffer): Promise<SnippetWish["script"]> {
  const [short, long] = await Promise.all(["SHA-256", "SHA-384"].map((name) => crypto.subtle.digest(name, bytes)));
  const bytesOf = (digest = new ArrayBuffer(0)): number[] => [...new Uint8Array(digest)];
  const hex = bytesOf(short).map((byte) => byte.toString(16).padStart(2, "0"));
  const base64 = btoa(String.fromCharCode(...bytesOf(long)));
  return { path: `/v1/widget-${hex.slice(0, 8).join("")}.js`, integrity: `sha384-${base64}` };
}

customElements.define("snippet-list", SnippetList);
