/** "What would happen to this number?": asked without a call. */
import { html, nothing, type TemplateResult } from "lit";
import type { ButtonsReply } from "../../contract/owner-buttons.ts";
import type { Explanation } from "../../contract/owner-safety.ts";
import { ask } from "../api.ts";
import { choiceField, formOf, textField } from "../fields.ts";
import { Remote } from "../remote.ts";
import { View } from "../view.ts";
import { duration } from "../words.ts";
import { words } from "../words/safety.ts";
import { ruleWords } from "./rule-words.ts";

/** @element explain-number */
class ExplainNumber extends View {
  static override properties = { ...View.properties, verdict: { state: true } };
  declare verdict: Explanation | undefined;

  #buttons = new Remote<ButtonsReply>(this, (signal) => ask("/buttons", { signal }));

  protected override render(): TemplateResult {
    return html`<section class="card" aria-labelledby="explain">
      <header>
        <h2 id="explain">${words().whatIfCalled}</h2>
      </header>
      ${this.#buttons.render(
        ({ buttons }) =>
          html`<form class="bar" @submit=${this.#onSubmit}>
            ${textField({ name: "phone", label: words().number, type: "tel", required: true, maxlength: 32 })}
            ${choiceField({
              name: "button",
              label: words().button,
              choices: buttons.map(({ cid, text, descr }) => [cid, text || descr || cid] as const),
            })}
            ${textField({ name: "address", label: words().visitorsAddress, placeholder: "192.0.2.1" })}
            <button class="primary" ?disabled=${this.busy}>${words().ask}</button>
          </form>`,
      )}
      <div aria-live="polite">${this.verdict ? this.#renderVerdict(this.verdict) : nothing}</div>
    </section>`;
  }

  #renderVerdict(verdict: Explanation): TemplateResult {
    if (verdict.verdict === "call") return html`<p class="banner good">${words().itWouldBeCalled}</p>`;
    const again = verdict.retryAfterS > 0 ? `${words().possibleAgainIn} ${duration(verdict.retryAfterS)}.` : "";
    return html`<p class="banner warn">
      <strong>${words().itWouldBeRefused}</strong> ${ruleWords(verdict.rule)}. ${again}
    </p>`;
  }

  #onSubmit(event: SubmitEvent): void {
    const { texts } = formOf(event);
    this.verdict = undefined;
    void this.act(async () => {
      this.verdict = await ask<Explanation>("/explain", { body: texts });
    }, "");
  }
}

customElements.define("explain-number", ExplainNumber);
