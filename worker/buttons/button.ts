/** A button as the Worker knows it: SIPNET's record and, beside it, what this system adds. */
import type { ButtonView } from "../contract/visitor.ts";
import type { Target } from "./dial-plan.ts";
import type { Button, ButtonExtras, ButtonRecord, SharedFields } from "../contract/button.ts";

/** A button with all that a call by it depends on. */
export interface KnownButton {
  button: Button;
  /** The number its calls come from. */
  callerId: string | null;
  /** The installation's first country, whose national writing is understood. */
  country: string;
  /** Null where none of its phones can be read. */
  target: Target | null;
  /** Numbers of the account itself, E.164: a visitor who types one would have the owner ring themselves. */
  own: string[];
}

export const sharedNames = ["phone", "color", "btntype", "text", "descr", "dtmf"] as const;

export const defaultExtras: ButtonExtras = {
  agents: [],
  ring: "all",
  rings: "owner",
  hours: null,
  origins: [],
  lang: "ru",
  consent: null,
  account: null,
  limits: null,
};

/** SIPNET's part of a button, in the order of the document. */
export function sharedOf({ phone, color, btntype, text, descr, dtmf }: Omit<ButtonRecord, "cid">): SharedFields {
  return { phone, color, btntype, text, descr, dtmf };
}

/** What this system adds to it. */
export function extrasOf(button: ButtonExtras): ButtonExtras {
  const { agents, ring, rings, hours, origins, lang, consent, account, limits } = button;
  return { agents, ring, rings, hours, origins, lang, consent, account, limits };
}

/** Equal but for spelling: nobody knows in which the provider gives back what it was sent. */
export function sameFields(a: SharedFields, b: SharedFields): boolean {
  return differingFields(a, b).length === 0;
}

export function differingFields(a: SharedFields, b: SharedFields): (keyof SharedFields)[] {
  const [one, other] = [plain(a), plain(b)];
  return sharedNames.filter((name) => one[name] !== other[name]);
}

function plain(fields: SharedFields): SharedFields {
  const [text, descr] = [fields.text.trim(), fields.descr.trim()];
  return {
    ...fields,
    text,
    descr,
    phone: plainPhone(fields.phone),
    color: fields.color.toLowerCase().replace("#", ""),
  };
}

/** What everybody may see. Never a phone of the owner, an agent or the description. */
export function viewOf(known: Omit<KnownButton, "own">, openness: { open: boolean; opensAt?: string }): ButtonView {
  const { button, callerId, country, target } = known;
  return {
    button: button.cid,
    text: button.text,
    color: /^#[\da-f]{6}$/i.test(button.color) ? button.color : "#008735",
    design: button.btntype,
    lang: button.lang,
    country,
    // Where nobody can be rung, the owner's link is what a visitor needs.
    ...(target === null ? { open: false } : openness),
    ...(callerId === null ? {} : { callerId }),
    ...(button.consent === null ? {} : { consent: button.consent }),
  };
}

/** Who is rung first. All agents at once: the visitor, for `genmulticall` has one source; one after another: they. */
export function ringsFirst({ agents, ring, rings }: Pick<Button, "agents" | "ring" | "rings">): Button["rings"] {
  if (agents.length < 2) return rings;
  return ring === "all" ? "visitor" : "owner";
}

/** Spaces and brackets are spelling; letters are not: `user2024` is no 2024. */
function plainPhone(phone: string): string {
  return phone.replace(/[\s+().-]/g, "");
}
