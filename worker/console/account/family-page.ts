/** Accounts below this one: the company's own children, and clients of a partner. */
import { html, nothing, type TemplateResult } from "lit";
import { formOf, textField } from "../fields.ts";
import { Remote } from "../remote.ts";
import { hashOf } from "../route.ts";
import type { Words } from "../words.ts";
import { words } from "../words/account/family.ts";
import { ActingView } from "./acting-view.ts";

type NewUser = { newName: string; newSip?: string; newPassword?: string };

const firmFields: [name: string, words: Words, required: boolean][] = [
  ["inn", () => words().inn, true],
  ["organization", () => words().organisation, true],
  ["phone", () => words().contactPhone, true],
  ["kpp", () => words().kpp, false],
  ["ogrn", () => words().ogrn, false],
  ["rs", () => words().settlementAccount, false],
  ["ks", () => words().correspondentAccount, false],
  ["bik", () => words().bik, false],
];

/** @element family-page */
class FamilyPage extends ActingView {
  static override properties = { ...ActingView.properties, firm: { state: true }, made: { state: true } };
  declare firm: boolean | undefined;
  declare made: NewUser | undefined;

  #children = new Remote(this, () => this.ask("children", { action: "list" }));

  protected override render(): TemplateResult {
    return html`<section class="card stack" aria-labelledby="children">
        <h2 id="children">${words().subAccounts}</h2>
        ${this.#children.render(({ accounts }) =>
          accounts.length === 0
            ? html`<p class="empty">${words().noneYet}</p>`
            : html`<ul class="rows">
                ${accounts.map(
                  ({ account, sipId, fio, email }) =>
                    html`<li>
                      <span class="grow"
                        ><strong>${account ?? sipId ?? "—"}</strong> ${fio ?? ""}
                        <span class="hint">${email ?? ""}</span></span
                      >
                      <a href=${hashOf(["account", "money"], { for: account ?? sipId })}>${words().actForIt}</a>
                    </li>`,
                )}
              </ul>`,
        )}
        <form class="bar" @submit=${this.#onAdd}>
          ${textField({ name: "email", label: "E-mail", type: "email" })}
          ${textField({ name: "fio", label: words().name })}
          <button class="primary" ?disabled=${this.busy}>${words().add}</button>
        </form>
      </section>
      ${this.#renderGenuser()}`;
  }

  #renderGenuser(): TemplateResult {
    return html`<section class="card stack" aria-labelledby="genuser">
      <h2 id="genuser">${words().newClientOfPartner}</h2>
      <p class="hint">${words().sipnetEnablesThis}</p>
      <form class="grid" @submit=${this.#onGenuser}>
        ${textField({ name: "email", label: "E-mail", type: "email", required: true })}
        ${textField({ name: "fio", label: words().name })}
        <label class="check full">
          <input
            type="checkbox"
            .checked=${this.firm ?? false}
            @change=${(event: Event) => (this.firm = (event.target as HTMLInputElement).checked)}
          />
          <span>${words().legalEntity}</span>
        </label>
        ${this.firm ? firmFields.map(([name, label, required]) => textField({ name, label: label(), required })) : nothing}
        <div class="actions"><button class="primary" ?disabled=${this.busy}>${words().create}</button></div>
      </form>
      ${this.made ? this.#renderMade(this.made) : nothing}
    </section>`;
  }

  #renderMade({ newName, newSip, newPassword }: NewUser): TemplateResult {
    return html`<div class="banner good" role="status">
      <p>
        ${words().created} <strong>${newName}</strong>${newSip ? `, SIP ID ${newSip}` : ""}.
        ${newPassword ? html`${words().password}: <code>${newPassword}</code>. ${words().passwordShownOnce}` : ""}
      </p>
    </div>`;
  }

  async #onAdd(event: SubmitEvent): Promise<void> {
    const { texts, form } = formOf(event);
    const add = () => this.ask("children", { action: "add", ...texts });
    if (!(await this.act(add, words().accountIsAdded))) return;
    form.reset();
    await this.#children.reload();
  }

  async #onGenuser(event: SubmitEvent): Promise<void> {
    const { texts, form } = formOf(event);
    this.made = undefined;
    const work = async (): Promise<void> => {
      this.made = await this.ask("genuser", { email: "", ...texts });
    };
    if (await this.act(work, words().clientIsCreated)) form.reset();
  }
}

customElements.define("family-page", FamilyPage);
