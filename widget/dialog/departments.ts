/** Several buttons as one choice in one dialog: `button="SALES SERVICE"`. */
import type { ButtonView } from "../../worker/contract/visitor.ts";
import type { Extra, Kit } from "./extra.ts";

const en = "Who";
const ru = "Кому";

export default function departments({ host, html, ask }: Kit): Extra {
  let records: ButtonView[] = [];
  let asked = "";

  const list = (): string[] => host.button?.match(/\S+/g) ?? [];

  /** The first of the list is the one that is meant: choosing it is moving it to the front. */
  const choose = ({ target }: Event): void => {
    const chosen = (target as HTMLSelectElement).value;
    host.button = [chosen, ...list().filter((cid) => cid !== chosen)].join(" ");
  };

  /** A department that doesn't answer is left out: the others can be had. */
  const askFor = async (endpoint: string, known: ButtonView): Promise<void> => {
    // Chromium 109 has no `toSorted`; the list is a new one.
    const asking = list().sort().join();
    if (asking === asked) return;
    asked = asking;
    const answers = list().map(async (cid) =>
      cid === known.button ? known : ask<ButtonView>(`${endpoint}/v1/buttons/${cid}`).catch(() => []),
    );
    records = (await Promise.all(answers)).flat();
    host.requestUpdate();
  };

  return {
    render({ record, line, lang, words }) {
      void askFor(line.endpoint, record);
      if (!records[1]) return "";
      const options = records.map(
        ({ button, text }) => html`<option value=${button} ?selected=${button === line.button}>${text}</option>`,
      );
      const own = { department: lang === "ru" ? ru : en, ...words };
      return html`<div class="field">
        <label part="label" for="department">${own.department}</label>
        <select id="department" @change=${choose}>
          ${options}
        </select>
      </div>`;
    },
  };
}
