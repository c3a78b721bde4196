/** Passkeys: signing in by fingerprint, face or a security key instead of the token. */
import { html, type TemplateResult } from "lit";
import type { PasskeysReply, Passkey, SessionReply } from "../../contract/owner-access.ts";
import { ask } from "../api.ts";
import { confirmed } from "../confirm.ts";
import { formOf, textField } from "../fields.ts";
import { Remote } from "../remote.ts";
import { View } from "../view.ts";
import { moment } from "../words.ts";
import { words } from "../words/people.ts";

/** @element passkeys-page */
class PasskeysPage extends View {
  /** Null where the address is no domain: passkeys cannot be had there. */
  #passkeys = new Remote<Passkey[] | null>(this, async (signal) => {
    const { passkeys } = await ask<SessionReply>("/session", { signal });
    return passkeys ? (await ask<PasskeysReply>("/passkeys", { signal })).passkeys : null;
  });

  protected override render(): TemplateResult {
    return html`<section class="card stack" aria-labelledby="passkeys">
      <h2 id="passkeys">${words().passkeys}</h2>
      ${this.#passkeys.render((passkeys) => (passkeys === null ? renderNone() : this.#renderList(passkeys)))}
    </section>`;
  }

  #renderList(passkeys: readonly Passkey[]): TemplateResult {
    return html`<ul class="rows">
        ${passkeys.map(
          ({ id, name, createdAt, usedAt }) =>
            html`<li>
              <span class="grow"
                ><strong>${name}</strong> <span class="hint">${moment(usedAt ?? createdAt)}</span></span
              >
              <button type="button" class="danger" ?disabled=${this.busy} @click=${() => this.#onDelete(id, name)}>
                ${words().delete}
              </button>
            </li>`,
        )}
      </ul>
      <form class="bar" @submit=${this.#onAdd}>
        ${textField({ name: "name", label: words().nameOfDevice, required: true, maxlength: 60 })}
        <button class="primary" ?disabled=${this.busy}>${words().addPasskey}</button>
      </form>`;
  }

  async #onAdd(event: SubmitEvent): Promise<void> {
    const { texts, form } = formOf(event);
    const add = async (): Promise<void> => {
      const { addPasskey } = await import("./passkey.ts");
      await addPasskey(texts["name"] ?? "");
    };
    if (!(await this.act(add, words().passkeyIsAdded))) return;
    form.reset();
    await this.#passkeys.reload();
  }

  async #onDelete(id: string, name: string): Promise<void> {
    const question = {
      title: words().deletePasskey(name),
      detail: words().passkeyNoLongerWorks,
      action: words().delete,
    };
    if (!(await confirmed(question))) return;
    const work = () => ask(`/passkeys/${encodeURIComponent(id)}`, { method: "DELETE" });
    if (await this.act(work, words().passkeyIsDeleted)) await this.#passkeys.reload();
  }
}

function renderNone(): TemplateResult {
  return html`<p class="empty">${words().passkeysNeedDomain}</p>`;
}

customElements.define("passkeys-page", PasskeysPage);
