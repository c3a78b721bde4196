/** A called number rests as a keyed hash: fit to count by and to recognise, not to call. */
import type { MacKey } from "../crypto.ts";
import { readNumber } from "./reading.ts";

/** Of the number, and of it without its last four digits. */
export interface NumberHashes {
  number: string;
  prefix: string;
}

export function hashNumber(key: MacKey, e164: string): NumberHashes {
  return { number: key.hash(e164), prefix: key.hash(e164.slice(0, -4)) };
}

/** A text of somebody's own making that is to rest: with so many digits that a number may be in it, as its hash. */
export function restingText(key: MacKey, text: string): string {
  return /\d{7}/.test(text.replace(/[_-]/g, "")) ? key.hash(text) : text;
}

/** Whether digits of the provider's list are the number of this hash; a list may write it nationally. */
export function isHashOf(hash: string, key: MacKey, digits: string, countries: readonly string[]): boolean {
  return hashWritings(key, digits, countries).has(hash);
}

/** The hashes that digits of the provider's list may have in our rows, and the number each stands for. */
export function hashWritings(key: MacKey, digits: string, countries: readonly string[]): Map<string, string> {
  // A SIP address has one writing, which is no number.
  const national = digits.includes("@") ? null : readNumber(digits, countries);
  const numbers = national?.kind === "number" ? [national.number.number] : [];
  const writings = national === null ? [digits] : [`+${digits}`, ...numbers];
  return new Map(writings.map((writing) => [key.hash(writing), writing]));
}
