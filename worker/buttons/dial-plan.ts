/** Whose phones a call rings, which first, and by which operation of the provider. */
import type { Agent, Ring } from "../contract/button.ts";
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
  /** Whom to try one after another, this dial's agent first; absent where this dial is all. */
  series?: Series;
  /** None: the provider's own choice. */
  greeting: Language | null;
  /** A recorded text of the account. API document, section 6.15. */
  prompt?: string;
  /** A sub-account's login (`foruser`). */
  account: string | null;
}

/** Agents who are rung one after another, until one of them answers. */
export interface Series {
  ring: Exclude<Ring, "all">;
  /** Those who are there, in the owner's order until the Ledger knows whose turn it is. */
  agents: readonly TargetAgent[];
  /** The phones of all, there or not, in the owner's order. */
  order: readonly string[];
}

/** Somebody a button can ring: the phone as the provider is sent it; no name where nobody has one of their own. */
export type TargetAgent = Agent;

/** What a button says about dialling. */
export interface Target {
  /** At least one. */
  agents: readonly TargetAgent[];
  ring: Ring;
  rings: "owner" | "visitor";
  lang: Language;
  account: string | null;
}

/** So many agents are tried at most. */
export const longestSeries = 4;

/**
 * One agent or the record's own phone: `gencall`, whichever side is rung first. Several agents at once:
 * `genmulticall` rings its one source first, so that must be the visitor. API document, 6.15 and 6.16.
 * @param present those of the target's agents who are there; at least one
 */
export function planDial(
  target: Target,
  visitor: string,
  visitorLang: Language,
  present: readonly TargetAgent[] = target.agents,
): DialPlan {
  const { ring, rings, account } = target;
  const agents = oncePerPhone(present);
  const phonesOfOwner = agents.map(({ phone }) => phone);
  const order = oncePerPhone(target.agents).map(({ phone }) => phone);
  const isSeries = order.length > 1 && ring !== "all";
  if (isSeries || (agents.length < 2 && rings === "owner")) {
    const asked = { operation: "gencall" as const, dstphones: [toSipnet(visitor)], first: "owner" as const };
    const plan = { ...asked, srcphone: "", ownerPhones: [], names: [], greeting: target.lang, account };
    return ringing(isSeries ? { ...plan, series: { ring, agents, order } } : plan, agents);
  }
  const operation = agents.length > 1 ? "genmulticall" : "gencall";
  const names = agents.map(({ name }) => name);
  const asked = { operation, srcphone: toSipnet(visitor), dstphones: phonesOfOwner } as const;
  return { ...asked, ownerPhones: phonesOfOwner, names, first: "visitor", greeting: visitorLang, account };
}

/** Two who share a desk share its phone, which is rung once; where both are there nobody can say which one answers. */
export function oncePerPhone(agents: readonly TargetAgent[]): TargetAgent[] {
  const byPhone = Map.groupBy(agents, ({ phone }) => phone);
  return [...byPhone.values()].flatMap(([one, another]) =>
    one === undefined ? [] : [{ ...one, name: another === undefined ? one.name : "" }],
  );
}

/** The plan that rings the first of these agents, and the others of them after that one. */
export function ringing(plan: DialPlan, agents: readonly TargetAgent[]): DialPlan {
  const [first] = agents;
  const { phone = "", name = "" } = first ?? {};
  const series = plan.series && { series: { ...plan.series, agents } };
  return { ...plan, srcphone: phone, ownerPhones: [phone], names: [name], ...series };
}
