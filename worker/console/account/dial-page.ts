/** A call by hand: from one phone to another, or to several at once. The Ledger counts it like any other. */
import { html, nothing, type TemplateResult } from "lit";
import type { DialReply } from "../../contract/owner-calls.ts";
import { sipnet } from "../api.ts";
import { choiceField, formOf, phonePattern, textField } from "../fields.ts";
import { hashOf } from "../route.ts";
import { say } from "../words.ts";
import { ActingView } from "./acting-view.ts";

/** @element dial-page */
class DialPage extends ActingView {
  static override properties = { ...ActingView.properties, reply: { state: true } };
  declare reply: DialReply | undefined;

  protected override render(): TemplateResult {
    return html`<section class="card stack" aria-labelledby="dial">
      <h2 id="dial">${say("Соединить два телефона", "Connect two phones")}</h2>
      <p class="hint">
        ${say(
          "Сначала звонит первый телефон, после ответа второй. Несколько номеров через запятую: зазвонят все, разговор у первого ответившего.",
          "The first phone rings, then the second. Several numbers with commas: all ring, the first to answer talks.",
        )}
      </p>
      <form class="grid" @submit=${this.#onSubmit}>
        ${textField({
          name: "srcphone",
          label: say("Первый телефон", "First phone"),
          hint: say("Пусто: ваш номер по умолчанию", "Empty: your usual number"),
          pattern: phonePattern,
        })}
        ${textField({ name: "dstphone", label: say("Второй телефон", "Second phone"), required: true, maxlength: 1000 })}
        ${choiceField({
          name: "lang",
          label: say("Язык приветствия", "Language of the greeting"),
          value: "ru",
          choices: [
            ["ru", "Русский"],
            ["en", "English"],
          ],
        })}
        ${textField({
          name: "prompt",
          label: say("Своё приветствие", "A greeting of your own"),
          hint: say(
            "Если SIPNET его включил; только для одного номера",
            "Where SIPNET has enabled it; for one number only",
          ),
        })}
        <div class="actions"><button class="primary" ?disabled=${this.busy}>${say("Позвонить", "Call")}</button></div>
      </form>
      ${this.reply ? this.#renderReply(this.reply) : nothing}
    </section>`;
  }

  #renderReply({ state, warning }: DialReply): TemplateResult {
    return html`<p class="banner ${state === "started" && !warning ? "good" : "warn"}" role="status">
      ${state === "started" ? say("Звоним.", "Calling.") : say("SIPNET не подтвердил звонок, проверяем.", "SIPNET has not confirmed the call, we are checking.")}
      ${warning ? say("Учтите: там ночь.", "Mind that it is night there.") : ""}
      <a href=${hashOf(["overview"])}>${say("Следить", "Follow it")}</a>
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
