/**
 * Whom a button can ring: its phones as SIPNET is sent them. What can't be read is never rung, nor
 * shortened to what digits it has, nor left out so that the account's own default would ring instead.
 */
import type { Agent, Button } from "../contract/button.ts";
import type { Unreadable } from "../numbers/destination.ts";
import type { PhoneReading } from "../contract/owner-buttons.ts";
import { readOwnPhone } from "../numbers/own-phone.ts";
import type { Phone, PhoneNotAllowed } from "../numbers/phone.ts";
import { ringsFirst } from "./button.ts";
import type { Target } from "./dial-plan.ts";

/** The agents, where there are any, or the record's own phone. */
export function targetOf(button: Button, countries: readonly string[]): Target | null {
  const written: readonly Agent[] = button.agents.length > 0 ? button.agents : [{ name: "", phone: button.phone }];
  const agents = written.flatMap((agent): Agent[] => {
    const read = readOwnPhone(agent.phone, countries);
    return read.kind === "unreadable" ? [] : [{ ...agent, name: agent.name.trim(), phone: read.sent }];
  });
  if (agents.length === 0) return null;
  const { ring, lang, account } = button;
  return { agents, ring, rings: ringsFirst(button), lang, account };
}

/** How each phone of a button is understood, the record's own first. */
export function readingsOf({ phone, agents }: Pick<Button, "phone" | "agents">, countries: readonly string[]) {
  return [phone, ...agents.map((agent) => agent.phone)].map((written): PhoneReading => {
    const read = readOwnPhone(written, countries);
    if (read.kind === "unreadable") return { written, why: read.why };
    return read.kind === "sip" ? { written, dials: read.sent } : { written, dials: read.sent, number: read.e164 };
  });
}

export interface UnreadablePhone {
  /** The button's text, or its id. */
  button: string;
  written: string;
  why: Unreadable;
}

/** Phones of these buttons that are never rung, because nobody can say whose they are. */
export function unreadableOf(buttons: readonly Button[], countries: readonly string[]): UnreadablePhone[] {
  return buttons.flatMap((button) =>
    readingsOf(button, countries).flatMap(({ written, why }) =>
      why === undefined ? [] : [{ button: button.text || button.cid, written, why }],
    ),
  );
}

/** The account's numbers among these writings, each once. */
export function numbersAmong(written: readonly string[], countries: readonly string[]): string[] {
  const read = written.map((each) => readOwnPhone(each, countries));
  return [...new Set(read.flatMap((each) => (each.kind === "number" ? [each.e164] : [])))];
}

/** Why this number may not be rung whoever asks, for its kind or because it is the owner's own; null where it may. */
export function forbiddenBy(judged: Phone | PhoneNotAllowed, own: readonly string[]): string | null {
  if ("problem" in judged) return judged.rule;
  return own.includes(judged.e164) ? "phone.own" : null;
}
