/** Where calls to the account go when nobody takes them. API document, section 6.17. */
import { html, nothing, type TemplateResult } from "lit";
import { confirmed } from "../confirm.ts";
import { choiceField, formOf, textField } from "../fields.ts";
import { Remote } from "../remote.ts";
import { words } from "../words/account/forwarding.ts";
import { ActingView } from "./acting-view.ts";

const waitPattern = String.raw`\d{1,3}[sm]`;

/** @element forwarding-page */
class ForwardingPage extends ActingView {
  static override properties = { ...ActingView.properties, type: { state: true } };
  declare type: string | undefined;

  #redirect = new Remote(this, () => this.ask("redirect", { action: "get" }));

  protected override render(): TemplateResult {
    return html`<section class="card stack" aria-labelledby="forwarding">
      <h2 id="forwarding">${words().whereCallsAreForwarded}</h2>
      ${this.#redirect.render(({ raw: _raw, ...now }) => this.#renderForm(now))}
    </section>`;
  }

  #renderForm(now: Record<string, string | number | undefined>): TemplateResult {
    const type = this.type ?? String(now["redirtype"] ?? 0);
    const target = words().targetKinds;
    const wait = words().targetShape;
    const text = (name: string, label: string): TemplateResult =>
      textField({ name, label, hint: target, value: now[name], maxlength: 100 });
    const pause = (name: string, label: string): TemplateResult =>
      textField({ name, label, hint: wait, pattern: waitPattern, value: now[name] });
    return html`<form class="grid" @submit=${this.#onSubmit}>
      <div class="full" @change=${(event: Event) => (this.type = (event.target as HTMLSelectElement).value)}>
        ${choiceField({
          name: "redirtype",
          label: words().forwarding,
          value: type,
          choices: [
            ["0", words().none],
            ["1", words().allCalls],
            ["2", words().whenNobodyAnswers],
          ],
        })}
      </div>
      ${type === "1" ? text("allcalls", words().everyCall) : nothing}
      ${
        type === "2"
          ? html`${text("busy", words().ifBusy)} ${text("inaccessible", words().ifUnreachable)}
            ${text("noanswer", words().ifNotAnswered)} ${pause("waitanswer", words().waitFirst)}
            ${pause("waitanswer2", words().waitThen)}`
          : nothing
      }
      <div class="actions">
        <button class="primary" ?disabled=${this.busy}>${words().save}</button>
        <button type="button" class="danger" ?disabled=${this.busy} @click=${this.#onDelete}>
          ${words().removeForwarding}
        </button>
      </div>
    </form>`;
  }

  async #onSubmit(event: SubmitEvent): Promise<void> {
    const { texts } = formOf(event);
    const redirtype = texts["redirtype"] === "1" ? "1" : texts["redirtype"] === "2" ? "2" : "0";
    const work = () => this.ask("redirect", { action: "set", ...texts, redirtype });
    if (await this.act(work, words().forwardingIsSaved)) await this.#redirect.reload();
  }

  async #onDelete(): Promise<void> {
    const question = {
      title: words().removeForwardingQuestion,
      detail: words().callsNoLongerForwarded,
      action: words().remove,
    };
    if (!(await confirmed(question))) return;
    const work = () => this.ask("redirect", { action: "del" });
    if (!(await this.act(work, words().forwardingIsRemoved))) return;
    this.type = undefined;
    await this.#redirect.reload();
  }
}

customElements.define("forwarding-page", ForwardingPage);
