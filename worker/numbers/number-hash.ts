/** A called number rests as a keyed hash: fit to count by and to recognise, not to call. */
import { keyedHash } from "../crypto.ts";
import { readNumber } from "./reading.ts";

/** Of the number, and of it without its last four digits. */
export interface NumberHashes {
  number: string;
  prefix: string;
}

export async function hashNumber(key: CryptoKey, e164: string): Promise<NumberHashes> {
  const [number, prefix] = await Promise.all([keyedHash(key, e164), keyedHash(key, e164.slice(0, -4))]);
  return { number, prefix };
}

/** A text of somebody's own making that is to rest: with so many digits that a number may be in it, as its hash. */
export async function restingText(key: CryptoKey, text: string): Promise<string> {
  return /\d{7}/.test(text.replace(/[_-]/g, "")) ? keyedHash(key, text) : text;
}

/** Whether digits of the provider's list are the number of this hash; a list may write it nationally. */
export async function isHashOf(
  hash: string,
  key: CryptoKey,
  digits: string,
  countries: readonly string[],
): Promise<boolean> {
  return (await hashWritings(key, digits, countries)).has(hash);
}

/** The hashes that digits of the provider's list may have in our rows, and the number each stands for. */
export async function hashWritings(
  key: CryptoKey,
  digits: string,
  countries: readonly string[],
): Promise<Map<string, string>> {
  // A SIP address has one writing, which is no number.
  const national = digits.includes("@") ? null : readNumber(digits, countries);
  const numbers = national?.kind === "number" ? [national.number.number] : [];
  const writings = national === null ? [digits] : [`+${digits}`, ...numbers];
  return new Map(await Promise.all(writings.map(async (writing) => [await keyedHash(key, writing), writing] as const)));
}
