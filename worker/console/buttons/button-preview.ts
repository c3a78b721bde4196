/** What visitors will see: the button, its sheet, its consent and when it is closed; and whether they can read it. */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { Hours } from "../../contract/button.ts";
import type { ButtonView } from "../../contract/visitor.ts";
import { nextChangeOf, opennessOf } from "../../buttons/presence.ts";
import { words } from "../words/button-editor.ts";
import { contrastOf } from "./contrast.ts";
import { type Draft, plainColor } from "./draft.ts";
import type { Shown } from "./preview-button.ts";
import "./preview-button.ts";

const states: readonly Shown[] = ["button", "sheet", "consent", "closed"];

/** @element button-preview */
class ButtonPreview extends LitElement {
  static override properties = { draft: { attribute: false }, shown: { state: true } };
  declare draft: Draft;
  declare shown: Shown;

  constructor() {
    super();
    this.shown = "button";
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { color, btntype } = this.draft;
    return html`<div class="segments" role="group" aria-label=${words().whatVisitorsWillSee}>
        ${states.map(
          (state) =>
            html`<button type="button" aria-pressed=${state === this.shown} @click=${() => (this.shown = state)}>
              ${words().previewed[state]}
            </button>`,
        )}
      </div>
      ${this.#renderHint()}
      <div class="previews ${this.shown === "button" ? "" : "sheets"}">
        ${this.#panes().map((scheme) => this.#renderPane(scheme))}
      </div>
      ${this.#renderContrast(plainColor(color), btntype)}`;
  }

  /** On a phone a sheet takes the foot of the screen, and there it is the same. */
  #panes(): ("light" | "dark" | "phone")[] {
    if (this.shown === "consent" && this.draft.consent === null) return [];
    return this.shown === "button" ? ["light", "dark", "phone"] : ["light", "dark"];
  }

  #renderPane(scheme: "light" | "dark" | "phone"): TemplateResult {
    const { lang, phone } = this.draft;
    const link = this.shown === "closed" ? html`<a href="tel:">${phone}</a>` : nothing;
    return html`<figure class="preview ${scheme}">
      <figcaption>${words().onPage[scheme]}</figcaption>
      <div class="page" inert>
        <sipnet-call-button lang=${lang} .shown=${this.shown} .view=${this.#view}>${link}</sipnet-call-button>
      </div>
    </figure>`;
  }

  #renderHint(): unknown {
    const { hours, consent } = this.draft;
    const isNever = hours === null || hours === "always";
    if (this.shown === "consent" && consent === null) return html`<p class="hint">${words().noConsentAsked}</p>`;
    return this.shown === "closed" && isNever ? html`<p class="hint">${words().closedByHand}</p>` : nothing;
  }

  get #view(): ButtonView {
    const { color, text, btntype, lang, consent, hours } = this.draft;
    return {
      button: "preview",
      text: text || words(lang).callMe,
      color: plainColor(color),
      design: btntype,
      lang,
      country: "RU",
      ...(this.shown === "closed" ? whenClosed(hours, Date.now()) : { open: true }),
      ...(consent === null ? {} : { consent }),
    };
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

/** As it is once the hours are over next; or now, where they are. */
function whenClosed(hours: Hours | null, nowMs: number): Pick<ButtonView, "open" | "opensAt"> {
  const staffed = { hours, agents: [] };
  const closedMs = opennessOf(staffed, nowMs).open ? nextChangeOf(staffed, nowMs) : nowMs;
  const opensAt = closedMs === null ? undefined : opennessOf(staffed, closedMs).opensAt;
  return { open: false, ...(opensAt === undefined ? {} : { opensAt }) };
}

customElements.define("button-preview", ButtonPreview);
