/** A Telegram bot's chats: whose they are, and a code that pairs another one. */
import { html, nothing, type TemplateResult } from "lit";
import type { PairedChat, Pairing, Receiver } from "../../contract/owner-messages.ts";
import type { PeopleReply } from "../../contract/owner-access.ts";
import { ask } from "../api.ts";
import { choiceField, formOf, textField } from "../fields.ts";
import { Remote } from "../remote.ts";
import { View } from "../view.ts";
import { moment } from "../words.ts";
import { words } from "../words/account/messages.ts";

/** @element paired-chats */
class PairedChats extends View {
  static override properties = { ...View.properties, receiver: { attribute: false }, offered: { state: true } };
  declare receiver: Receiver;
  declare offered: Pairing | undefined;

  #people = new Remote<PeopleReply>(this, (signal) => ask("/people", { signal }));

  protected override render(): TemplateResult {
    const { chats = [] } = this.receiver;
    return html`${
        chats.length === 0
          ? html`<span class="hint line">${words().noChats}</span>`
          : html`<ul class="rows" aria-label=${words().chats}>
              ${chats.map((each) => this.#renderChat(each))}
            </ul>`
      }
      <details>
        <summary>${words().pair}</summary>
        <p class="hint">${words().phoneHint}</p>
        <form class="bar" @submit=${this.#onPair}>
          ${choiceField({ name: "person", label: words().person, choices: this.#choices() })}
          ${textField({ name: "phone", label: words().phone, type: "tel" })}
          <button class="primary" ?disabled=${this.busy}>${words().pair}</button>
        </form>
        ${this.offered ? this.#renderOffer(this.offered) : nothing}
      </details>`;
  }

  #renderChat(chat: PairedChat): TemplateResult {
    return html`<li>
      <span class="grow">
        ${this.#nameOf(chat.person)} <span class="hint">${chat.phone ?? words().noPhone}</span>
      </span>
      <button type="button" ?disabled=${this.busy} @click=${() => this.#onUnpair(chat)}>${words().unpair}</button>
    </li>`;
  }

  #renderOffer({ code, url, expiresAt }: Pairing): TemplateResult {
    return html`<p role="status">
      ${words().code(this.receiver.place)}
      <a href=${url} target="_blank" rel="noreferrer">${words().link}</a>: <code>${code}</code>. ${words().codeUntil}
      ${moment(expiresAt)}
    </p>`;
  }

  #choices(): (readonly [string, string])[] {
    const { people = [] } = this.#people.value ?? {};
    const able = people.filter(({ role }) => role !== "viewer");
    return [["owner", words().owner], ...able.map(({ id, name }) => [id, name] as const)];
  }

  #nameOf(person: string): string {
    return this.#people.value?.people.find(({ id }) => id === person)?.name ?? words().owner;
  }

  async #onPair(event: SubmitEvent): Promise<void> {
    const { texts } = formOf(event);
    const { phone, person = "owner" } = texts;
    const body = { person, ...(phone === undefined ? {} : { phone }) };
    await this.act(async () => {
      this.offered = await ask<Pairing>(`/receivers/${this.receiver.id}/pairing`, { body });
    }, "");
  }

  async #onUnpair({ id }: PairedChat): Promise<void> {
    const work = () => ask(`/receivers/${this.receiver.id}/chats/${id}`, { method: "DELETE" });
    if (await this.act(work, words().saved)) this.dispatchEvent(new Event("chats-changed"));
  }
}

customElements.define("paired-chats", PairedChats);
