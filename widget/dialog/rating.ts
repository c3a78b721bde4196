/** After the call: how it was, in five steps, and a way out for whoever did not ask for it. */
import type { Extra, Kit } from "./extra.ts";

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

export default function rating({ host, html, ask }: Kit): Extra {
  /** The call that was rated. */
  let rated: string | undefined;

  const send = (url: string, id: string | undefined): void => {
    const chosen = host.shadowRoot?.querySelector<HTMLInputElement>("[name=score]:checked");
    if (!chosen) return;
    const thank = (): void => {
      rated = id;
      host.requestUpdate();
    };
    // What did not arrive stays on show, and can be sent once more.
    ask(url, { method: "PUT", body: { score: Number(chosen.value) } }).then(thank, () => host.requestUpdate());
  };

  return {
    /** A radio group: arrows choose, and nothing is sent before the visitor says so. */
    render({ progress: { id, state }, line, lang, words }) {
      if (state !== "ended") return "";
      const own = { ...(lang === "ru" ? ru : en), ...words };
      const steps = [1, 2, 3, 4, 5].map(
        (score) => html`<label><input type="radio" name="score" value=${score} /> ${score}</label>`,
      );
      return html`<fieldset ?hidden=${rated === id}>
          <legend>${own.scale}</legend>
          <div class="legs">${steps}</div>
          <button type="button" @click=${() => send(`${line.endpoint}/v1/calls/${id}/rating`, id)}>${own.send}</button>
        </fieldset>
        <p role="status">${rated === id ? own.thanks : ""}</p>
        <a href="${line.endpoint}/opt-out?lang=${lang}" target="_blank" rel="noopener">${own.optOut}</a>`;
    },
  };
}
