/** Settings for every button inside: one Worker, one language, said once. */
import { ContextProvider, createContext } from "@lit/context";
import { css, html, LitElement, type TemplateResult } from "lit";

export interface Settings {
  endpoint?: string | undefined;
  lang?: string | undefined;
}

export const settingsContext = createContext<Settings>("sipnet-call-settings");

/**
 * @element sipnet-call-settings
 * @slot - whatever holds the buttons
 * @attr endpoint - the Worker's origin
 * @attr lang - `ru` or `en`
 */
export class CallSettings extends LitElement {
  static override styles = css`
    :host {
      display: contents;
    }
  `;
  static override properties = { endpoint: {}, language: { attribute: "lang" } };
  declare endpoint: string | undefined;
  declare language: string | undefined;

  #provider = new ContextProvider(this, { context: settingsContext, initialValue: {} });

  protected override willUpdate(): void {
    this.#provider.setValue({ endpoint: this.endpoint, lang: this.language });
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }
}
