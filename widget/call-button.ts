/** The button a visitor clicks: takes its link's place once a call can be had, and opens the dialog. */
import { render } from "lit/html.js";
import type { ButtonView } from "../worker/contract/visitor.ts";
import { AfterClick, type Load } from "./after-click.ts";
import { Refused } from "./api.ts";
import { dressFace, makeFace } from "./button-face.ts";
import { makeSheet } from "./call-button.styles.ts";
import type { Line, Wish } from "./call-host.ts";
import { answersOf, type DialogActs, present, renderDialog } from "./call-dialog.ts";
import { type Settings, settingsOf } from "./call-settings.ts";
import { type ButtonState, isAsking, isLive, isOpen, wordFor } from "./call.ts";
import { talkClock } from "./clock.ts";
import { showState } from "./custom-state.ts";
import { DrawnElement } from "./drawn-element.ts";
import { CallBeforeEvent, CallDialogEvent } from "./events.ts";
import { firstSpoken, type Languages, learn } from "./language.ts";
import { en, type Messages, ru } from "./messages.ts";
import { pageCall } from "./page-call.ts";
import { toE164 } from "./phone.ts";

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
export class CallButton extends DrawnElement {
  static override observedAttributes = ["button", "endpoint", "lang", "mode", "placement", "label", "color"];
  /** The Worker that buttons ask without an `endpoint` of their own; an npm build has none. */
  static endpoint: string | undefined;
  /** One table per language; add your own. */
  static messages: Languages["messages"] = { en, ru };
  /** Languages that load when a page speaks them, after a click. */
  static languages: Languages["languages"] = {
    kk: () => import("./kk.ts").then(({ kk }) => kk),
    uz: () => import("./uz.ts").then(({ uz }) => uz),
  };
  /** What a call can do without, likewise. */
  static companions: Record<string, Load> = {
    later: () => import("./later.ts"),
    departments: () => import("./departments.ts"),
    rating: () => import("./rating.ts"),
  };
  static #looks: CSSStyleSheet | undefined;

  declare button: string | undefined;
  declare endpoint: string | undefined;
  declare mode: "inline" | "floating" | undefined;
  declare placement: string | undefined;
  declare label: string | undefined;
  declare color: string | undefined;
  protected record: ButtonView | undefined;

  #internals = this.attachInternals();
  #root = this.attachShadow({ mode: "open" });
  #slot = document.createElement("slot");
  #section = document.createElement("section");
  #face = makeFace();
  #settings: Settings | undefined;
  #line: Partial<Line> = {};
  /** The dialog is wanted; undefined until it first is. */
  #shown: boolean | undefined;
  #later = false;
  #afterClick = new AfterClick(this);

  static {
    this.reflect();
  }

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [(CallButton.#looks ??= makeSheet())];
    this.#face.addEventListener("click", () => this.show());
    this.#section.append(this.#face);
    this.#root.append(this.#slot);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    pageCall.join(this);
  }

  disconnectedCallback(): void {
    this.close();
    pageCall.leave(this);
  }

  get state(): ButtonState {
    return pageCall.progress.state;
  }

  /** Opens the dialog, once a call can be had; whether that is now. */
  show(): boolean {
    this.#shown = true;
    this.#ready();
    if (this.record) void this.look();
    return !!this.record;
  }

  close(): void {
    this.#dialog?.close();
    this.#shown &&= false;
  }

  /** Reads the record again once it is a minute old; what can't be read now stays as it was. */
  async look(): Promise<void> {
    const line = this.#line as Line;
    const record = line.button && (await pageCall.record(this, line));
    if (!record || line !== this.#line) return;
    this.record = record;
    this.#ready();
  }

  /** Asks for a call to `phone`, in any writing; how it goes on is told by events. */
  async call(typed: string, options: Pick<Wish, "consent" | "at"> = {}): Promise<void> {
    const { button, endpoint } = this.#line;
    const phone = toE164(typed);
    if (!button || endpoint === undefined || isLive(pageCall.progress)) return;
    if (!phone) return pageCall.refuse(new Refused("phone-invalid"));
    if (!this.dispatchEvent(new CallBeforeEvent(button, phone))) return;
    const page = location.origin + location.pathname;
    await pageCall.place(this, { endpoint, button }, { phone, lang: this.#lang, page, ...options });
  }

  /** Takes back a call that has not been dialled yet. */
  cancel(): Promise<void> {
    return pageCall.cancel();
  }

  protected update(): void {
    this.#choose();
    const { record } = this;
    const { progress } = pageCall;
    const lang = this.#lang;
    const open = isOpen(progress, record, Date.now());
    this.#slot.hidden = open && (!progress.problem || /phone|consent/.test(progress.problem));
    showState(this.#internals, progress.state);
    if (!record) return this.#section.remove();
    if (!this.#section.isConnected) this.#root.append(this.#section);
    this.#draw(record, open, lang);
    pageCall.settleIn();
    if (!this.#shown) return;
    this.#root.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
    this.#bringAlong(lang, open);
    if (present(this.#dialog, isAsking(progress))) this.dispatchEvent(new CallDialogEvent("sipnet-show"));
  }

  #draw(record: ButtonView, open: boolean, lang: string): void {
    const { progress } = pageCall;
    const words: Messages = CallButton.messages[lang] ?? en;
    const title = this.label || record.text || words.call;
    const talk = talkClock(progress, pageCall.connectedAtMs, Date.now());
    const now = isLive(progress) ? `${words[wordFor(progress) as keyof Messages]} ${talk}` : title;
    dressFace(this.#face, record.design, now);
    this.#section.style.setProperty("--r", this.color || record.color);
    if (this.#shown === undefined || !CallButton.messages[lang]) return;
    const link = this.querySelector<HTMLAnchorElement>("a[href^='tel:']");
    const known = { line: this.#line as Line, later: this.#later, companions: this.#afterClick.companions };
    const dialog = renderDialog({ ...known, title, record, open, progress, words, lang, talk, link }, this.#acts);
    render(dialog, this.#section);
  }

  /** Asks for the record of the button that is meant now. */
  #choose(): void {
    const [button] = this.button?.split(" ") ?? [];
    this.#settings = settingsOf(this);
    const endpoint = this.endpoint ?? this.#settings?.endpoint ?? CallButton.endpoint;
    if (!button || (this.#line.button === button && this.#line.endpoint === endpoint)) return;
    // A click on another button, one that came to nothing perhaps, must not open this one.
    if (!this.button?.includes(this.#line.button ?? " ")) {
      if (this.#line.button) this.close();
      this.record = undefined;
    }
    this.#line = { button, endpoint } as Line;
    void this.look();
  }

  /** Before the dialog shows: it must find the form, for the focus to go there. */
  #ready(): void {
    if (this.#shown && this.record && !this.#dialog?.open) pageCall.prepare(this, this.#line as Line);
    this.requestUpdate();
  }

  /** What not every visitor needs, once this one does. */
  #bringAlong(lang: string, open: boolean): void {
    const { companions, messages } = CallButton;
    const { state } = pageCall.progress;
    if (!messages[lang]) void learn(lang, CallButton).then(() => this.requestUpdate());
    const ended = state === "ended";
    if (this.#later || (!ended && (state === "scheduled" || !open)))
      void this.#afterClick.bring(companions[ended ? "rating" : "later"]);
    if (this.button?.includes(" ")) void this.#afterClick.bring(companions["departments"]);
  }

  /** The button's own language or its surroundings', then its owner's. */
  get #lang(): string {
    const said = [this.closest<HTMLElement>("[lang]"), this.#settings, this.record].map((each) => each?.lang);
    return firstSpoken(said, CallButton);
  }

  get #dialog(): HTMLDialogElement | null {
    return this.#root.querySelector("dialog");
  }

  #acts: DialogActs = {
    submit: (event) => {
      event.preventDefault();
      const { phone, ...options } = answersOf(event.target as HTMLFormElement);
      if (isAsking(pageCall.progress)) return void this.call(phone, options);
      this.#later = false;
      pageCall.prepare(this, this.#line as Line);
    },
    closed: () => {
      // Not when it only turned into a panel.
      if (this.#dialog?.open) return;
      this.#shown = this.#later = false;
      this.dispatchEvent(new CallDialogEvent("sipnet-close"));
    },
    // Of the dialog itself only its backdrop can be pressed; a panel knows nothing of Escape.
    dismiss: (event) => {
      if ("key" in event ? event.key === "Escape" : event.target === event.currentTarget) this.close();
    },
    later: () => {
      this.#later = true;
      this.requestUpdate();
    },
  };
}
