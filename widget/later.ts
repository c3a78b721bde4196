/** A call for later: times that can be had, in the visitor's own zone and language, and a way to take it back. */
import type { TemplateResult } from "lit/html.js";
import type { SlotsReply } from "../worker/protocol.ts";
import type { DialogView } from "./call-dialog.ts";
import type { Companion, Kit } from "./companion.ts";

const en = { when: "When", now: "Now", cancel: "Cancel the call" };
const ru: typeof en = { when: "Когда", now: "Сейчас", cancel: "Отменить звонок" };

const freshMs = 60_000;

export default class Later implements Companion {
  #kit: Kit;
  #slots: string[] = [];
  #asked = "";

  constructor(kit: Kit) {
    this.#kit = kit;
  }

  get offers(): boolean {
    return this.#slots.length > 0;
  }

  render({ progress: { state }, line, lang, open, later, words }: DialogView): TemplateResult | string {
    const { html, host } = this.#kit;
    const own = { ...(lang === "ru" ? ru : en), ...words };
    if (state === "scheduled") return html`<button type="button" @click=${() => host.cancel()}>${own.cancel}</button>`;
    if (!/^(idle|placing|refused)$/.test(state) || (open && !later)) return "";
    this.#ask(`${line.endpoint}/v1/buttons/${line.button}/slots`);
    const form = { weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "numeric" } as const;
    const options = this.#slots.map(
      (slot) => html`<option value=${slot}>${new Date(slot).toLocaleString(lang, form)}</option>`,
    );
    return this.offers
      ? html`<label
          >${own.when}<select name="at">
            ${open ? html`<option value="">${own.now}</option>` : ""}${options}
          </select></label
        >`
      : "";
  }

  /** Once a minute at most, while the dialog asks. */
  #ask(url: string): void {
    const asked = `${url} ${Math.floor(Date.now() / freshMs)}`;
    if (asked === this.#asked) return;
    this.#asked = asked;
    const show = ({ slots }: SlotsReply): void => {
      this.#slots = slots;
      this.#kit.host.requestUpdate();
    };
    this.#kit.ask<SlotsReply>(url).then(show, () => show({ slots: [] }));
  }
}
