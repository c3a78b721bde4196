/** The frame around every view: who is signed in, where we are, what was just done. */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { SettingsView } from "../contract/owner-safety.ts";
import type { SessionReply } from "../contract/owner-access.ts";
import { ask, type ProofNeeded, Refused } from "./api.ts";
import { confirmed } from "./confirm.ts";
import { drafts, dropAllDrafts } from "./form/drafts.ts";
import { icon } from "./icons.ts";
import { renderNotice } from "./notice.ts";
import { hashOf, readRoute, type Route } from "./route.ts";
import { wordsFor } from "./troubles.ts";
import { NoticeEvent } from "./view.ts";
import { views, type ViewEntry } from "./views.ts";
import { language } from "./words.ts";
import { words } from "./words/frame.ts";
import "./sign-in/join.ts";
import "./sign-in/sign-in.ts";

type Who = "asking" | "stranger" | "owner" | "unreachable";

/** @element owner-console */
export class OwnerConsole extends LitElement {
  static override properties = {
    who: { state: true },
    route: { state: true },
    loaded: { state: true },
    notice: { state: true },
    failed: { state: true },
  };
  declare who: Who;
  declare route: Route;
  /** The view whose module is here. */
  declare loaded: ViewEntry | undefined;
  declare notice: NoticeEvent | undefined;
  /** Why the view's module did not come: the console was deployed anew, or the line is down. */
  declare failed: "new-version" | "unreachable" | undefined;
  /** What every tab of this browser must hear. */
  #channel = new BroadcastChannel("owner-session");

  constructor() {
    super();
    this.who = "asking";
    this.route = readRoute(location.hash);
    this.addEventListener("notice", (event) => (this.notice = event as NoticeEvent));
    this.addEventListener("signed-in", () => void this.#onSignedIn());
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("hashchange", this.#onHash);
    addEventListener("owner-signed-out", this.#onSignedOut);
    addEventListener("owner-proof-needed", this.#onProofNeeded);
    this.#channel.addEventListener("message", this.#onSignedOut);
    void this.#recognise();
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("hashchange", this.#onHash);
    removeEventListener("owner-signed-out", this.#onSignedOut);
    removeEventListener("owner-proof-needed", this.#onProofNeeded);
    this.#channel.removeEventListener("message", this.#onSignedOut);
  }

  protected override render(): TemplateResult {
    if (this.who === "asking") return html`<p class="loading whole" role="status"><progress></progress></p>`;
    if (this.who === "owner") return this.#renderOwner();
    const [invitation] = this.route.rest;
    if (this.route.view === "join" && invitation !== undefined)
      return html`<main class="entrance">
        <join-view .invitation=${invitation}></join-view>
        <p class="languages">${this.#renderLanguages()}</p>
      </main>`;
    const trouble =
      this.who === "unreachable" ? html`<p class="banner bad" role="alert">${wordsFor(null)}</p>` : nothing;
    return html`<main class="entrance">
      ${trouble}<sign-in-view></sign-in-view>
      <p class="languages">${this.#renderLanguages()}</p>
    </main>`;
  }

  #renderOwner(): TemplateResult {
    const { loaded, route } = this;
    return html`<a class="skip" href="#main" @click=${this.#onSkip}>${words().skipToContent}</a>
      <header class="side">
        <p class="brand"><span class="mark">${icon("calls")}</span> ${words().clickToCall}</p>
        <nav aria-label=${words().sections}>
          ${views.map(
            ({ name, title }) =>
              html`<a href=${hashOf([name])} aria-current=${name === route.view ? "page" : nothing}>
                ${icon(name)}<span>${title()}</span>
              </a>`,
          )}
        </nav>
        <div class="leave">
          ${this.#renderLanguages()}
          <button type="button" class="quiet" @click=${this.#onSignOut}>${words().signOut}</button>
        </div>
      </header>
      <main id="main" tabindex="-1">
        ${loaded?.name === route.view ? loaded.render(route.rest) : this.#renderComing()}
      </main>
      <div class="notices" aria-live="polite">
        ${this.notice ? renderNotice(this.notice, this.#onNoticeDone) : nothing}
      </div>`;
  }

  #renderComing(): TemplateResult {
    const { failed } = this;
    if (failed === undefined)
      return html`<p class="loading" role="status"><progress></progress> ${words().opening}</p>`;
    const [said, action, act] =
      failed === "new-version"
        ? [words().newVersion, words().reload, () => location.reload()]
        : [words().viewDidNotCome, words().tryAgain, () => void this.#load()];
    return html`<div class="banner warn" role="alert">
      <p>${said}</p>
      <button type="button" class="primary" @click=${act}>${action}</button>
    </div>`;
  }

  #renderLanguages(): TemplateResult {
    const other = language() === "ru" ? "en" : "ru";
    return html`<a class="quiet" href="?lang=${other}${location.hash}" hreflang=${other} lang=${other}
      >${other === "en" ? "English" : "Русский"}</a
    >`;
  }

  async #recognise(): Promise<void> {
    try {
      await this.#learnOwner();
      this.who = "owner";
    } catch (error) {
      this.who = error instanceof Refused ? "stranger" : "unreachable";
    }
  }

  /** Who they are; and every time is told in the owner's zone, without it in the browser's. */
  async #learnOwner(): Promise<void> {
    const { role } = await ask<SessionReply>("/session");
    document.documentElement.dataset["role"] = role;
    try {
      const { zone } = await ask<SettingsView>("/settings");
      document.documentElement.dataset["zone"] = zone;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
  }

  async #load(): Promise<void> {
    this.failed = undefined;
    if (this.route.view === "join" && this.who !== "owner") return;
    const entry = views.find(({ name }) => name === this.route.view) ?? views[0];
    if (entry?.name !== this.route.view) return location.replace(hashOf(["overview"]));
    try {
      await entry.load();
      // The owner may have gone on meanwhile, and the later view have come first.
      if (entry.name !== this.route.view) return;
      const isNext = this.loaded !== undefined && this.loaded !== entry;
      this.loaded = entry;
      if (isNext) void this.updateComplete.then(() => this.#focusTitle());
      document.title = `${entry.title()} · ${words().clickToCall}`;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      this.failed = await whyLost();
    }
  }

  /** A screen reader goes on where the new view begins. */
  #focusTitle(): void {
    const title = this.querySelector<HTMLElement>("#main h1");
    title?.setAttribute("tabindex", "-1");
    (title ?? this.querySelector<HTMLElement>("#main"))?.focus({ preventScroll: true });
  }

  #onHash = (): void => {
    const before = this.route.view;
    this.route = readRoute(location.hash);
    void this.#load();
    if (this.route.view !== before) scrollTo(0, 0);
  };

  async #onSignedIn(): Promise<void> {
    void this.#load();
    await this.#recognise();
    await this.updateComplete;
    this.querySelector<HTMLElement>("#main")?.focus();
  }

  #onSignedOut = (): void => {
    if (this.who === "owner") this.who = "stranger";
  };

  #onProofNeeded = (event: Event): void => {
    const needed = event as ProofNeeded;
    needed.answerWith(import("./sign-in/step-up.ts").then(({ proveAgain }) => proveAgain(needed.setup)));
  };

  #onSignOut = async (): Promise<void> => {
    const { draftsWillGo: title, leaveAll: action } = words();
    if (drafts().length > 0 && !(await confirmed({ title, detail: "", action }))) return;
    try {
      await ask("/session", { method: "DELETE" });
      dropAllDrafts();
      this.#channel?.postMessage("signed-out");
      this.who = "stranger";
    } catch (error) {
      this.dispatchEvent(new NoticeEvent(wordsFor(error), "failed"));
    }
  };

  /** A hash is a route here, so that the browser's own jump would lead elsewhere. */
  #onSkip = (event: Event): void => {
    event.preventDefault();
    this.querySelector<HTMLElement>("#main")?.focus();
  };

  #onNoticeDone = (): void => {
    this.notice = undefined;
  };
}

/** A module that doesn't come: the page in the store names another script than this one, or nobody answers. */
async function whyLost(): Promise<"new-version" | "unreachable"> {
  try {
    const response = await fetch("/console/", { cache: "no-store" });
    const mine = document.querySelector<HTMLScriptElement>("script[type=module]")?.getAttribute("src") ?? "";
    const page = await response.text();
    return response.ok && !page.includes(mine) ? "new-version" : "unreachable";
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return "unreachable";
  }
}
