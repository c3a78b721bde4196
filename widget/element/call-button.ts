/** The button a visitor clicks: takes its link's place once a call can be had, and opens the sheet. */
import { ContextConsumer } from "@lit/context";
import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { ButtonView } from "../../worker/contract/visitor.ts";
import { Refused } from "../call/api.ts";
import type { Line, Wish } from "../call/call-host.ts";
import { talkClock } from "../call/clock.ts";
import { pageCall } from "../call/page-call.ts";
import { type ButtonState, isAsking, isLive, isOpen, ofTheVisitor, wordFor } from "../call/progress.ts";
import { answersOf, present, renderSheet, type SheetActs, type SheetView } from "../dialog/call-sheet.ts";
import { Extras, type LoadExtra } from "../dialog/extras.ts";
import { toE164 } from "../dialog/phone-number.ts";
import { langAround, firstSpoken, type Languages, learn } from "../words/language.ts";
import { en, type Messages, ru } from "../words/messages.ts";
import { renderFace } from "./button-face.ts";
import { settingsContext } from "./call-settings.ts";
import { showState } from "./custom-state.ts";
import { CallBeforeEvent, CallDialogEvent } from "./events.ts";
import { styles } from "./styles.ts";

/**
 * @element sipnet-call-button
 * @slot - the owner's `tel:` link: there before us, without us, and wherever a call can't be had
 * @attr button - the record's cid; several, with spaces between, are departments to choose from
 * @attr endpoint - the Worker's origin; default: where the script came from
 * @attr lang - `ru` or `en`; default: the page's
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
 * @csspart dialog - the dialog
 * @csspart phone - its field
 * @csspart submit - its button
 * @csspart status - where the call is
 * @cssproperty --sipnet-color - instead of the record's colour
 * @cssproperty --sipnet-text-color - on that colour; default: black or white, as contrast wants
 * @cssproperty --sipnet-font - font family
 * @cssproperty --sipnet-radius - corners of the buttons
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
    sheet: { state: true },
    wantsMore: { state: true },
  };
  /** The Worker that buttons ask without an `endpoint` of their own; an npm build has none. */
  static endpoint: string | undefined;
  /** One table per language; add your own. */
  static messages: Languages["messages"] = { en, ru };
  /** Languages that load when a page speaks them, after a click. */
  static languages: Languages["languages"] = {
    kk: () => import("../words/kk.ts").then(({ kk }) => kk),
    uz: () => import("../words/uz.ts").then(({ uz }) => uz),
  };
  /** What a call can do without, likewise. */
  static extras: Record<"later" | "departments" | "rating", LoadExtra> = {
    later: () => import("../dialog/later.ts"),
    departments: () => import("../dialog/departments.ts"),
    rating: () => import("../dialog/rating.ts"),
  };

  declare button: string | undefined;
  declare endpoint: string | undefined;
  declare mode: "inline" | "floating" | undefined;
  declare placement: string | undefined;
  declare label: string | undefined;
  declare color: string | undefined;
  declare protected record: ButtonView | undefined;
  /** What the visitor wants of it. It is made at the first click, which most visitors never do. */
  declare protected sheet: "none" | "open" | "closed";
  /** A call for later, or to say how it was. */
  declare protected wantsMore: boolean;

  #internals = this.attachInternals();
  #settings = new ContextConsumer(this, { context: settingsContext, subscribe: true });
  /** Which button of which Worker; an npm build may not have been told the latter. */
  #meant: Partial<Line> = {};
  #extras = new Extras(this);

  constructor() {
    super();
    this.sheet = "none";
    this.wantsMore = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    pageCall.join(this);
    // Another place may speak another language.
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#settings.value = undefined;
    this.close();
    pageCall.leave(this);
  }

  get state(): ButtonState {
    return pageCall.progress.state;
  }

  /** Opens the dialog, once a call can be had; whether that is now. */
  show(): boolean {
    this.sheet = "open";
    this.#prepare();
    if (this.record) void this.look();
    return this.record !== undefined;
  }

  close(): void {
    this.#dialog?.close();
    if (this.sheet === "open") this.sheet = "closed";
  }

  /** Reads the record again once it is a minute old; what can't be read now stays as it was. */
  async look(): Promise<void> {
    const meant = this.#meant;
    const record = await pageCall.record(this, meant);
    if (!record || meant !== this.#meant) return;
    this.record = record;
    this.#prepare();
  }

  /** Asks for a call to `phone`, in any writing; how it goes on is told by events. */
  async call(phone: string, options: Pick<Wish, "consent" | "at"> = {}): Promise<void> {
    const line = this.#line;
    if (!line || isLive(pageCall.progress)) return;
    const number = toE164(phone);
    if (!number) return pageCall.refuse(new Refused({ problem: "phone-invalid" }));
    if (!this.dispatchEvent(new CallBeforeEvent(line.button, number))) return;
    const page = location.origin + location.pathname;
    await pageCall.place(this, line, { phone: number, lang: this.#language, page, ...options });
  }

  /** Takes back a call that has not been dialled yet. */
  cancel(): Promise<void> {
    return pageCall.cancel();
  }

  protected override willUpdate(): void {
    const [button] = this.button?.split(" ") ?? [];
    const endpoint = this.endpoint ?? this.#settings.value?.endpoint ?? CallButton.endpoint;
    const before = this.#meant;
    if (!button || (before.button === button && before.endpoint === endpoint)) return;
    // A click on another button, one that came to nothing perhaps, must not open this one.
    if (!before.button || !this.button?.includes(before.button)) {
      if (before.button) this.close();
      this.record = undefined;
    }
    this.#meant = { button, ...(endpoint !== undefined && { endpoint }) };
    void this.look();
  }

  protected override render(): TemplateResult {
    const { record } = this;
    const open = this.#isOpen;
    const { problem } = pageCall.progress;
    // Hidden rather than left out: on paper it comes back.
    const linkIsHidden = open && (!problem || ofTheVisitor.has(problem));
    return html`<slot ?hidden=${linkIsHidden}></slot>${record ? this.#renderButton(record, open) : nothing}`;
  }

  protected override updated(): void {
    const { progress } = pageCall;
    showState(this.#internals, progress.state);
    if (!this.record) return;
    pageCall.settleIn();
    if (this.sheet !== "open") return;
    this.renderRoot.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
    this.#bringExtras();
    if (present(this.#dialog, isAsking(progress))) this.dispatchEvent(new CallDialogEvent("sipnet-show"));
  }

  #renderButton(record: ButtonView, open: boolean): TemplateResult {
    const { progress } = pageCall;
    const lang = this.#language;
    const words: Messages = CallButton.messages[lang] ?? en;
    const title = this.label || record.text || words.call;
    const talk = talkClock(progress, pageCall.connectedAtMs, Date.now());
    const now = isLive(progress) ? `${words[wordFor(progress) as keyof Messages]} ${talk}` : title;
    const face = renderFace({ design: record.design, words: now, onClick: () => this.show() });
    return html`<section .style=${`--sipnet-record-color: ${this.color || record.color}`}>
      ${face}${this.sheet === "none" ? nothing : this.#renderSheet({ record, title, open, progress, lang, talk })}
    </section>`;
  }

  #renderSheet(known: Pick<SheetView, "record" | "title" | "open" | "progress" | "lang" | "talk">) {
    const words = CallButton.messages[known.lang];
    const line = this.#line;
    // A language that is still on its way: better no word than another's.
    if (!words || !line) return nothing;
    const link = this.querySelector<HTMLAnchorElement>("a[href^='tel:']");
    const { extras } = this.#extras;
    return renderSheet({ ...known, words, line, link, extras, wantsMore: this.wantsMore }, this.#acts);
  }

  /** Before the dialog shows: it must find the form, for the focus to go there. */
  #prepare(): void {
    const wanted = this.sheet === "open" && !this.#dialog?.open;
    if (wanted && this.record && this.#line) pageCall.prepare(this, this.#line);
  }

  /** What not every visitor needs, once this one does. */
  #bringExtras(): void {
    const { extras, messages } = CallButton;
    const lang = this.#language;
    const { state } = pageCall.progress;
    if (!messages[lang]) void learn(lang, CallButton).then(() => this.requestUpdate());
    const ended = state === "ended";
    if (ended && this.wantsMore) void this.#extras.bring(extras.rating);
    if (!ended && (this.wantsMore || state === "scheduled" || !this.#isOpen)) void this.#extras.bring(extras.later);
    if (this.button?.includes(" ")) void this.#extras.bring(extras.departments);
  }

  get #line(): Line | undefined {
    const { button, endpoint } = this.#meant;
    return button && endpoint !== undefined ? { button, endpoint } : undefined;
  }

  get #isOpen(): boolean {
    return isOpen(pageCall.progress, this.record, Date.now());
  }

  /** The button's own language or its surroundings', then its owner's. */
  get #language(): string {
    return firstSpoken([this.lang, langAround(this), this.#settings.value?.lang, this.record?.lang], CallButton);
  }

  get #dialog(): HTMLDialogElement | null {
    // Before the first update there is no root yet.
    return this.shadowRoot?.querySelector("dialog") ?? null;
  }

  #acts: SheetActs = {
    submit: (event) => {
      event.preventDefault();
      const { phone, ...options } = answersOf(event.target as HTMLFormElement);
      if (isAsking(pageCall.progress)) return void this.call(phone, options);
      this.wantsMore = false;
      if (this.#line) pageCall.prepare(this, this.#line);
    },
    closed: () => {
      // Not when it only turned into a panel.
      if (this.#dialog?.open) return;
      this.sheet = "closed";
      this.wantsMore = false;
      this.dispatchEvent(new CallDialogEvent("sipnet-close"));
    },
    // Of the dialog itself only its backdrop can be pressed; a panel knows nothing of Escape.
    dismiss: (event) => {
      if ("key" in event ? event.key === "Escape" : event.target === event.currentTarget) this.close();
    },
    more: () => {
      this.wantsMore = true;
    },
  };
}
