/** Several buttons as one choice in one dialog: `button="SALES SERVICE"`. */
import type { TemplateResult } from "lit/html.js";
import type { ButtonView } from "../worker/protocol.ts";
import type { DialogView } from "./call-dialog.ts";
import type { Companion, Kit } from "./companion.ts";

const en = "Who";
const ru = "Кому";

export default class Departments implements Companion {
  #kit: Kit;
  #records: ButtonView[] = [];
  #asked = "";

  constructor(kit: Kit) {
    this.#kit = kit;
  }

  render({ progress: { state }, record, line, lang, words }: DialogView): TemplateResult | string {
    const { html, host } = this.#kit;
    const cids = host.button?.split(" ") ?? [];
    this.#ask(line.endpoint, cids, record);
    if (!/^(idle|placing|refused)$/.test(state) || !this.#records[1]) return "";
    const options = this.#records.map(
      ({ button, text }) => html`<option value=${button} ?selected=${button === line.button}>${text}</option>`,
    );
    const own = { department: lang === "ru" ? ru : en, ...words };
    return html`<label
      >${own.department}<select @change=${this.#onChange}>
        ${options}
      </select></label
    >`;
  }

  /** The first of the list is the one that is meant: choosing it is moving it to the front. */
  #onChange = ({ target }: Event): void => {
    const { host } = this.#kit;
    const chosen = (target as HTMLSelectElement).value;
    host.button = [chosen, ...(host.button?.split(" ") ?? []).filter((cid) => cid !== chosen)].join(" ");
  };

  /** A department that doesn't answer is left out: the others can be had. */
  #ask(endpoint: string, cids: string[], known: ButtonView): void {
    const asked = cids.toSorted().join();
    if (asked === this.#asked) return;
    this.#asked = asked;
    const answers = cids.map(async (cid) =>
      cid === known.button ? known : this.#kit.ask<ButtonView>(`${endpoint}/v1/buttons/${cid}`),
    );
    void Promise.all(answers.map((answer) => answer.catch(() => []))).then((records) => this.#show(records.flat()));
  }

  #show(records: ButtonView[]): void {
    this.#records = records;
    this.#kit.host.requestUpdate();
  }
}
