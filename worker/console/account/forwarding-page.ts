/** Where calls to the account go when nobody takes them. API document, section 6.17. */
import { html, nothing, type TemplateResult } from "lit";
import { confirmed } from "../confirm.ts";
import { choiceField, formOf, textField } from "../fields.ts";
import { Remote } from "../remote.ts";
import { say } from "../words.ts";
import { ActingView } from "./acting-view.ts";

const waitPattern = String.raw`\d{1,3}[sm]`;

/** @element forwarding-page */
class ForwardingPage extends ActingView {
  static override properties = { ...ActingView.properties, type: { state: true } };
  declare type: string | undefined;

  #redirect = new Remote(this, () => this.ask("redirect", { action: "get" }));

  protected override render(): TemplateResult {
    return html`<section class="card stack" aria-labelledby="forwarding">
      <h2 id="forwarding">${say("Куда переводить звонки", "Where calls are forwarded")}</h2>
      ${this.#redirect.render(({ raw: _raw, ...now }) => this.#renderForm(now))}
    </section>`;
  }

  #renderForm(now: Record<string, string | number | undefined>): TemplateResult {
    const type = this.type ?? String(now["redirtype"] ?? 0);
    const target = say("voicemail, номер или контакт", "voicemail, a number or a contact");
    const wait = say("Например 20s или 1m", "Such as 20s or 1m");
    const text = (name: string, label: string): TemplateResult =>
      textField({ name, label, hint: target, value: now[name], maxlength: 100 });
    const pause = (name: string, label: string): TemplateResult =>
      textField({ name, label, hint: wait, pattern: waitPattern, value: now[name] });
    return html`<form class="grid" @submit=${this.#onSubmit}>
      <div class="full" @change=${(event: Event) => (this.type = (event.target as HTMLSelectElement).value)}>
        ${choiceField({
          name: "redirtype",
          label: say("Переадресация", "Forwarding"),
          value: type,
          choices: [
            ["0", say("Нет", "None")],
            ["1", say("Всех звонков", "All calls")],
            ["2", say("Когда не отвечаем", "When nobody answers")],
          ],
        })}
      </div>
      ${type === "1" ? text("allcalls", say("Все звонки", "All calls")) : nothing}
      ${
        type === "2"
          ? html`${text("busy", say("Если занято", "If busy"))}
            ${text("inaccessible", say("Если недоступно", "If unreachable"))}
            ${text("noanswer", say("Если не ответили", "If not answered"))}
            ${pause("waitanswer", say("Ждать ответа сначала", "Wait for an answer at first"))}
            ${pause("waitanswer2", say("Ждать ответа ещё", "Wait for an answer then"))}`
          : nothing
      }
      <div class="actions">
        <button class="primary" ?disabled=${this.busy}>${say("Сохранить", "Save")}</button>
        <button type="button" class="danger" ?disabled=${this.busy} @click=${this.#onDelete}>
          ${say("Убрать переадресацию", "Remove forwarding")}
        </button>
      </div>
    </form>`;
  }

  async #onSubmit(event: SubmitEvent): Promise<void> {
    const { texts } = formOf(event);
    const redirtype = texts["redirtype"] === "1" ? "1" : texts["redirtype"] === "2" ? "2" : "0";
    const work = () => this.ask("redirect", { action: "set", ...texts, redirtype });
    if (await this.act(work, say("Переадресация сохранена.", "Forwarding is saved."))) await this.#redirect.reload();
  }

  async #onDelete(): Promise<void> {
    const question = {
      title: say("Убрать переадресацию?", "Remove forwarding?"),
      detail: say("Звонки перестанут переводиться.", "Calls will no longer be forwarded."),
      action: say("Убрать", "Remove"),
    };
    if (!(await confirmed(question))) return;
    const work = () => this.ask("redirect", { action: "del" });
    if (!(await this.act(work, say("Переадресация убрана.", "Forwarding is removed.")))) return;
    this.type = undefined;
    await this.#redirect.reload();
  }
}

customElements.define("forwarding-page", ForwardingPage);
