/**
 * Two edits of the list of receivers laid upon each other: whoever sends a list says by its version what they saw, so
 * that what another window has added since is not taken for something they left out.
 */
import type { ReceiverRules } from "../contract/owner-messages.ts";
import { type Fields, same } from "../versions.ts";

type Kept = ReceiverRules & { id: string; place: string };
type Change = ReceiverRules & { id?: string | undefined; place: string; secrets: unknown; rotate?: boolean };

/** What a version holds of each receiver, by its id. */
export function seenOf(receivers: readonly Kept[]): Fields {
  return Object.fromEntries(receivers.map(({ id, place, ...kept }) => [id, { ...rulesOf(kept), place }]));
}

export interface Laid<Wanted, Known> {
  changes: readonly Wanted[];
  /** Added by another since: they stay, after all others. */
  kept: readonly Known[];
}

/** Null where both have changed the same receiver. */
export function laidUpon<Wanted extends Change, Known extends Kept>(
  seen: Fields,
  now: readonly Known[],
  changes: readonly Wanted[],
): Laid<Wanted, Known> | null {
  const present = seenOf(now);
  const mine = changes.filter((change) => change.id === undefined || isChanged(seen[change.id], change));
  const clashes = mine.some(({ id }) => id !== undefined && !same(seen[id], present[id]));
  if (clashes) return null;
  return {
    // What they only looked at is as it is by now, or gone.
    changes: changes.flatMap((change) => (mine.includes(change) ? [change] : asItIs(change, now))),
    kept: now.filter(({ id }) => !Object.hasOwn(seen, id)),
  };
}

function asItIs<Wanted extends Change>(change: Wanted, now: readonly Kept[]): Wanted[] {
  const known = now.find(({ id }) => id === change.id);
  return known ? [{ ...change, ...rulesOf(known), place: known.place }] : [];
}

function isChanged(seen: unknown, { secrets, rotate, ...change }: Change): boolean {
  const place = (seen as { place?: string } | undefined)?.place;
  return secrets !== null || rotate === true || !same(seen, { ...rulesOf(change), place });
}

/** In one order, so that two of them can be held against each other. */
function rulesOf({ name, on, events, buttons, quiet, waitS, number, lang }: ReceiverRules): ReceiverRules {
  return { name, on, events, buttons, quiet, waitS, number, lang };
}
