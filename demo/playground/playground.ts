/** The playground: a real button on a stage, everything that can be said of it beside, and the lines to paste below. */
import { html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import "../../widget/index.ts";
import type { CallButton } from "../../widget/element/call-button.ts";
import type { SnippetWish } from "../../widget/package/snippets.ts";
import "./event-log.ts";
import { callButton, methods } from "./manifest.ts";
import "./playground.css";
import "./controls.css";
import "./scheme.ts";
import { renderReference } from "./reference.ts";
import { forgetSample, hasRealCall, type SampleName, samples, showSample } from "./samples.ts";
import { attributeFields, looks, propertyFields, renderField, type Values } from "./settings.ts";
import "./snippet-panel.ts";
import { type Language, tables, type Words } from "./words.ts";

const link = { href: "tel:+74951234567", words: "+7 495 123-45-67" };
const samplePhone = "+7 916 123-45-67";

/** @element play-ground */
class Playground extends LitElement {
  static override properties = {
    endpoint: {},
    button: {},
    attributeValues: { state: true },
    propertyValues: { state: true },
    marked: { state: true },
    said: { state: true },
  };
  /** Of the demo's Worker, and its button there. */
  declare endpoint: string;
  declare button: string;
  declare attributeValues: Values;
  declare propertyValues: Values;
  /** The part that is shown. */
  declare marked: string;
  declare said: string;

  #marks = new CSSStyleSheet();

  constructor() {
    super();
    this.attributeValues = {};
    this.propertyValues = {};
    this.marked = "";
    this.said = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.#marks];
    this.attributeValues = { button: this.button, endpoint: this.endpoint };
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== this.#marks);
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const words = this.#words;
    return html`<section class="card stage" aria-labelledby="stage">
        <h2 id="stage">${words.stage}</h2>
        <p>${words.stageText}</p>
        <sipnet-call-button><a href=${link.href}>${link.words}</a></sipnet-call-button>
        ${this.#renderStates(words)}
      </section>
      <section class="card" aria-labelledby="events">
        <h2 id="events">${words.events}</h2>
        ${this.#renderMethods()}
        <event-log .words=${words}></event-log>
      </section>
      <div class="stack">
        <section class="card" aria-labelledby="attributes">
          <h2 id="attributes">${words.attributes}</h2>
          <div class="fields">${attributeFields(this.attributeValues).map((field) => this.#renderField(field))}</div>
        </section>
        <section class="card" aria-labelledby="parts">
          <h2 id="parts">${words.parts}</h2>
          <p class="note">${words.partsHint}</p>
          <div class="chips">${callButton.cssParts.map(({ name }) => this.#renderPart(name))}</div>
        </section>
      </div>
      <section class="card" aria-labelledby="properties">
        <h2 id="properties">${words.properties}</h2>
        <div class="chips" role="group" aria-label=${words.looks}>
          ${Object.entries(looks).map(([name, values]) => this.#renderLook(name as keyof typeof looks, values))}
        </div>
        <div class="fields">${propertyFields(this.propertyValues).map((field) => this.#renderField(field))}</div>
      </section>
      <section class="card wide" aria-labelledby="snippet">
        <h2 id="snippet">${words.snippet}</h2>
        <snippet-panel .wish=${this.#wish} .words=${words} .lang=${this.#language}></snippet-panel>
      </section>
      <section class="reference wide" aria-labelledby="reference">
        <h2 id="reference">${words.reference}</h2>
        <p class="note">${words.referenceText}</p>
        <div>${renderReference(words, this.#language)}</div>
      </section>`;
  }

  protected override updated(changed: PropertyValues): void {
    const { subject } = this;
    if (!subject) return;
    for (const { name } of callButton.attributes) {
      const value = this.attributeValues[name] ?? "";
      if (value === "") subject.removeAttribute(name);
      else if (subject.getAttribute(name) !== value) subject.setAttribute(name, value);
    }
    for (const { name } of callButton.cssProperties) subject.style.setProperty(name, this.propertyValues[name] ?? "");
    if (changed.has("marked"))
      this.#marks.replaceSync(
        this.marked === ""
          ? ""
          : `sipnet-call-button::part(${this.marked}) { outline: 3px dashed #d6006e !important; outline-offset: 2px; }`,
      );
  }

  /** The button on the stage. */
  get subject(): CallButton | null {
    return this.querySelector("sipnet-call-button");
  }

  get #language(): Language {
    return document.documentElement.lang === "en" ? "en" : "ru";
  }

  get #words(): Words {
    return tables[this.#language];
  }

  get #wish(): SnippetWish {
    const { endpoint = "", ...attributes } = this.attributeValues;
    const { attributes: known } = callButton;
    const said = known.flatMap(({ name }): [string, string][] => {
      const value = attributes[name] ?? "";
      return value === "" ? [] : [[name, value]];
    });
    return {
      origin: endpoint || this.endpoint,
      attributes: Object.fromEntries(said),
      properties: this.propertyValues,
      link,
    };
  }

  #renderField(field: Parameters<typeof renderField>[0]): TemplateResult {
    const onChange = (name: string, value: string): void => {
      if (name.startsWith("--")) this.propertyValues = { ...this.propertyValues, [name]: value };
      else this.attributeValues = { ...this.attributeValues, [name]: value };
    };
    return renderField(field, { words: this.#words, lang: this.#language, onChange });
  }

  #renderStates(words: Words): TemplateResult {
    const names = Object.keys(samples) as SampleName[];
    return html`<h3>${words.stateSamples}</h3>
      <p class="note">${words.statesHint}</p>
      <div class="chips">
        ${names.map(
          (name) =>
            html`<button type="button" data-sample=${name} @click=${() => this.#onSample(name)}>
              ${words.samples[name]}
            </button>`,
        )}
        <button type="button" class="quiet" @click=${() => this.subject && forgetSample(this.subject)}>
          ${words.reset}
        </button>
      </div>
      <p class="note" role="status">${this.said}</p>`;
  }

  #renderMethods(): TemplateResult {
    const acts: Record<string, (button: CallButton) => unknown> = {
      show: (button) => button.show(),
      close: (button) => button.close(),
      call: (button) => button.call(samplePhone),
      cancel: (button) => button.cancel(),
    };
    return html`<div class="chips" role="group" aria-label=${this.#words.methods}>
      ${methods.map(
        ({ name }) =>
          html`<button type="button" @click=${() => this.subject && acts[name]?.(this.subject)}>
            <code>${name === "call" ? `call("${samplePhone}")` : `${name}()`}</code>
          </button>`,
      )}
    </div>`;
  }

  #renderLook(name: keyof typeof looks, values: Values): TemplateResult {
    return html`<button type="button" @click=${() => (this.propertyValues = values)}>
      ${this.#words.lookNames[name]}
    </button>`;
  }

  #renderPart(name: string): TemplateResult {
    const isMarked = this.marked === name;
    return html`<button type="button" aria-pressed=${isMarked} @click=${() => (this.marked = isMarked ? "" : name)}>
      <code>${name}</code>
    </button>`;
  }

  #onSample(name: SampleName): void {
    const { subject } = this;
    const shown = subject !== null && showSample(subject, name);
    const words = this.#words;
    if (shown) this.said = "";
    else this.said = hasRealCall() ? words.realCall : words.noRecord;
  }
}

customElements.define("play-ground", Playground);
