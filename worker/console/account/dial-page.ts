/** A call by hand: from one phone to another, or to several at once. The Ledger counts it like any other. */
import { html, nothing, type TemplateResult } from "lit";
import type { DialReply } from "../../contract/owner-calls.ts";
import { sipnet } from "../api.ts";
import { choiceField, formOf, phonePattern, textField } from "../fields.ts";
import { hashOf } from "../route.ts";
import { words } from "../words/account/operations.ts";
import { ActingView } from "./acting-view.ts";

/** @element dial-page */
class DialPage extends ActingView {
  static override properties = { ...ActingView.properties, reply: { state: true } };
  declare reply: DialReply | undefined;

  protected override render(): TemplateResult {
    return html`<section class="card stack" aria-labelledby="dial">
      <h2 id="dial">${words().connectTwoPhones}</h2>
      <p class="hint">${words().firstPhoneRingsFirst}</p>
      <form class="grid" @submit=${this.#onSubmit}>
        ${textField({
          name: "srcphone",
          label: words().firstPhone,
          hint: words().emptyIsUsualNumber,
          pattern: phonePattern,
        })}
        ${textField({ name: "dstphone", label: words().secondPhone, required: true, maxlength: 1000 })}
        ${choiceField({
          name: "lang",
          label: words().languageOfGreeting,
          value: "ru",
          choices: [
            ["ru", "Русский"],
            ["en", "English"],
          ],
        })}
        ${textField({
          name: "prompt",
          label: words().greetingOfYourOwn,
          hint: words().whereSipnetEnabled,
        })}
        <div class="actions"><button class="primary" ?disabled=${this.busy}>${words().call}</button></div>
      </form>
      ${this.reply ? this.#renderReply(this.reply) : nothing}
    </section>`;
  }

  #renderReply({ state, warning }: DialReply): TemplateResult {
    return html`<p class="banner ${state === "started" && !warning ? "good" : "warn"}" role="status">
      ${state === "started" ? words().calling : words().notConfirmedYet} ${warning ? words().mindTheNight : ""}
      <a href=${hashOf(["overview"])}>${words().followIt}</a>
    </p>`;
  }

  async #onSubmit(event: SubmitEvent): Promise<void> {
    const { texts } = formOf(event);
    const { dstphone = "", lang, prompt, ...src } = texts;
    const greeting = lang === "en" ? "en" : "ru";
    const several = dstphone.includes(",");
    this.reply = undefined;
    await this.act(async () => {
      const answer = several
        ? await sipnet("genmulticall", { dstphone, ...src, lang: greeting }, this.acting)
        : await sipnet("gencall", { dstphone, ...src, lang: greeting, ...(prompt && { prompt }) }, this.acting);
      // Calls go through the Ledger, which answers more than the provider does.
      this.reply = answer as unknown as DialReply;
    }, "");
  }
}

customElements.define("dial-page", DialPage);
