/** The two phones of a living call, as they really ring, how long that takes, and whose number is being called. */
import type { TemplateResult } from "lit";
import { clock } from "../call/clock.ts";
import type { Kit } from "./extra.ts";
import type { PhonesWords } from "../words/extra-words.ts";
import type { SheetView } from "./sheet-view.ts";

type Writing = Pick<Kit, "html" | "handset"> & { write(phone: string): string };

const en: PhonesWords = {
  company: "Company",
  you: "You",
  wait: "usually takes about",
  to: "Calling",
  wrong: "Wrong number? Correct it after this call.",
  goesOn: "You may close this, the call goes on.",
};
const ru: PhonesWords = {
  company: "Компания",
  you: "Вы",
  wait: "обычно это",
  to: "Звоним на",
  wrong: "Не тот номер? Исправите после звонка.",
  goesOn: "Окно можно закрыть, звонок не прервётся.",
};

/** The expectation, until the owner has answered. */
function waiting({ progress, lang, nowMs, beganAtMs }: SheetView, words: PhonesWords): string {
  const { state, wait, legs } = progress;
  if (state === "connected") return "";
  const seconds = new Intl.NumberFormat(lang, { style: "unit", unit: "second", unitDisplay: "long" });
  const usual = wait && legs?.owner !== "answered" ? `${words.wait} ${seconds.format(wait)}` : "";
  return [clock(nowMs - beganAtMs), usual].filter(Boolean).join(" · ");
}

export function renderPhones(view: SheetView, { html, handset, write }: Writing): TemplateResult {
  const { progress, phone, lang, words } = view;
  const { state, legs, agent } = progress;
  const own = { ...(lang === "ru" ? ru : en), ...words };
  // Until the visitor's phone is picked up it may be a stranger's that rings.
  const whom = phone && state !== "connected" && legs?.visitor !== "answered";
  return html`<p class="note">${waiting(view, own)}</p>
    <div class="phones" aria-hidden="true">
      <b class=${legs?.owner ?? ""}><i>${handset}</i>${agent ?? own.company}</b>
      <b class=${legs?.visitor ?? ""}><i>${handset}</i>${own.you}</b>
    </div>
    ${whom ? html`<p class="whom">${own.to} <b>${write(phone)}</b><br />${own.wrong}</p>` : ""}
    <p class="note">${own.goesOn}</p>`;
}

/** From a sheet to a panel in one soft movement. */
export function glide(dialog: HTMLDialogElement, before: DOMRect): void {
  // What only pretends to be a browser moves nothing.
  if (!dialog.animate || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const after = dialog.getBoundingClientRect();
  const from = `translate(${before.left - after.left}px, ${before.bottom - after.bottom}px)`;
  dialog.animate({ transform: [from, "none"] }, { duration: 260, easing: "cubic-bezier(0.2, 0, 0, 1)" });
}

/** The panel of a living call stands at the side of the floating button, above it. */
export const phonesStyles = /* css */ `
  @media (min-width: 600px) {
    dialog:not(.modal) {
      inset: auto 12px 88px auto;
      max-height: calc(100% - 100px);
    }
    :host([placement$="left"]) dialog:not(.modal) {
      inset-inline: 12px auto;
    }
  }
  ::placeholder {
    color: inherit;
    opacity: 0.6;
  }
  :is(.calling, .talking, .talked) [part="status"] {
    font-size: 18px;
    font-weight: 600;
    text-align: center;
    text-wrap: balance;
  }
  b,
  [part="link"] {
    unicode-bidi: plaintext;
  }
  b {
    white-space: nowrap;
  }
  .calling small {
    display: block;
    padding-top: 4px;
    font-size: 14px;
    font-weight: 400;
  }
  .phones {
    display: flex;
    justify-content: space-around;
    padding-top: 12px;
    font-size: 14px;
    background: linear-gradient(#8886, #8886) center 44px / 30% 2px no-repeat;
  }
  .phones b {
    display: grid;
    justify-items: center;
    gap: 10px;
    min-width: 72px;
    font-weight: 600;
  }
  .phones i {
    padding: 19px;
    border: 1px solid #0000;
    border-radius: 99px;
    background: #8883;
  }
  .phones svg {
    display: block;
  }
  .phones :is(.ringing, .answered) i {
    background: var(--sipnet-fill);
    color: var(--sipnet-on-fill);
  }
  .ringing i {
    outline: 3px solid var(--sipnet-fill);
    outline-offset: 4px;
  }
  @media (prefers-reduced-motion: no-preference) {
    .ringing i {
      animation: ring 1.2s infinite ease-out;
    }
  }
  @keyframes ring {
    from {
      outline-offset: 0;
    }
    to {
      outline-color: #0000;
      outline-offset: 14px;
    }
  }
  :is(.whom, .note) {
    text-align: center;
    text-wrap: balance;
    font-size: 14px;
  }
  .note:empty {
    display: none;
  }
  .whom b {
    font-weight: 600;
  }
`;
