/**
 * What the provider's rows of one call say together. Each may be the whole call, one leg or one destination:
 * a destination that did not answer is no end while another one talks.
 */
import type { TwoLegCall } from "../../sipnet/readers.ts";
import { type EndWord, type LegWord, legWordOf } from "../../sipnet/call-words.ts";
import type { CallRow } from "../call-row.ts";
import { destinationCount } from "../group-call.ts";
import { answeredBy } from "./agent-names.ts";
import { type FittedRow, ownerPhonesOf, rowName } from "./matching-rows.ts";
import type { Sighting } from "./sighting.ts";
import type { Legs } from "../../contract/visitor.ts";

type Side = keyof Legs;

/** @param rows those that fit, nearest in time first */
export function sightingOf(rows: readonly FittedRow[], call: CallRow): Sighting | null {
  const whole = rows.filter(({ owner, visitor }) => owner !== null && visitor !== null);
  const [nearest] = whole.length > 0 ? whole : rows;
  if (!nearest) return null;
  const pairs = new Map(
    whole.toReversed().map((row) => [[...row.ownerPhones, ...row.visitors].toSorted().join(), row]),
  );
  const twice = pairs.size < whole.length;
  const named = rows.some(({ owner, visitor }) => owner !== null || visitor !== null);
  const answered = answeredBy(rows, call);
  const telling = {
    tells: rows.some(({ seen }) => tells(seen)),
    timed: rows.some(({ seen: { durationS } }) => durationS !== undefined),
    ...(answered === undefined ? {} : { answeredBy: answered }),
  };
  if (whole.length === 0 && named) return whileOpen({ ...ofLegs(rows, call), ...telling });
  const several = call.operation === "genmulticall" && whole.length > 0;
  const seen = several ? ofDestinations([...pairs.values()], call) : ofWhole(nearest, call, destinationCount(call) < 2);
  return whileOpen({ ...seen, ...telling, twice });
}

function tells({ state, why, durationS, price, srcState, dstState }: TwoLegCall): boolean {
  return [state, why, durationS, price, srcState, dstState].some((value) => value !== undefined);
}

/** While the call lives, a phone that has left it is one of several: its side has not ended. */
function whileOpen(seen: Sighting): Sighting {
  if (seen.state === "completed") return seen;
  const sides = Object.entries(seen.sides).filter(([, word]) => !overWords.has(word));
  return { ...seen, sides: Object.fromEntries(sides) };
}

/** Words that say of a phone that it takes no part any more. */
const overWords: ReadonlySet<LegWord | undefined> = new Set(["busy", "no-answer", "declined", "ended"]);

/** @param lone one phone is rung second, so that its end is the call's */
function ofWhole({ seen }: FittedRow, call: CallRow, lone: boolean): Sighting {
  const second: Side = call.first === "owner" ? "visitor" : "owner";
  const sides = {
    ...(seen.srcState === undefined ? {} : { [call.first]: seen.srcState }),
    ...(seen.dstState === undefined ? {} : { [second]: seen.dstState }),
  };
  const sidesOver = overWords.has(sides[call.first]) || (lone && overWords.has(sides[second]));
  const isReleased = (seen.cause ?? 0) > 0;
  const state = seen.state ?? (sidesOver || isReleased ? "completed" : undefined);
  const why = seen.why ?? whyOf(seen.cause);
  return {
    ...shared(seen),
    ...(why === undefined ? {} : { why }),
    ...(state === undefined ? {} : { state }),
    sides,
    saidOver: state === "completed",
  };
}

/** A row for each destination: the call is over when all are, or when the one that talked is. */
function ofDestinations(rows: readonly FittedRow[], call: CallRow): Sighting {
  const each = rows.map((row) => ofWhole(row, call, true));
  const talked = each.find(({ durationS, state }) => durationS > 0 && state === "completed");
  const live = each.find(({ state }) => state === "connected") ?? each.find(({ state }) => state !== "completed");
  const isOwnerRung = call.first === "visitor";
  const listed = new Set(rows.flatMap(({ ownerPhones, visitors }) => (isOwnerRung ? ownerPhones : visitors)));
  const saidOver = live === undefined;
  const isOver = saidOver && (talked !== undefined || listed.size >= destinationCount(call));
  const [first] = each;
  const told = live ?? talked ?? first;
  const { state: _, ...rest } = told ?? { ...nothing, state: undefined };
  const state = isOver ? "completed" : live?.state;
  return { ...rest, ...priced(rows), ...(state === undefined ? {} : { state }), saidOver };
}

/** A row for each leg: the call is over when the visitor's is, or all of the owner's, or the one that talked. */
function ofLegs(rows: readonly FittedRow[], call: CallRow): Sighting {
  const visitor = rows.filter((row) => row.visitor !== null && row.owner === null);
  const owner = rows.filter((row) => row.owner !== null);
  const words = { visitor: wordsOf(visitor), owner: wordsOf(owner) };
  const sides = { ...sideOf("visitor", words.visitor), ...sideOf("owner", words.owner) };
  const talks = [visitor, owner].map((legs) => Math.max(0, ...legs.map(({ seen }) => seen.durationS ?? 0)));
  const [visitorS = 0, ownerS = 0] = talks;
  const called = { names: visitor.flatMap(({ visitors }) => visitors), talkS: visitorS };
  const own = { names: owner.flatMap(({ ownerPhones }) => ownerPhones), talkS: ownerS };
  const isOver =
    isSideOver(words.visitor, called, call.first === "visitor" ? 1 : destinationCount(call)) ||
    isSideOver(words.owner, own, ownerPhonesOf(call).length);
  const id = rows.find(({ seen }) => seen.id !== undefined)?.seen.id;
  const [name] = [...visitor, ...owner].flatMap(({ seen }) => rowName(seen) ?? []);
  return {
    ...nothing,
    ...(id === undefined ? {} : { id }),
    ...calledBy(id ?? name),
    ...priced(rows),
    sides,
    durationS: talkOf(visitorS, ownerS, rows, call),
    ...(isOver ? { state: "completed" } : {}),
    saidOver: isOver || [...words.visitor, ...words.owner].every((word) => overWords.has(word)),
  };
}

/** The leg that was answered last is as long as the talk: the second to be rung, where it alone is listed. */
function talkOf(visitorS: number, ownerS: number, rows: readonly FittedRow[], { first }: CallRow): number {
  const sides = new Set(rows.map(({ owner }): Side => (owner === null ? "visitor" : "owner")));
  if (sides.size === 1 && !sides.has(first)) return Math.max(visitorS, ownerS);
  return Math.min(visitorS, ownerS);
}

/** All of a side's phones have left the call, or the one that talked. */
function isSideOver(
  words: readonly (LegWord | undefined)[],
  { names, talkS }: { names: readonly string[]; talkS: number },
  count: number,
): boolean {
  const allLeft = words.length > 0 && words.every((word) => overWords.has(word));
  return allLeft && (new Set(names).size >= count || talkS > 0);
}

function wordsOf(legs: readonly FittedRow[]): (LegWord | undefined)[] {
  return legs.map(({ seen }) => legWordOf(seen.raw));
}

/** Of the owner's several phones the one that has come furthest speaks for all. */
function sideOf(side: Side, words: readonly (LegWord | undefined)[]): Sighting["sides"] {
  const order: LegWord[] = ["answered", "ended", "ringing", "busy", "declined", "no-answer", "waiting"];
  const furthest = order.find((word) => words.includes(word));
  return furthest === undefined ? {} : { [side]: furthest };
}

/** Causes of ITU-T Q.850 that are somebody's not answering. */
export function whyOf(cause: number | undefined): EndWord | undefined {
  if (cause === 17) return "busy";
  if (cause === 21) return "declined";
  return cause === 18 || cause === 19 || cause === 20 ? "no-answer" : undefined;
}

const nothing: Sighting = { sides: {}, durationS: 0, uuids: [], saidOver: false, tells: false, twice: false };

function shared(seen: TwoLegCall): Sighting {
  const { id, durationS = 0, price, uuids } = seen;
  return {
    ...nothing,
    ...(id === undefined ? {} : { id }),
    ...calledBy(rowName(seen)),
    durationS,
    ...(price === undefined ? {} : { price }),
    uuids,
  };
}

function calledBy(name: string | undefined): Pick<Sighting, "name"> {
  return name === undefined ? {} : { name };
}

function priced(rows: readonly FittedRow[]): Pick<Sighting, "price"> {
  const prices = rows.flatMap(({ seen }) => seen.price ?? []);
  return prices.length > 0 ? { price: prices.reduce((sum, price) => sum + price, 0) } : {};
}
