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
    ring: "all",
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
  const { agents, ring, rings, hours, origins, lang, consent, account, limits } = button;
  return {
    phone,
    color,
    btntype,
    text,
    descr,
    dtmf,
    agents,
    ring,
    rings,
    hours,
    origins,
    lang,
    consent,
    account,
    limits,
  };
}

/** `#rrggbb`, as colour fields want it; anything else shows as the default. */
export function plainColor(color: string): string {
  const hex = color.startsWith("#") ? color : `#${color}`;
  return /^#[\da-f]{6}$/i.test(hex) ? hex.toLowerCase() : "#008735";
}

/** What the form's own fields say; agents and hours speak for themselves. */
export function readFields(form: FormData, { origins }: Draft): Partial<Draft> {
  const text = (name: string): string => String(form.get(name) ?? "");
  const most = (name: string) => (text(name) === "" ? {} : { [name.replace("limit-", "")]: Number(text(name)) });
  const limits: NonNullable<Draft["limits"]> = { ...most("limit-perHour"), ...most("limit-perDay") };
  return {
    phone: text("phone"),
    color: text("color"),
    btntype: Number(text("btntype")),
    text: text("text"),
    descr: text("descr"),
    dtmf: form.has("dtmf"),
    // Either is asked, never both: with several people the one follows from the other.
    ...(form.has("rings") ? { rings: text("rings") === "visitor" ? "visitor" : "owner" } : {}),
    ...(form.has("ring") ? { ring: ringOf(text("ring")) } : {}),
    lang: text("lang") === "en" ? "en" : "ru",
    consent: form.has("asks-consent") ? text("consent") : null,
    account: text("account").trim() || null,
    // Until the list of sites is there, nothing can have been chosen.
    origins: form.has("sites-shown") ? form.getAll("origins").map(String) : origins,
    limits: Object.keys(limits).length > 0 ? limits : null,
  };
}

function ringOf(text: string): Draft["ring"] {
  return text === "in-turn" || text === "round-robin" ? text : "all";
}
