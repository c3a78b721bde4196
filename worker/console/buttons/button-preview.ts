/** What visitors will see: on a light page, a dark one, and a phone; and whether they can read it. */
import { html, LitElement, type TemplateResult } from "lit";
import type { ButtonView } from "../../contract/visitor.ts";
import { say } from "../words.ts";
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
      text: text || (lang === "ru" ? "Позвоните мне" : "Call me"),
      color: plainColor(color),
      design: btntype,
      lang,
      country: "RU",
      open: true,
      ...(consent === null ? {} : { consent }),
    };
    const panes = [
      ["light", say("На светлой странице", "On a light page")],
      ["dark", say("На тёмной странице", "On a dark page")],
      ["phone", say("На телефоне", "On a phone")],
    ] as const;
    return html`<div class="previews">
        ${panes.map(
          ([scheme, words]) =>
            html`<figure class="preview ${scheme}">
              <figcaption>${words}</figcaption>
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
      [
        design === 3 ? say("Значок на цвете", "Sign on the colour") : say("Текст на кнопке", "Text on the button"),
        text,
        4.5,
      ],
      [say("Кнопка на светлой странице", "Button on a light page"), onWhite, 3],
      [say("Кнопка на тёмной странице", "Button on a dark page"), onDark, 3],
    ];
    return html`<ul class="contrast">
      ${judged.map(
        ([words, ratio, least]) =>
          html`<li>
            <span>${words}</span>
            <meter min="1" max="21" low=${least} optimum="21" value=${ratio.toFixed(2)} aria-label=${words}></meter>
            <span class="pill ${ratio >= least ? "good" : "bad"}"
              >${ratio.toFixed(1)} : 1 · ${ratio >= least ? say("хорошо", "good") : say("мало", "too low")}</span
            >
          </li>`,
      )}
    </ul>`;
  }
}

customElements.define("button-preview", ButtonPreview);
