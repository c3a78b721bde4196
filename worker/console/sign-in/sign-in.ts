/** The door: the owner's token, or a passkey where the address is a domain. */
import { html, nothing, type TemplateResult } from "lit";
import { ask } from "../api.ts";
import { wordsFor } from "../troubles.ts";
import { View } from "../view.ts";
import { words } from "../words/sign-in.ts";
import { mayHavePasskeys } from "./may-have-passkeys.ts";

/**
 * @element sign-in-view
 * @fires signed-in - the session's cookie is set
 */
class SignIn extends View {
  static override properties = { ...View.properties, trouble: { state: true } };
  declare trouble: string | undefined;

  protected override render(): TemplateResult {
    return html`<h1>${words().ownersSignIn}</h1>
      <form @submit=${this.#onSubmit}>
        <label>
          ${words().ownersToken}
          <input
            name="token"
            type="password"
            autocomplete="current-password"
            required
            autofocus
            aria-describedby="token-hint"
          />
        </label>
        <p id="token-hint" class="hint">${words().tokenHint}</p>
        ${this.trouble ? html`<p class="bad" role="alert">${this.trouble}</p>` : nothing}
        <button class="primary" ?disabled=${this.busy}>${words().signIn}</button>
        ${
          mayHavePasskeys()
            ? html`<button type="button" ?disabled=${this.busy} @click=${this.#onPasskey}>
                ${words().signInWithPasskey}
              </button>`
            : nothing
        }
      </form>`;
  }

  #onSubmit(event: SubmitEvent): void {
    event.preventDefault();
    const token = new FormData(event.target as HTMLFormElement).get("token");
    void this.#enter(() => ask("/session", { body: { token: String(token).trim() } }));
  }

  #onPasskey(): void {
    void this.#enter(async () => (await import("./passkey.ts")).signInWithPasskey());
  }

  async #enter(open: () => Promise<unknown>): Promise<void> {
    this.busy = true;
    this.trouble = undefined;
    try {
      await open();
      this.dispatchEvent(new Event("signed-in", { bubbles: true }));
    } catch (error) {
      this.trouble = wordsFor(error);
    } finally {
      this.busy = false;
    }
  }
}

customElements.define("sign-in-view", SignIn);
