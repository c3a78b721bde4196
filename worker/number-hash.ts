/** A called number rests as a keyed hash: fit to count by and to recognise, not to call. */
import { keyedHash } from "./keys.ts";
import { anyPhone } from "./phone.ts";

/** Of the number, and of it without its last four digits. */
export interface NumberHashes {
  number: string;
  prefix: string;
}

export async function hashNumber(key: CryptoKey, e164: string): Promise<NumberHashes> {
  const [number, prefix] = await Promise.all([keyedHash(key, e164), keyedHash(key, e164.slice(0, -4))]);
  return { number, prefix };
}

/** Whether digits of the provider's list are the number of this hash; a list may write it nationally. */
export async function isHashOf(
  hash: string,
  key: CryptoKey,
  digits: string,
  countries: readonly string[],
): Promise<boolean> {
  const writings = [`+${digits}`, anyPhone(digits, countries) ?? ""];
  const hashes = await Promise.all(writings.map((writing) => keyedHash(key, writing)));
  return hashes.includes(hash);
}
