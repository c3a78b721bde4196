/** After the call: how it was, one tap on five stars, and a way out for whoever did not ask for it. */
import type { Extra, Kit } from "./extra.ts";

const en = {
  scale: "How was it?",
  star: "of 5",
  thanks: "Thank you!",
  optOut: "Wasn't you? Never call this number",
};
const ru: typeof en = {
  scale: "Как прошёл разговор?",
  star: "из 5",
  thanks: "Спасибо!",
  optOut: "Это были не вы? Больше не звонить",
};

export function makeRating({ host, html, ask }: Kit): Pick<Extra, "render"> {
  /** The call that was rated. */
  let rated: string | undefined;
  /** On its way: shown as pressed, thanked for once the Worker has it. */
  let pressed = 0;

  const send = (url: string, id: string | undefined, score: number): void => {
    const settle = (isKept: boolean): void => {
      if (isKept) rated = id;
      // What did not arrive can be sent once more.
      pressed = 0;
      host.requestUpdate();
    };
    if (pressed) return;
    pressed = score;
    host.requestUpdate();
    ask(url, { method: "PUT", body: { score } }).then(
      () => settle(true),
      () => settle(false),
    );
  };

  return {
    render({ progress: { id }, line, lang, words }) {
      const own = { ...(lang === "ru" ? ru : en), ...words };
      const url = `${line.endpoint}/v1/calls/${id}/rating`;
      const stars = [1, 2, 3, 4, 5].map(
        (score) =>
          html`<button
            type="button"
            class=${score <= pressed ? "pressed" : ""}
            aria-label="${score} ${own.star}"
            @click=${() => send(url, id, score)}
          >
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <path d="m12 3 2.7 5.8 6.3.8-4.6 4.4 1.2 6.3-5.6-3.1-5.6 3.1 1.2-6.3L3 9.6l6.3-.8z" />
            </svg>
          </button>`,
      );
      return html`${
          id === rated
            ? ""
            : html`<fieldset part="rating">
                <legend>${own.scale}</legend>
                <div class="stars">${stars}</div>
              </fieldset>`
        }
        <p role="status" class="thanks">${id === rated ? own.thanks : ""}</p>
        <a class="peace" href="${line.endpoint}/opt-out?lang=${lang}" target="_blank" rel="noopener">${own.optOut}</a>`;
    },
  };
}

export const ratingStyles = /* css */ `
  fieldset {
    display: grid;
    gap: 6px;
    border: 0;
  }
  [part="rating"],
  .thanks,
  .peace {
    justify-items: center;
    text-align: center;
  }
  .thanks:empty {
    display: none;
  }
  .thanks {
    font-size: 18px;
    font-weight: 600;
  }
  .peace {
    color: inherit;
    font-size: 14px;
  }
  .stars {
    display: flex;
  }
  .stars button {
    padding: 0 4px;
    background: none;
    color: inherit;
  }
  .stars svg {
    display: block;
    width: 32px;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.5;
  }
  .stars:hover button:not(:hover ~ button) svg,
  .pressed svg {
    fill: #f5b301;
    stroke: #b87f00;
  }
`;
