/** Where an invitation leads: a colleague makes a passkey, and is in. */
import { html, nothing, type TemplateResult } from "lit";
import type { PublicKeyCredentialCreationOptionsJSON } from "@simplewebauthn/browser";
import type { Role } from "../../contract/owner-access.ts";
import { ask } from "../api.ts";
import { wordsFor } from "../troubles.ts";
import { View } from "../view.ts";
import { words } from "../words/sign-in.ts";

interface Invited {
  name: string;
  role: Role;
  options: PublicKeyCredentialCreationOptionsJSON;
}

/**
 * @element join-view
 * @fires signed-in - the session's cookie is set
 */
class Join extends View {
  static override properties = { ...View.properties, invitation: {}, trouble: { state: true } };
  declare invitation: string;
  declare trouble: string | undefined;

  protected override render(): TemplateResult {
    return html`<h1>${words().youAreInvited}</h1>
      <p>${words().passkeyInsteadOfPassword}</p>
      ${this.trouble ? html`<p class="bad" role="alert">${this.trouble}</p>` : nothing}
      <button class="primary" ?disabled=${this.busy} @click=${this.#onJoin}>${words().createPasskey}</button>`;
  }

  #onJoin = async (): Promise<void> => {
    this.busy = true;
    this.trouble = undefined;
    try {
      const path = `/../invitations/${encodeURIComponent(this.invitation)}`;
      const { options } = await ask<Invited>(path, { body: {} });
      const { startRegistration } = await import("@simplewebauthn/browser");
      await ask(path, { body: { response: await startRegistration({ optionsJSON: options }) } });
      location.hash = "#/overview";
      this.dispatchEvent(new Event("signed-in", { bubbles: true }));
    } catch (error) {
      this.trouble = wordsFor(error);
    } finally {
      this.busy = false;
    }
  };
}

customElements.define("join-view", Join);
