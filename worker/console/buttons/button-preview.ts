/** What visitors will see: on a light page, a dark one, and a phone; and whether they can read it. */
import { html, LitElement, type TemplateResult } from "lit";
import type { ButtonView } from "../../contract/visitor.ts";
import { words } from "../words/button-editor.ts";
import { contrastOf } from "./contrast.ts";
import { type Draft, plainColor } from "./draft.ts";
import "./preview-button.ts";

/** @element button-preview */
class ButtonPreview extends LitElement {
  static override properties = { draft: { attribute: false } };
  declare draft: Draft;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { color, text, btntype, lang, consent } = this.draft;
    const view: ButtonView = {
      button: "preview",
      text: text || words(lang).callMe,
      color: plainColor(color),
      design: btntype,
      lang,
      country: "RU",
      open: true,
      ...(consent === null ? {} : { consent }),
    };
    const panes = [
      ["light", words().onLightPage],
      ["dark", words().onDarkPage],
      ["phone", words().onPhone],
    ] as const;
    return html`<div class="previews">
        ${panes.map(
          ([scheme, label]) =>
            html`<figure class="preview ${scheme}">
              <figcaption>${label}</figcaption>
              <div class="page">
                <sipnet-call-button lang=${lang} .view=${view}></sipnet-call-button>
              </div>
            </figure>`,
        )}
      </div>
      ${this.#renderContrast(plainColor(color), btntype)}`;
  }

  /** Design 3 writes on the page itself; only its round sign has the colour. */
  #renderContrast(color: string, design: number): TemplateResult {
    const { text, onWhite, onDark } = contrastOf(color);
    const judged: [string, number, number][] = [
      [design === 3 ? words().signOnColour : words().textOnButton, text, 4.5],
      [words().buttonOnLightPage, onWhite, 3],
      [words().buttonOnDarkPage, onDark, 3],
    ];
    return html`<ul class="contrast">
      ${judged.map(
        ([label, ratio, least]) =>
          html`<li>
            <span>${label}</span>
            <meter min="1" max="21" low=${least} optimum="21" value=${ratio.toFixed(2)} aria-label=${label}></meter>
            <span class="pill ${ratio >= least ? "good" : "bad"}"
              >${ratio.toFixed(1)} : 1 · ${ratio >= least ? words().good : words().tooLow}</span
            >
          </li>`,
      )}
    </ul>`;
  }
}

customElements.define("button-preview", ButtonPreview);
