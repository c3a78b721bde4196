/** A call for later: times that can be had, in the visitor's own zone and language, and a way to take it back. */
import type { SlotsReply } from "../../worker/contract/visitor.ts";
import type { Extra, Kit } from "./extra.ts";

const en = { when: "When", now: "Now", cancel: "Cancel the call" };
const ru: typeof en = { when: "Когда", now: "Сейчас", cancel: "Отменить звонок" };

const beforeACall = new Set(["idle", "placing", "refused"]);
const freshMs = 60_000;

export default function later({ host, html, ask }: Kit): Extra {
  let slots: string[] = [];
  let asked = "";

  /** Once a minute at most, while the dialog asks. */
  const askFor = (url: string): void => {
    const asking = `${url} ${Math.floor(Date.now() / freshMs)}`;
    if (asking === asked) return;
    asked = asking;
    const show = (reply: SlotsReply): void => {
      slots = reply.slots;
      host.requestUpdate();
    };
    ask<SlotsReply>(url).then(show, () => show({ slots: [] }));
  };

  return {
    get offers() {
      return slots.length > 0;
    },
    render({ progress: { state }, line, lang, open, wantsMore, words }) {
      const own = { ...(lang === "ru" ? ru : en), ...words };
      if (state === "scheduled")
        return html`<button type="button" @click=${() => host.cancel()}>${own.cancel}</button>`;
      if (!beforeACall.has(state) || (open && !wantsMore)) return "";
      askFor(`${line.endpoint}/v1/buttons/${line.button}/slots`);
      if (!slots[0]) return "";
      const form = { weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "numeric" } as const;
      const options = slots.map(
        (slot) => html`<option value=${slot}>${new Date(slot).toLocaleString(lang, form)}</option>`,
      );
      return html`<label
        >${own.when}<select name="at">
          ${open ? html`<option value="">${own.now}</option>` : ""}${options}
        </select></label
      >`;
    },
  };
}
