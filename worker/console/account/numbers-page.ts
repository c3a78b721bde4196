/** Numbers that calls may show: add one, prove it is yours, choose the usual one. */
import { html, nothing, type TemplateResult } from "lit";
import { confirmed } from "../confirm.ts";
import { choiceField, formOf, phonePattern, textField } from "../fields.ts";
import { Remote } from "../remote.ts";
import { words } from "../words/account/numbers.ts";
import { ActingView } from "./acting-view.ts";

/** @element numbers-page */
class NumbersPage extends ActingView {
  static override properties = { ...ActingView.properties, awaited: { state: true } };
  /** The number whose code is on its way. */
  declare awaited: string | undefined;

  #numbers = new Remote(this, () => this.ask("aninnumbers", { action: "list" }));

  protected override render(): TemplateResult {
    return html`<section class="card" aria-labelledby="numbers">
        <header><h2 id="numbers">${words().numbersWeCallFrom}</h2></header>
        ${this.#numbers.render(({ phones }) =>
          phones.length === 0
            ? html`<p class="empty">${words().noNumbersYet}</p>`
            : html`<ul class="rows">
                ${phones.map((each) => this.#renderNumber(each))}
              </ul>`,
        )}
      </section>
      <section class="card stack" aria-labelledby="add-number">
        <h2 id="add-number">${words().addNumber}</h2>
        <form class="bar" @submit=${this.#onAdd}>
          ${textField({ name: "phone", label: words().number, type: "tel", required: true, pattern: phonePattern })}
          ${choiceField({
            name: "checktype",
            label: words().howToCheck,
            value: "sms",
            choices: [
              ["sms", words().textMessage],
              ["call", words().call],
            ],
          })}
          <button class="primary" ?disabled=${this.busy}>${words().sendCode}</button>
        </form>
        ${this.awaited === undefined ? nothing : this.#renderCode(this.awaited)}
      </section>`;
  }

  #renderNumber({ phone, type, isDefault }: { phone: string; type?: string; isDefault: boolean }): TemplateResult {
    return html`<li>
      <span class="grow"><strong>${phone}</strong> <span class="hint">${type ?? ""}</span></span>
      ${
        isDefault
          ? html`<span class="pill good">${words().usualOne}</span>`
          : html`<button type="button" ?disabled=${this.busy} @click=${() => this.#onDefault(phone)}>
              ${words().makeItUsualOne}
            </button>`
      }
      <button
        type="button"
        class="danger"
        ?disabled=${this.busy}
        aria-label=${`${words().delete} ${phone}`}
        @click=${() => this.#onDelete(phone)}
      >
        ${words().delete}
      </button>
    </li>`;
  }

  #renderCode(phone: string): TemplateResult {
    return html`<form class="bar" @submit=${this.#onCode}>
      ${textField({
        name: "code",
        label: `${words().codeSentTo} ${phone}`,
        required: true,
        autocomplete: "one-time-code",
        maxlength: 20,
      })}
      <button class="primary" ?disabled=${this.busy}>${words().confirm}</button>
    </form>`;
  }

  async #onAdd(event: SubmitEvent): Promise<void> {
    const { texts } = formOf(event);
    const phone = texts["phone"] ?? "";
    const checktype = texts["checktype"] === "call" ? "call" : "sms";
    const work = () => this.ask("aninnumbers", { action: "add", phone, checktype });
    if (await this.act(work, words().codeIsOnItsWay)) this.awaited = phone;
  }

  async #onCode(event: SubmitEvent): Promise<void> {
    const { texts } = formOf(event);
    const work = () => this.ask("aninnumbers", { action: "checkcode", code: texts["code"] ?? "" });
    if (!(await this.act(work, words().numberIsAdded))) return;
    this.awaited = undefined;
    await this.#numbers.reload();
  }

  async #onDefault(phone: string): Promise<void> {
    const before = this.#numbers.value?.phones.find(({ isDefault }) => isDefault)?.phone;
    const choose = async (chosen: string): Promise<void> => {
      await this.ask("aninnumbers", { action: "setdefault", phone: chosen });
      await this.#numbers.reload();
    };
    const undo = before === undefined ? undefined : () => choose(before);
    await this.act(() => choose(phone), words().usualNumberIsChanged, { undo });
  }

  async #onDelete(phone: string): Promise<void> {
    const question = {
      title: words().deleteQuestion(phone),
      detail: words().needsCodeAgain,
      action: words().delete,
    };
    if (!(await confirmed(question))) return;
    const work = () => this.ask("aninnumbers", { action: "delete", phone });
    if (await this.act(work, words().numberIsDeleted)) await this.#numbers.reload();
  }
}

customElements.define("numbers-page", NumbersPage);
