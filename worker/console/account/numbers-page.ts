/** Numbers that calls may show: add one, prove it is yours, choose the usual one. */
import { html, nothing, type TemplateResult } from "lit";
import { confirmed } from "../confirm.ts";
import { choiceField, formOf, phonePattern, textField } from "../fields.ts";
import { Remote } from "../remote.ts";
import { say } from "../words.ts";
import { ActingView } from "./acting-view.ts";

/** @element numbers-page */
class NumbersPage extends ActingView {
  static override properties = { ...ActingView.properties, awaited: { state: true } };
  /** The number whose code is on its way. */
  declare awaited: string | undefined;

  #numbers = new Remote(this, () => this.ask("aninnumbers", { action: "list" }));

  protected override render(): TemplateResult {
    return html`<section class="card" aria-labelledby="numbers">
        <header><h2 id="numbers">${say("С каких номеров звоним", "Numbers we call from")}</h2></header>
        ${this.#numbers.render(({ phones }) =>
          phones.length === 0
            ? html`<p class="empty">${say("Номеров ещё нет.", "No numbers yet.")}</p>`
            : html`<ul class="rows">
                ${phones.map((each) => this.#renderNumber(each))}
              </ul>`,
        )}
      </section>
      <section class="card stack" aria-labelledby="add-number">
        <h2 id="add-number">${say("Добавить номер", "Add a number")}</h2>
        <form class="bar" @submit=${this.#onAdd}>
          ${textField({ name: "phone", label: say("Номер", "Number"), type: "tel", required: true, pattern: phonePattern })}
          ${choiceField({
            name: "checktype",
            label: say("Как проверить", "How to check"),
            value: "sms",
            choices: [
              ["sms", say("СМС с кодом", "A text message")],
              ["call", say("Звонок с кодом", "A call")],
            ],
          })}
          <button class="primary" ?disabled=${this.busy}>${say("Прислать код", "Send the code")}</button>
        </form>
        ${this.awaited === undefined ? nothing : this.#renderCode(this.awaited)}
      </section>`;
  }

  #renderNumber({ phone, type, isDefault }: { phone: string; type?: string; isDefault: boolean }): TemplateResult {
    return html`<li>
      <span class="grow"><strong>${phone}</strong> <span class="hint">${type ?? ""}</span></span>
      ${
        isDefault
          ? html`<span class="pill good">${say("по умолчанию", "the usual one")}</span>`
          : html`<button type="button" ?disabled=${this.busy} @click=${() => this.#onDefault(phone)}>
              ${say("Сделать основным", "Make it the usual one")}
            </button>`
      }
      <button
        type="button"
        class="danger"
        ?disabled=${this.busy}
        aria-label=${`${say("Удалить", "Delete")} ${phone}`}
        @click=${() => this.#onDelete(phone)}
      >
        ${say("Удалить", "Delete")}
      </button>
    </li>`;
  }

  #renderCode(phone: string): TemplateResult {
    return html`<form class="bar" @submit=${this.#onCode}>
      ${textField({
        name: "code",
        label: `${say("Код, присланный на", "The code sent to")} ${phone}`,
        required: true,
        autocomplete: "one-time-code",
        maxlength: 20,
      })}
      <button class="primary" ?disabled=${this.busy}>${say("Подтвердить", "Confirm")}</button>
    </form>`;
  }

  async #onAdd(event: SubmitEvent): Promise<void> {
    const { texts } = formOf(event);
    const phone = texts["phone"] ?? "";
    const checktype = texts["checktype"] === "call" ? "call" : "sms";
    const work = () => this.ask("aninnumbers", { action: "add", phone, checktype });
    if (await this.act(work, say("Код отправлен.", "The code is on its way."))) this.awaited = phone;
  }

  async #onCode(event: SubmitEvent): Promise<void> {
    const { texts } = formOf(event);
    const work = () => this.ask("aninnumbers", { action: "checkcode", code: texts["code"] ?? "" });
    if (!(await this.act(work, say("Номер добавлен.", "The number is added.")))) return;
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
    await this.act(() => choose(phone), say("Основной номер сменён.", "The usual number is changed."), undo);
  }

  async #onDelete(phone: string): Promise<void> {
    const question = {
      title: say(`Удалить номер ${phone}?`, `Delete ${phone}?`),
      detail: say(
        "Вернуть его можно, снова подтвердив кодом.",
        "To have it back, it must be confirmed by a code again.",
      ),
      action: say("Удалить", "Delete"),
    };
    if (!(await confirmed(question))) return;
    const work = () => this.ask("aninnumbers", { action: "delete", phone });
    if (await this.act(work, say("Номер удалён.", "The number is deleted."))) await this.#numbers.reload();
  }
}

customElements.define("numbers-page", NumbersPage);
