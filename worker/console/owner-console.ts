/** The frame around every view: who is signed in, where we are, what was just done. */
import { html, LitElement, nothing, type TemplateResult } from "lit";
import type { SessionReply } from "../contract/owner-access.ts";
import { ask, type ProofNeeded, Refused } from "./api.ts";
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
  };
  declare who: Who;
  declare route: Route;
  /** The view whose module is here. */
  declare loaded: ViewEntry | undefined;
  declare notice: NoticeEvent | undefined;

  constructor() {
    super();
    this.who = "asking";
    this.route = readRoute(location.hash);
    this.addEventListener("notice", (event) => (this.notice = event as NoticeEvent));
    this.addEventListener("signed-in", () => this.#onSignedIn());
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("hashchange", this.#onHash);
    addEventListener("owner-signed-out", this.#onSignedOut);
    addEventListener("owner-proof-needed", this.#onProofNeeded);
    void this.#recognise();
    void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("hashchange", this.#onHash);
    removeEventListener("owner-signed-out", this.#onSignedOut);
    removeEventListener("owner-proof-needed", this.#onProofNeeded);
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
        ${
          loaded?.name === route.view
            ? loaded.render(route.rest)
            : html`<p class="loading" role="status"><progress></progress> ${words().opening}</p>`
        }
      </main>
      <div class="notices" aria-live="polite">
        ${this.notice ? renderNotice(this.notice, this.#onNoticeDone) : nothing}
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
      await ask<SessionReply>("/session");
      this.who = "owner";
    } catch (error) {
      this.who = error instanceof Refused ? "stranger" : "unreachable";
    }
  }

  async #load(): Promise<void> {
    if (this.route.view === "join" && this.who !== "owner") return;
    const entry = views.find(({ name }) => name === this.route.view) ?? views[0];
    if (entry?.name !== this.route.view) return location.replace(hashOf(["overview"]));
    try {
      await entry.load();
      // The owner may have gone on meanwhile, and the later view have come first.
      if (entry.name !== this.route.view) return;
      this.loaded = entry;
      document.title = `${entry.title()} · ${words().clickToCall}`;
    } catch (error) {
      this.dispatchEvent(new NoticeEvent(wordsFor(error), "failed"));
    }
  }

  #onHash = (): void => {
    const before = this.route.view;
    this.route = readRoute(location.hash);
    void this.#load();
    if (this.route.view !== before) scrollTo(0, 0);
  };

  #onSignedIn(): void {
    this.who = "owner";
    void this.#load();
    void this.updateComplete.then(() => this.querySelector<HTMLElement>("#main")?.focus());
  }

  #onSignedOut = (): void => {
    if (this.who === "owner") this.who = "stranger";
  };

  #onProofNeeded = (event: Event): void => {
    (event as ProofNeeded).answerWith(import("./sign-in/step-up.ts").then(({ proveAgain }) => proveAgain()));
  };

  #onSignOut = async (): Promise<void> => {
    try {
      await ask("/session", { method: "DELETE" });
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
