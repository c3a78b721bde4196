/** The sheet of one button: when it is up, what the visitor does in it, and where the focus is meanwhile. */
import {
  type CSSResult,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from "lit";
import { Refused } from "../call/api.ts";
import type { CallHost, Line, Wish } from "../call/call-host.ts";
import { pageCall } from "../call/page-call.ts";
import { isAsking, isLive, type Progress } from "../call/progress.ts";
import { CallDialogEvent } from "../element/events.ts";
import { renderSheet } from "./call-sheet.ts";
import type { ExtraName } from "./extra.ts";
import { Extras } from "./extras.ts";
import { answersOf } from "./form.ts";
import { present } from "./present.ts";
import { faceOf, type SheetActs, type SheetView } from "./sheet-view.ts";

export interface SheetHost extends CallHost, ReactiveControllerHost {
  /** ISO code of the country whose numbers are written without a prefix. */
  readonly country: string;
  call(phone: string, options?: Pick<Wish, "consent" | "at">): Promise<void>;
  cancel(): Promise<void>;
  close(): void;
}

/** What the button knows and the sheet shows. */
export type Known = Pick<SheetView, "title" | "record" | "line" | "open" | "words" | "lang" | "nowMs">;

export class SheetController implements ReactiveController {
  #host: SheetHost;
  #extras: Extras;
  /** It is made at the first press, which most visitors never do. */
  #wanted: "never" | "open" | "closed" = "never";
  #wantsLater = false;
  /** Stays in the form for another try. */
  #typed = "";
  #view: SheetView | undefined;
  /** What the visitor's focus was led to last. */
  #ledTo: Progress | undefined;
  #hadFocus = false;
  #release: (() => void) | undefined;

  constructor(host: SheetHost) {
    this.#host = host;
    this.#extras = new Extras(host);
    host.addController(this);
  }

  /** Style sheets, the button's own and those of what was loaded. */
  get worn(): readonly CSSResult[] {
    return this.#extras.worn;
  }

  /** `0:07` */
  get talk(): string {
    return this.#extras.loaded.comfort?.talk(pageCall, Date.now()) ?? "";
  }

  get isOpen(): boolean {
    return this.#wanted === "open";
  }

  /** The finger is down: made now, the sheet shows sooner when it lifts. */
  ready(): void {
    if (this.#wanted === "never") this.#wanted = "closed";
    this.#host.requestUpdate();
  }

  /** @returns whether it can be seen where it is: modal without a box it would freeze the page */
  open(line: Line | undefined): boolean {
    const root = this.#host.shadowRoot?.querySelector("section");
    if (root && !(root.checkVisibility?.() ?? root.getClientRects()[0])) return false;
    this.#wanted = "open";
    this.prepare(line);
    this.#host.requestUpdate();
    return true;
  }

  close(): void {
    this.#dialog?.close();
    if (this.isOpen) this.#wanted = "closed";
  }

  /** Before the sheet shows: it must find the form, for the focus to go there. */
  prepare(line: Line | undefined): void {
    if (this.isOpen && line && !this.#dialog?.open) pageCall.prepare(this.#host, line);
  }

  render(known: Known): TemplateResult | typeof nothing {
    if (this.#wanted === "never") return nothing;
    this.#view = this.#see(known);
    return renderSheet(this.#view, this.#acts);
  }

  hostUpdate(): void {
    this.#hadFocus = !!this.#dialog?.matches(":focus-within");
  }

  hostUpdated(): void {
    const { progress } = pageCall;
    // The button alone counts the talk where a page was opened later.
    if (progress.state === "connected") this.#bring("comfort");
    const [dialog, view] = [this.#dialog, this.#view];
    if (!dialog || !view || !this.isOpen) return;
    // What is asked for after the sheet is painted does not keep it from showing.
    if (dialog.open) this.#bringExtras(view);
    else setTimeout(() => this.#bringExtras(view), 9);
    const { comfort } = this.#extras.loaded;
    this.#release ??= comfort?.attend(dialog);
    // Only what is modal escapes an inert page.
    if (present(dialog, isAsking(progress) || !!this.#host.closest("[inert]"), comfort?.move))
      this.#host.dispatchEvent(new CallDialogEvent("sipnet-show"));
    this.#leadFocus(dialog, progress);
  }

  hostDisconnected(): void {
    this.close();
  }

  #see(known: Known): SheetView {
    const { progress, phone, beganAtMs } = pageCall;
    return {
      ...known,
      words: { ...this.#extras.loaded.comfort?.words(known.lang), ...known.words },
      progress,
      phone,
      typed: this.#typed,
      wantsLater: this.#wantsLater,
      beganAtMs,
      talk: this.talk,
      link: this.#host.querySelector<HTMLAnchorElement>("a[href^='tel:']"),
      extras: this.#extras.loaded,
    };
  }

  /** To what is to be mended, once; and never to nowhere when what had it is gone. */
  #leadFocus(dialog: HTMLDialogElement, progress: Progress): void {
    const wrong = dialog.querySelector<HTMLElement>("[aria-invalid=true]");
    if (wrong && this.#ledTo !== progress) wrong.focus();
    // The form came after the sheet: times had to be asked for.
    else if (dialog.querySelector("h2:focus")) dialog.querySelector<HTMLElement>("[part=phone]")?.focus();
    else if (this.#hadFocus && !dialog.matches(":focus-within")) dialog.querySelector("h2")?.focus();
    this.#ledTo = progress;
  }

  /** What not every visitor needs, once this one does. */
  #bringExtras(view: SheetView): void {
    const face = faceOf(view);
    this.#bring("comfort");
    if (this.#wantsLater || face === "closed" || face === "scheduled" || face === "missed") this.#bring("later");
    if (this.#host.button?.match(/\s/)) this.#bring("departments");
  }

  #bring(name: ExtraName): void {
    void this.#extras.bring(name);
  }

  get #dialog(): HTMLDialogElement | null {
    // Before the first update there is no root yet.
    return this.#host.shadowRoot?.querySelector("dialog") ?? null;
  }

  #again(wantsLater: boolean): void {
    if (this.#view && !isLive(pageCall.progress)) pageCall.prepare(this.#host, this.#view.line);
    this.#wantsLater = wantsLater;
    this.#host.requestUpdate();
  }

  #acts: SheetActs = {
    submit: (event) => {
      event.preventDefault();
      const form = this.#dialog?.querySelector("form");
      if (!form || !isAsking(pageCall.progress)) return;
      const { phone, ...options } = answersOf(form);
      this.#typed = phone;
      if (this.#view?.record.consent && !options.consent)
        return pageCall.refuse(new Refused({ problem: "consent-required" }));
      void this.#host.call(phone, options);
    },
    closed: () => {
      // Not when it only turned into a panel.
      if (this.#dialog?.open) return;
      this.#wanted = "closed";
      this.#release?.();
      this.#release = undefined;
      this.#wantsLater = false;
      this.#host.dispatchEvent(new CallDialogEvent("sipnet-close"));
    },
    // Of the dialog itself only its backdrop can be pressed; a panel knows nothing of Escape.
    dismiss: (event) => {
      const isEscape = (event as KeyboardEvent).key === "Escape";
      // Who presses the button twice means it once: the second press meets the backdrop.
      const isBeside =
        (event as UIEvent).detail < 2 && event.type === "mousedown" && event.target === event.currentTarget;
      if (!isEscape && !isBeside && event.type !== "click") return;
      // One Escape closes one dialog: not the page's as well.
      if (isEscape) event.preventDefault();
      event.stopPropagation();
      this.close();
    },
    later: () => this.#again(true),
    again: () => this.#again(false),
    callAt: (at) => {
      if (pageCall.phone && !this.#view?.record.consent) void this.#host.call(pageCall.phone, { at });
      else this.#again(true);
    },
  };
}
