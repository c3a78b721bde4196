/** A button while it is being edited: what both sides know of it, without what only the Worker says. */
import type { ButtonExtras, SharedFields } from "../../contract/button.ts";
import type { OwnerButton } from "../../contract/owner-buttons.ts";
import { language } from "../words.ts";
import { words } from "../words/button-editor.ts";

export type Draft = SharedFields & ButtonExtras;

/** The document's own defaults; a page is in the language its owner speaks. API document, section 6.8. */
export function newDraft(): Draft {
  return {
    phone: "",
    color: "#008735",
    btntype: 2,
    text: words().callMe,
    descr: "",
    dtmf: false,
    agents: [],
    rings: "owner",
    hours: null,
    origins: [],
    lang: language(),
    consent: null,
    account: null,
    limits: null,
  };
}

export function draftOf(button: OwnerButton): Draft {
  const { phone, color, btntype, text, descr, dtmf } = button;
  const { agents, rings, hours, origins, lang, consent, account, limits } = button;
  return { phone, color, btntype, text, descr, dtmf, agents, rings, hours, origins, lang, consent, account, limits };
}

/** `#rrggbb`, as colour fields want it; anything else shows as the default. */
export function plainColor(color: string): string {
  const hex = color.startsWith("#") ? color : `#${color}`;
  return /^#[\da-f]{6}$/i.test(hex) ? hex.toLowerCase() : "#008735";
}

/** One a line, or comma separated. */
export function linesOf(text: string): string[] {
  return text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter(Boolean);
}
