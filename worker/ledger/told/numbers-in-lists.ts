/** Numbers of the provider's lists by the hash that our rows have of them. */
import type { MacKey } from "../../crypto.ts";
import { hashWritings } from "../../numbers/number-hash.ts";
import type { Attempt } from "../../sipnet/history-readers.ts";
import type { TwoLegCall } from "../../sipnet/readers.ts";

export interface NumberLists {
  calls2: readonly TwoLegCall[];
  attempts: readonly Attempt[];
}

/** E.164 by keyed hash; it is kept nowhere. */
export async function numbersInLists(
  key: MacKey,
  { calls2, attempts }: NumberLists,
  countries: readonly string[],
): Promise<Map<string, string>> {
  const phones = new Set([...calls2.flatMap(({ src, dst }) => [src, ...dst]), ...attempts.map(({ phone }) => phone)]);
  const byHash = new Map<string, string>();
  for (const phone of phones) {
    if (phone === undefined || phone.includes("@")) continue;
    for (const [hash, e164] of hashWritings(key, phone, countries)) byHash.set(hash, e164);
  }
  return byHash;
}
