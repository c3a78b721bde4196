/**
 * Who of the company is on the line, where the owner has named their agents. A row keeps a name for each of the
 * owner's phones that it rings, and of several that one's alone that has answered: before, nobody is named.
 */
import type { CallRow } from "../call-row.ts";
import { compare, readParty } from "../../sipnet/party.ts";
import type { TwoLegCall } from "../../sipnet/readers.ts";
import { legWordOf } from "../../sipnet/call-words.ts";
import { type FittedRow, ownerPhonesOf } from "./matching-rows.ts";

/** The column of a call whose phones have these names, in their order; empty where there is none. */
export function agentsColumn(names: readonly string[]): string | null {
  return names.some(Boolean) ? JSON.stringify(names) : null;
}

/**
 * The name of who has answered; undefined where nobody has, or it isn't known who. Of agents who are rung one
 * after another the one who is rung is named while that lasts.
 */
export function agentOf(row: CallRow): string | undefined {
  const hasTalked = row.ownerLeg === "ended" && (row.durationS ?? 0) > 0;
  const isRung = row.turn !== null && (row.state === "dialling" || row.state === "ringing");
  const [name, ...others] = namesOf(row);
  const isKnown = others.length === 0 && (row.ownerLeg === "answered" || hasTalked || isRung);
  return isKnown && name ? name : undefined;
}

/** What changes in a call where this one of its phones has answered: an event of its own names them. */
export function namedBy(row: CallRow, phone: string | undefined): Partial<CallRow> {
  const name = namesOf(row)[ownerPhonesOf(row).indexOf(phone ?? "")];
  if (name === undefined || namesOf(row).length === 1) return {};
  return { agents: JSON.stringify([name]), version: row.version + 1 };
}

/** Which of the owner's phones has answered by the provider's rows, if they tell of one alone. */
export function answeredBy(rows: readonly FittedRow[], call: CallRow): string | undefined {
  const told = rows.flatMap(({ seen: { answered } }) => (answered === undefined ? [] : phonesOf(call, answered)));
  const talked = rows.filter(({ seen }) => hasTalk(seen)).map(({ ownerPhones }) => ownerPhones);
  const alone = talked.flatMap(([phone, ...others]) => (phone === undefined || others.length > 0 ? [] : [phone]));
  const [only, ...others] = new Set(told.length > 0 ? told : alone);
  return others.length === 0 ? only : undefined;
}

/** Those of the owner's phones that a party is. */
export function phonesOf(call: CallRow, party: string): string[] {
  return ownerPhonesOf(call).filter((phone) => compare(readParty(party), readParty(phone)) === "exact");
}

function namesOf({ agents }: CallRow): string[] {
  return agents === null ? [] : (JSON.parse(agents) as string[]);
}

function hasTalk({ state, dstState, durationS = 0, raw }: TwoLegCall): boolean {
  return state === "connected" || dstState === "answered" || legWordOf(raw) === "answered" || durationS > 0;
}
