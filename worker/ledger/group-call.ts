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
