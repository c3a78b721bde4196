/** Settings for every button inside: one Worker, one language, said once and handed down as a context. */
import { ContextProvider, createContext } from "@lit/context";
import { html, LitElement, type PropertyDeclarations, type TemplateResult } from "lit";

export interface Settings {
  endpoint: string | undefined;
  lang: string | undefined;
}

export const settingsContext = createContext<Settings | undefined>("sipnet-call-settings");

/**
 * @element sipnet-call-settings
 * @attr endpoint - the Worker's origin
 * @attr lang - `ru` or `en`
 */
export class CallSettings extends LitElement {
  static override properties: PropertyDeclarations = {
    endpoint: { reflect: true },
    lang: { reflect: true },
  };

  declare endpoint: string | undefined;

  #provider = new ContextProvider(this, { context: settingsContext });

  protected override willUpdate(): void {
    this.#provider.setValue({ endpoint: this.endpoint, lang: this.lang });
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }
}
