/**
 * Which rows of the provider's list are this call. Nobody knows how the provider writes a party, whether a
 * row has the id that was given, or whether each leg has one of its own: what counts is who talks with whom.
 */
import type { TwoLegCall } from "../../sipnet/readers.ts";
import { compare, type Party, readParty, visibleDigits } from "../../sipnet/party.ts";
import { hourMs, minuteMs } from "../../time/durations.ts";
import type { CallRow } from "../call-row.ts";
import { ownDestinations } from "../group-call.ts";

/** Says by keyed hash whether this is the number that the call calls. */
export type IsVisitor = (party: Party) => Promise<boolean>;
type Sureness = "exact" | "masked";

/** A row of the provider's, and whom of this call it names. */
export interface FittedRow {
  seen: TwoLegCall;
  owner: Sureness | null;
  visitor: Sureness | null;
  /** The owner's phones that it names, as the call has them. */
  ownerPhones: string[];
  /** The others that it names, as the provider writes them. */
  visitors: string[];
  /** Somebody who has no part in this call. */
  stranger: boolean;
}

/** How long after the dial the provider may have begun a row. */
export const lateMs = 5 * minuteMs;
/** How far its clock, or ours, may be behind besides whole hours: a clock that nobody sets is soon a minute and more off. */
export const earlyMs = 100_000;
/** The owner's leg, where it is the first, rings right after the dial. */
export const promptMs = 30_000;
/** Of a masked number so much must be seen to find a call by it alone. */
const leastDigits = 7;

export async function fitRow(seen: TwoLegCall, call: CallRow, isVisitor: IsVisitor): Promise<FittedRow> {
  const fitted: FittedRow = { seen, owner: null, visitor: null, ownerPhones: [], visitors: [], stranger: false };
  for (const text of [seen.src, ...seen.dst]) {
    if (text === undefined) continue;
    const party = readParty(text);
    const own = ownerPhonesOf(call).filter((phone) => compare(party, readParty(phone)) !== null);
    const asOwner = own.length > 0 ? sureness(party) : null;
    const asVisitor = await visitorFit(party, call, isVisitor);
    fitted.owner ??= asOwner;
    fitted.visitor ??= asVisitor;
    if (asVisitor) fitted.visitors.push(text);
    fitted.ownerPhones.push(...own);
    // The account's own caller number may stand where a phone is expected.
    fitted.stranger ||= !asOwner && !asVisitor && text !== seen.cli;
  }
  return fitted;
}

/** By what a list tells a row from its others: its id, else that of its first leg, else the second in which it began. */
export function rowName({ id, uuids, at }: TwoLegCall): string | undefined {
  const [leg] = uuids;
  return id ?? (leg === undefined ? at && `at ${at.toISOString()}` : `leg ${leg}`);
}

/** Another number's call may have begun in the same second: such a name tells one number's calls apart, no more. */
export function isNamedByTime({ id, uuids }: TwoLegCall): boolean {
  return id === undefined && uuids.length === 0;
}

/** An earlier look has found the call in this row. */
export function isKnown(seen: TwoLegCall, { listedId }: CallRow): boolean {
  return listedId !== null && rowName(seen) === listedId;
}

export function ownerPhonesOf({ ownerPhones }: CallRow): string[] {
  return ownerPhones.split(",").filter(Boolean);
}

/** The rows that answer to the call's own id: all of its legs and destinations, and nobody else's. */
export function rowsOfId(fitted: readonly FittedRow[], call: CallRow): FittedRow[] {
  const ours = fitted.filter(({ stranger }) => !stranger);
  const named = ours.filter(({ seen }) => seen.id === call.sipnetId);
  // Without its id a row must name somebody of this call, at the time of this call: an id may be ignored.
  return named.length > 0
    ? named
    : ours.filter(({ owner, visitor, seen }) => {
        return (owner ?? visitor) !== null && (isKnown(seen, call) || isNear(seen.at, call));
      });
}

/**
 * The rows of a list that are this call's, nearest in time first.
 * @param ownerIsFree no other call rang the owner's phone about then, whose leg it might be
 */
export function rowsOfParties(fitted: readonly FittedRow[], call: CallRow, ownerIsFree: boolean): FittedRow[] {
  const ours = fitted.filter(({ stranger }) => !stranger);
  const whole = ours.filter((row) => row.owner !== null && row.visitor !== null && isSure(row, call));
  if (whole.length > 0) return whole.toSorted((a, b) => distance(a.seen, call) - distance(b.seen, call));
  const legs = ours.filter((row) => row.owner === null && row.visitor === "exact" && isNear(row.seen.at, call));
  if (legs.length === 0 && ownerIsFree) return loneLegs(ours, call);
  const ids = new Set(legs.flatMap(({ seen }) => seen.id ?? []));
  const others = ours.filter(({ seen, owner }) => owner !== null && seen.id !== undefined && ids.has(seen.id));
  return [...legs, ...others];
}

/** The owner's legs alone, where the visitor's phone was never rung: they must have rung at once. */
function loneLegs(ours: readonly FittedRow[], call: CallRow): FittedRow[] {
  const legs = ours.filter(({ seen, owner }) => owner === "exact" && seen.src === undefined);
  return legs.filter(({ seen: { at } }) => at !== undefined && isNear(at, call, promptMs));
}

/** Two numbers alike in all that can be seen of them are told apart by the minute. */
function isSure({ owner, visitor, seen }: FittedRow, call: CallRow): boolean {
  if (owner === "exact" && visitor === "exact") return true;
  const parties = [seen.src, ...seen.dst].flatMap((text) => (text === undefined ? [] : [readParty(text)]));
  return isNear(seen.at, call) && parties.every((party) => visibleDigits(party) >= leastDigits);
}

function sureness(party: Party): Sureness {
  return party.kind === "masked" ? "masked" : "exact";
}

async function visitorFit(party: Party, call: CallRow, isVisitor: IsVisitor): Promise<Sureness | null> {
  const own = ownDestinations(call).map((phone) => compare(party, readParty(phone)));
  if (own.some((fit) => fit !== null)) return sureness(party);
  if (party.kind === "plain") return (await isVisitor(party)) ? "exact" : null;
  return compare(party, readParty(call.mask)) === null ? null : "masked";
}

function distance({ at }: TwoLegCall, call: CallRow): number {
  return at === undefined ? 0 : Math.abs(at.getTime() - dialledMs(call));
}

/** Begun when this call was, by a clock that may be whole hours off. A row without a time might be. */
export function isNear(at: Date | undefined, call: CallRow, withinMs = lateMs): boolean {
  if (at === undefined) return true;
  const offMs = at.getTime() - dialledMs(call) + earlyMs;
  return ((offMs % hourMs) + hourMs) % hourMs <= earlyMs + withinMs;
}

export function dialledMs({ dialledMs: ms, createdMs }: CallRow): number {
  return ms ?? createdMs;
}
