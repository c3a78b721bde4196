/** Whose phones a call rings, which first, and by which operation of the provider. */
import type { Language } from "../contract/visitor.ts";
import { toSipnet } from "../numbers/phone.ts";

/** How one call is dialled. Raw numbers: it lives in memory only. */
export interface DialPlan {
  operation: "gencall" | "genmulticall";
  srcphone: string;
  /** Several for `genmulticall`. */
  dstphones: string[];
  /** Whose phone is rung first, and so who hears the greeting. */
  first: "owner" | "visitor";
  /** The owner's phones among them, and what each agent is called. */
  ownerPhones: string[];
  names: readonly string[];
  /** None: the provider's own choice. */
  greeting: Language | null;
  /** A recorded text of the account. API document, section 6.15. */
  prompt?: string;
  /** A sub-account's login (`foruser`). */
  account: string | null;
}

/** What a button says about dialling. */
export interface Target {
  /** As the provider is sent them; at least one. */
  phones: readonly string[];
  /** What the agent of each is called; empty where that is not one alone, or was not said. */
  names: readonly string[];
  rings: "owner" | "visitor";
  lang: Language;
  account: string | null;
}

/**
 * One agent or the record's own phone: `gencall`, whichever side is rung first. Several agents:
 * `genmulticall` rings its one source first, so that must be the visitor. API document, 6.15 and 6.16.
 */
export function planDial(target: Target, visitor: string, visitorLang: Language): DialPlan {
  const ownerPhones = [...target.phones];
  const [only = ""] = ownerPhones;
  const shared = { ownerPhones, names: target.names, account: target.account };
  if (ownerPhones.length > 1 || target.rings === "visitor") {
    const operation = ownerPhones.length > 1 ? "genmulticall" : "gencall";
    const phonesOfVisitor = { srcphone: toSipnet(visitor), dstphones: ownerPhones };
    return { ...shared, operation, ...phonesOfVisitor, first: "visitor", greeting: visitorLang };
  }
  const phonesOfOwner = { srcphone: only, dstphones: [toSipnet(visitor)] };
  return { ...shared, operation: "gencall", ...phonesOfOwner, first: "owner", greeting: target.lang };
}
