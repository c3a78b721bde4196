/** The button a visitor clicks: takes its link's place once a call can be had, and opens the sheet. */
import { ContextConsumer } from "@lit/context";
import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { ButtonView } from "../../worker/contract/visitor.ts";
import { Refused } from "../call/api.ts";
import type { Line, Meant, Wish } from "../call/call-host.ts";
import { pageCall } from "../call/page-call.ts";
import { type ButtonState, isLive, isOpen, ofTheVisitor, shortWord } from "../call/progress.ts";
import type { ExtraLoads } from "../dialog/extras.ts";
import { readPhone } from "../dialog/phone-field.ts";
import { type Known, SheetController } from "../dialog/sheet-controller.ts";
import { firstSpoken, langAround, type Languages, learn } from "../words/language.ts";
import { en, type Messages, ru } from "../words/messages.ts";
import { renderFace } from "./button-face.ts";
import { settingsContext } from "./call-settings.ts";
import { showState } from "./custom-state.ts";
import { CallBeforeEvent } from "./events.ts";
import { advise, extras, languages, mend } from "./loads.ts";
import { seeTo } from "./needs.ts";
import { styles } from "./styles.ts";

/**
 * @element sipnet-call-button
 * @slot - the owner's `tel:` link: there before us, without us, and wherever a call can't be had
 * @attr button - the record's cid; several, with spaces between, are departments to choose from
 * @attr endpoint - the Worker's origin; default: where the script came from
 * @attr lang - `ru`, `en`, `kk`, `uz` or one that you bring; default: the page's
 * @attr mode - `inline` or `floating`
 * @attr placement - corner of a floating button, `bottom-right` unless told
 * @attr label - words on the button instead of the record's
 * @attr color - CSS colour instead of the record's
 * @fires sipnet-call-before - cancelable, before a call is asked for
 * @fires sipnet-call-state - the call, or a leg of it, has moved
 * @fires sipnet-call-error - a call can't be had, and why
 * @fires sipnet-show - the dialog has opened
 * @fires sipnet-close - the dialog has closed
 * @csspart button - what a visitor clicks
 * @csspart icon - its handset
 * @csspart dialog - the sheet, which asks
 * @csspart panel - the same while a call lives, and after
 * @csspart title - its heading
 * @csspart close - the cross beside it
 * @csspart status - where the call is
 * @csspart label - of a field
 * @csspart phone - the number's field
 * @csspart error - what is wrong with a field
 * @csspart submit - the strong action
 * @csspart later - the quiet one
 * @csspart link - the owner's number
 * @csspart rating - five stars
 * @cssproperty --sipnet-color - instead of the record's colour
 * @cssproperty --sipnet-text-color - on that colour; default: black or white, as contrast wants
 * @cssproperty --sipnet-font - font family
 * @cssproperty --sipnet-radius - corners of everything; 0 for square ones
 * @cssproperty --sipnet-surface - of the sheet; default: the page's canvas
 * @cssproperty --sipnet-on-surface - text on it
 * @cssproperty --sipnet-border - colour of its edges
 * @cssproperty --sipnet-focus - colour of the ring around what has the focus
 * @cssproperty --sipnet-error - colour of what is wrong
 * @cssproperty --sipnet-offset - of a floating button from its corner
 * @cssproperty --sipnet-z-index - of a floating button
 * @cssstate dialling - the call is on its way
 * @cssstate ringing - a phone rings
 * @cssstate connected - both talk
 */
export class CallButton extends LitElement {
  static override styles = styles;
  static override properties: PropertyDeclarations = {
    button: { reflect: true },
    endpoint: { reflect: true },
    lang: { reflect: true },
    mode: { reflect: true },
    placement: { reflect: true },
    label: { reflect: true },
    color: { reflect: true },
    record: { state: true },
  };
  static #endpoint: string | undefined;
  /** One table per language; add your own. */
  static messages: Languages["messages"] = { en, ru };
  /** Languages that load when a page speaks them, after a click. */
  static languages: Languages["languages"] = languages;
  /** What a call can do without, likewise. */
  static extras: ExtraLoads = extras;

  declare button: string | undefined;
  declare endpoint: string | undefined;
  declare mode: "inline" | "floating" | undefined;
  declare placement: string | undefined;
  declare label: string | undefined;
  declare color: string | undefined;
  declare protected record: ButtonView | undefined;

  #internals = this.attachInternals?.();
  #settings = new ContextConsumer(this, { context: settingsContext, subscribe: true });
  /** Which button of which Worker; an npm build may not have been told the latter. */
  #meant: Meant = {};
  #sheet = new SheetController(this);
  /** The last language in which the sheet was shown. */
  #spoken = "";

  override connectedCallback(): void {
    super.connectedCallback();
    pageCall.join(this);
    this.requestUpdate(); // Another place may speak another language.
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#settings.value = undefined;
    pageCall.leave(this);
  }

  /** Sheets that were made for one document are not worn in another. */
  adoptedCallback(): void {
    mend(this, this.#sheet.worn);
  }

  /** @internal The Worker that buttons ask without an `endpoint` of their own; an npm build has none. */
  static get endpoint(): string | undefined {
    return CallButton.#endpoint;
  }

  static set endpoint(endpoint: string | undefined) {
    CallButton.#endpoint = endpoint;
    pageCall.update();
  }

  get state(): ButtonState {
    return pageCall.progress.state;
  }

  /** Opens the sheet, once a call can be had; whether that is now, and where it can be seen. */
  show(): boolean {
    if (!this.#sheet.open(this.record && this.#line)) return false;
    if (this.record) void this.look();
    return this.record !== undefined;
  }

  close(): void {
    this.#sheet.close();
  }

  /** @internal Reads the record again once it is a minute old; what can't be read now stays as it was. */
  async look(): Promise<void> {
    const meant = this.#meant;
    const record = await pageCall.record(this, meant);
    if (!record) advise(this, meant.endpoint);
    // Where there are no dialogs the link does better.
    if (!record || meant !== this.#meant || !globalThis.HTMLDialogElement?.prototype.showModal) return;
    this.record = record;
    this.#sheet.prepare(this.#line);
  }

  /** Asks for a call to `phone`, in any writing; how it goes on is told by events. */
  async call(phone: string, options: Pick<Wish, "consent" | "at"> = {}): Promise<void> {
    const line = this.#line;
    if (!line || isLive(pageCall.progress)) return;
    const reading = readPhone(phone, this.country);
    if (!("phone" in reading)) return pageCall.refuse(new Refused({ problem: "phone-invalid", ...reading }));
    if (!this.dispatchEvent(new CallBeforeEvent(line.button, reading.phone))) return;
    await pageCall.place(this, line, { ...reading, lang: this.#language, ...options });
  }

  /** Takes back a call that has not been dialled yet. */
  cancel(): Promise<void> {
    return pageCall.cancel();
  }

  protected override willUpdate(): void {
    const [button] = this.button?.match(/\S+/g) ?? [];
    const said = this.endpoint ?? this.#settings.value?.endpoint ?? CallButton.endpoint;
    const endpoint = said?.replace(/[/\s]+$/, "");
    const before = this.#meant;
    if (!button || (before.button === button && before.endpoint === endpoint)) return;
    // A click on another button, one that came to nothing perhaps, must not open this one.
    if (!before.button || !this.button?.includes(before.button)) {
      if (before.button) this.close();
      this.record = undefined;
    }
    this.#meant = { button, endpoint };
    void this.look();
  }

  protected override render(): TemplateResult {
    const { record } = this;
    const { progress } = pageCall;
    const { problem } = progress;
    const open = isOpen(progress, record, Date.now());
    // Hidden rather than left out: on paper it comes back.
    const linkIsHidden = open && (!problem || ofTheVisitor.has(problem));
    return html`<slot ?hidden=${linkIsHidden}></slot>${record ? this.#renderButton(record, open) : nothing}`;
  }

  protected override updated(): void {
    showState(this.#internals?.states, pageCall.progress.state);
    seeTo(this, { source: this.#meant.endpoint, worn: this.#sheet.worn });
    if (this.record) pageCall.settleIn();
  }

  #renderButton(record: ButtonView, open: boolean): TemplateResult {
    const { progress } = pageCall;
    const lang = this.#language;
    const nowMs = Date.now();
    const words: Messages = CallButton.messages[lang] ?? en;
    const title = this.label || record.text || words.call;
    const isBusy = isLive(progress);
    const face = renderFace({
      design: record.design,
      words: isBusy ? `${words[shortWord(progress) as keyof Messages]} ${this.#sheet.talk}` : title,
      isLive: isBusy,
      onPress: () => this.#sheet.ready(),
      onClick: (event) => {
        // Not one on a link that it stands in.
        event.preventDefault();
        this.show();
      },
    });
    const sheet = this.#renderSheet({ record, title, open, lang, nowMs });
    const stepsAside = this.mode === "floating" && !this.#sheet.isOpen && pageCall.isBeside(this);
    // A translator's markup would keep the words from changing.
    return html`<section lang=${lang} translate="no" .style=${`--sipnet-record-color: ${this.color || record.color}`}>
      ${stepsAside ? nothing : face}${sheet}
    </section>`;
  }

  #renderSheet(known: Pick<Known, "record" | "title" | "open" | "lang" | "nowMs">): unknown {
    const { messages } = CallButton;
    // A language that is still on its way: better the one that was spoken, or no word than another's.
    if (messages[known.lang]) this.#spoken = known.lang;
    else if (this.#sheet.isOpen) void learn(known.lang, CallButton).then(() => this.requestUpdate());
    const [lang, words, line] = [this.#spoken, messages[this.#spoken], this.#line];
    return words && line ? this.#sheet.render({ ...known, lang, words, line }) : nothing;
  }

  get #line(): Line | undefined {
    const { button, endpoint } = this.#meant;
    return button && endpoint !== undefined ? { button, endpoint } : undefined;
  }

  /** @internal Whose numbers are written without a prefix: a Worker that doesn't say so calls Russia. */
  get country(): string {
    return this.record?.country ?? "RU";
  }

  /** The button's own language or its surroundings', then its owner's. */
  get #language(): string {
    return firstSpoken([this.lang, langAround(this), this.#settings.value?.lang, this.record?.lang], CallButton);
  }
}
