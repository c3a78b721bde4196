/** The owner's call to several numbers at once: one call of the provider, a row of ours for each number. */
import type { CallRow } from "./call-row.ts";

/** On a row whose money another row of the same call carries. */
export const companionFlag = "same call as another number";

/** What the rows of one call share, and their key is good for: the hashes of its numbers lead. */
export function intentOfOwner(numbers: readonly string[], ...how: string[]): string {
  return ["owner", numbers.join(), ...how].join(" ");
}

export function isOwnersOwn({ intent }: CallRow): boolean {
  return intent.startsWith("owner ");
}

/** Hashes of every number that the call of this row calls. */
export function numbersOf(row: CallRow): string[] {
  const [, numbers = ""] = row.intent.split(" ");
  return isOwnersOwn(row) ? [row.number, ...numbers.split(",")] : [row.number];
}

/** The owner's own phones among those that the owner called: settings, and so in no hash. */
export function ownDestinations(row: CallRow): string[] {
  return isOwnersOwn(row) ? row.intent.split(" ").slice(4).filter(Boolean) : [];
}

/** How many phones a call rings once the first one has answered. */
export function destinationCount(row: CallRow): number {
  if (row.first === "visitor") return row.ownerPhones.split(",").filter(Boolean).length;
  const [, numbers = ""] = row.intent.split(" ");
  return isOwnersOwn(row) ? numbers.split(",").filter(Boolean).length + ownDestinations(row).length : 1;
}
