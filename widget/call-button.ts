/** The button a visitor clicks: takes its link's place once a call can be had, and opens the dialog. */
import { ContextConsumer } from "@lit/context";
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { ButtonView, CallRequest } from "../worker/protocol.ts";
import { styles } from "./call-button.styles.ts";
import { CallController } from "./call-controller.ts";
import { renderDialog } from "./call-dialog.ts";
import { settingsContext } from "./call-settings.ts";
import { type ButtonState, isLive, wordFor } from "./call.ts";
import { textOn } from "./contrast.ts";
import { CallBeforeEvent, CallDialogEvent, CallErrorEvent } from "./events.ts";
import { en, type Messages, ru } from "./messages.ts";
import { toE164 } from "./phone.ts";

/** All buttons of a page share the one call. */
const call = new CallController();

export class CallButton extends LitElement {
  static override styles = styles;
  static override properties = {
    button: {},
    endpoint: {},
    language: { attribute: "lang" },
    mode: { reflect: true },
    placement: { reflect: true },
    label: {},
    color: {},
    record: { state: true },
    shown: { state: true },
  };
  /** Where the script came from; an npm build has none. */
  static endpoint: string | undefined;
  /** One table per language; add your own. */
  static messages: Record<string, Messages> = { en, ru };

  declare button: string | undefined;
  declare endpoint: string | undefined;
  declare language: string | undefined;
  declare mode: "inline" | "floating" | undefined;
  declare placement: string | undefined;
  declare label: string | undefined;
  declare color: string | undefined;
  declare protected record: ButtonView | undefined;
  declare protected shown: boolean;

  #internals = this.attachInternals();
  #settings = new ContextConsumer(this, { context: settingsContext, subscribe: true });
  #line = "";
  #built = false;

  override connectedCallback(): void {
    super.connectedCallback();
    call.join(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.close();
    call.leave(this);
  }

  get state(): ButtonState {
    return call.progress.state;
  }

  show(): void {
    this.shown = true;
  }

  close(): void {
    this.shown = false;
    this.#dialog?.close();
  }

  /** Asks for a call to `phone`, in any writing; how it goes on is told by events. */
  async call(phone: string, options: Pick<CallRequest, "consent" | "at"> = {}): Promise<void> {
    const number = toE164(phone) ?? phone;
    const { button } = this;
    const endpoint = this.#endpoint;
    if (!button || endpoint === undefined) return this.#complain();
    if (isLive(call.progress) || !this.dispatchEvent(new CallBeforeEvent(button, number))) return;
    const page = location.origin + location.pathname;
    await call.place(this, { endpoint, button, phone: number, lang: this.#lang, page, ...options });
  }

  cancel(): Promise<void> {
    return call.cancel();
  }

  protected override willUpdate(): void {
    const line = `${this.#endpoint} ${this.button}`;
    if (!this.button || this.#line === line) return;
    this.#line = line;
    this.record = undefined;
    const endpoint = this.#endpoint;
    if (endpoint === undefined) return this.#complain();
    call.record(endpoint, this.button).then(
      (record) => (this.record = record),
      () => this.#complain(),
    );
  }

  protected override updated(changed: PropertyValues): void {
    for (const name of ["dialling", "ringing", "connected"]) this.#mark(name, name === this.state);
    const root = this.renderRoot.querySelector<HTMLElement>(".root");
    const button = root?.querySelector("button");
    if (root && button && (changed.has("record") || changed.has("color"))) {
      root.style.setProperty("--r", this.color || this.record?.color || null);
      root.style.setProperty("--t", textOn(getComputedStyle(root).getPropertyValue("background-color")));
    }
    const dialog = this.#dialog;
    if (!this.shown || !dialog || dialog.open) return;
    dialog.showModal();
    this.dispatchEvent(new CallDialogEvent("sipnet-show"));
    call.prepare(this, this.#endpoint ?? "", this.button ?? "");
  }

  protected override render(): TemplateResult {
    const { record, shown } = this;
    const { progress } = call;
    const open = record && (record.open || Date.parse(record.opensAt ?? "") < Date.now());
    this.#built ||= shown;
    const words = this.#words;
    const title = this.label || record?.text || words.call;
    const talk =
      progress.state === "connected"
        ? clock((Date.now() - call.connectedAtMs) / 1000)
        : progress.state === "ended" && progress.duration
          ? clock(progress.duration)
          : "";
    return html`<div class="root d${record?.design}">
      <slot ?hidden=${open && progress.state !== "refused"}></slot>
      ${
        record
          ? html`<button part="button" type="button" aria-haspopup="dialog" @click=${this.show}>
                <svg viewBox="0 0 24 24" aria-hidden="true">
                  <path
                    d="M6.6 10.8a15 15 0 0 0 6.6 6.6l2.2-2.2a1 1 0 0 1 1-.2 11 11 0 0 0 3.6.6 1 1 0 0 1 1 1V20a1 1 0 0 1-1 1A17 17 0 0 1 3 4a1 1 0 0 1 1-1h3.5a1 1 0 0 1 1 1 11 11 0 0 0 .6 3.6 1 1 0 0 1-.3 1z"
                  />
                </svg>
                ${isLive(progress) ? words[wordFor(progress) as keyof Messages] : title}
                ${progress.state === "connected" ? talk : ""}
              </button>
              ${
                this.#built
                  ? renderDialog({
                      title,
                      record,
                      open: !!open,
                      progress,
                      words,
                      lang: this.#lang,
                      talk,
                      link: this.querySelector<HTMLAnchorElement>("a[href^='tel:']"),
                      onSubmit: this.#onSubmit,
                      onClose: this.#onClose,
                      onDismiss: this.#onDismiss,
                    })
                  : nothing
              }`
          : nothing
      }
    </div>`;
  }

  get #endpoint(): string | undefined {
    return this.endpoint ?? this.#settings.value?.endpoint ?? CallButton.endpoint;
  }

  get #lang(): string {
    const said = [
      this.language,
      this.#settings.value?.lang,
      this.closest<HTMLElement>("[lang]")?.lang,
      this.record?.lang,
    ];
    return said.map((lang) => lang?.slice(0, 2) ?? "").find((lang) => lang in CallButton.messages) ?? "en";
  }

  get #words(): Messages {
    return CallButton.messages[this.#lang] ?? en;
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot?.querySelector("dialog") ?? null;
  }

  #mark(name: string, on: boolean): void {
    const { states } = this.#internals;
    try {
      if (on) states.add(name);
      else states.delete(name);
    } catch {
      // Chromium before 125 wants dashes.
      if (on) states.add(`--${name}`);
      else states.delete(`--${name}`);
    }
  }

  #complain(): void {
    this.shown = false;
    this.dispatchEvent(new CallErrorEvent(this.#endpoint === undefined ? "endpoint" : "unavailable"));
  }

  #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!/^(idle|refused)$/.test(this.state)) return call.prepare(this, this.#endpoint ?? "", this.button ?? "");
    const form = event.target as HTMLFormElement;
    const field = form.elements.namedItem("tel") as HTMLInputElement;
    const consent = form.elements.namedItem("consent") as HTMLInputElement | null;
    void this.call(field.value, consent ? { consent: consent.checked } : {});
  };

  #onClose = (): void => {
    this.shown = false;
    this.dispatchEvent(new CallDialogEvent("sipnet-close"));
  };

  #onDismiss = (event: Event): void => {
    if (event.target === event.currentTarget) this.close();
  };
}

/** Seconds as `0:07`. */
const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
