/** After the call: how it was, in five steps, and a way out for whoever did not ask for it. */
import type { TemplateResult } from "lit/html.js";
import type { DialogView } from "./call-dialog.ts";
import type { Companion, Kit } from "./companion.ts";

const en = {
  scale: "How was it? 5 is best",
  send: "Send",
  thanks: "Thank you!",
  optOut: "Wasn't you? Never call this number",
};
const ru: typeof en = {
  scale: "Как прошёл звонок? 5 — отлично",
  send: "Отправить",
  thanks: "Спасибо!",
  optOut: "Это были не вы? Больше не звонить",
};

export default class Rating implements Companion {
  #kit: Kit;
  /** The call that was rated. */
  #rated: string | undefined;

  constructor(kit: Kit) {
    this.#kit = kit;
  }

  /** A radio group: arrows choose, and nothing is sent before the visitor says so. */
  render({ progress: { id, state }, line, lang, words }: DialogView): TemplateResult | string {
    if (state !== "ended") return "";
    const { html } = this.#kit;
    const own = { ...(lang === "ru" ? ru : en), ...words };
    const steps = [1, 2, 3, 4, 5].map(
      (score) => html`<label><input type="radio" name="score" value=${score} /> ${score}</label>`,
    );
    return html`<fieldset ?hidden=${this.#rated === id}>
        <legend>${own.scale}</legend>
        <div class="legs">${steps}</div>
        <button type="button" @click=${() => this.#send(`${line.endpoint}/v1/calls/${id}`, id)}>${own.send}</button>
      </fieldset>
      <p role="status">${this.#rated === id ? own.thanks : ""}</p>
      <a href="${line.endpoint}/opt-out?lang=${lang}" target="_blank" rel="noopener">${own.optOut}</a>`;
  }

  #send(call: string, id: string | undefined): void {
    const { host, ask } = this.#kit;
    const chosen = host.shadowRoot?.querySelector<HTMLInputElement>("[name=score]:checked");
    if (!chosen) return;
    const thank = (): void => {
      this.#rated = id;
      host.requestUpdate();
    };
    // What did not arrive stays on show, and can be sent once more.
    ask(`${call}/rating`, { score: +chosen.value }, undefined, "PUT").then(thank, () => host.requestUpdate());
  }
}
