/** Whether talks are recorded, how many and for how long. API document, section 6.12. */
import { html, type TemplateResult } from "lit";
import { confirmed } from "../confirm.ts";
import { checkField, formOf, textField } from "../fields.ts";
import { Remote } from "../remote.ts";
import { words } from "../words/account/recordings.ts";
import { ActingView } from "./acting-view.ts";

const dayS = 86_400;

/** @element recording-page */
class RecordingPage extends ActingView {
  #recording = new Remote(this, () => this.ask("recordcalls", { action: "list" }));

  protected override render(): TemplateResult {
    return html`<section class="card stack" aria-labelledby="recording">
      <h2 id="recording">${words().recordingOfTalks}</h2>
      ${this.#recording.render((now) => this.#renderForm(now))}
    </section>`;
  }

  #renderForm(now: {
    incalls: boolean;
    outcalls: boolean;
    reccount?: number;
    expirationS?: number;
    child?: boolean;
  }): TemplateResult {
    return html`<form class="grid" @submit=${this.#onSubmit}>
      <fieldset class="full">
        <legend>${words().whatToRecord}</legend>
        ${checkField({ name: "incalls", label: words().incomingCalls, checked: now.incalls })}
        ${checkField({ name: "outcalls", label: words().outgoingCalls, checked: now.outcalls })}
        ${checkField({ name: "child", label: words().subAccountsToo, checked: now.child ?? false })}
      </fieldset>
      ${textField({
        name: "reccount",
        label: words().mostRecordings,
        hint: words().zeroMeansAll,
        type: "number",
        min: 0,
        max: 999_999_999,
        value: now.reccount ?? 0,
      })}
      ${textField({
        name: "days",
        label: words().keptForDays,
        type: "number",
        min: 1,
        max: 3650,
        value: Math.round((now.expirationS ?? 7 * dayS) / dayS),
      })}
      <div class="actions">
        <button class="primary" ?disabled=${this.busy}>${words().save}</button>
        <button type="button" class="danger" ?disabled=${this.busy} @click=${this.#onClear}>
          ${words().recordNothing}
        </button>
      </div>
    </form>`;
  }

  async #onSubmit(event: SubmitEvent): Promise<void> {
    const { texts } = formOf(event);
    const flag = (name: string) => (texts[name] === undefined ? "N" : "Y");
    const work = () =>
      this.ask("recordcalls", {
        action: "set",
        incalls: flag("incalls"),
        outcalls: flag("outcalls"),
        child: flag("child"),
        reccount: texts["reccount"] ?? "0",
        expiration: Number(texts["days"] ?? 7) * dayS,
      });
    if (await this.act(work, words().saved)) await this.#recording.reload();
  }

  async #onClear(): Promise<void> {
    const question = {
      title: words().stopRecording,
      detail: words().newTalksNotRecorded,
      action: words().stop,
    };
    if (!(await confirmed(question))) return;
    const work = () => this.ask("recordcalls", { action: "clear" });
    if (await this.act(work, words().recordingIsOff)) await this.#recording.reload();
  }
}

customElements.define("recording-page", RecordingPage);
