/**
 * A visitor's address rests as a hash under a salt of the day. Yesterday's salt still counts
 * what came before midnight; older ones are gone, and with them any way back to the address.
 */
import type { Address } from "../http/client-address.ts";
import type { NetHashes } from "./counted-call.ts";
import { dayMs } from "../time/durations.ts";
import type { StoredValues } from "../storage.ts";
import { base64url, fromBase64url, MacKey } from "../crypto.ts";

type Stored = Record<string, string>;

export class AddressHash {
  readonly #values: StoredValues;
  readonly #keys = new Map<string, MacKey>();
  /** A past day on which nobody asked: it will never have a salt. */
  #unsalted = "";
  /** The latest day that has a salt; read when first asked for. */
  #latest: string | undefined;

  constructor(values: StoredValues) {
    this.#values = values;
  }

  /** Hashes of every prefix that a limit counts by. */
  hash(address: Address, nowMs: number): NetHashes {
    const prefixes = address.kind === "ipv4" ? [address.full] : [address.net64, address.net56, address.net48];
    const todayMs = this.#hasBegun(dayOf(nowMs + dayMs)) ? nowMs + dayMs : nowMs;
    const under = (ms: number) => {
      const key = this.#key(dayOf(ms), todayMs);
      return key ? prefixes.map((prefix) => key.hash(prefix)) : [];
    };
    const [today, yesterday] = [under(todayMs), under(todayMs - dayMs)];
    return { kind: address.kind, today, yesterday };
  }

  /** A clock that is set back over midnight goes on in the new day's salt: what was counted under it counts on. */
  #hasBegun(day: string): boolean {
    this.#latest ??= Object.keys(this.#values.get<Stored>("salts", {})).sort().at(-1) ?? "";
    return this.#latest === day;
  }

  /** Older salts go, and with them any way back, even where no visitor comes any more. */
  forget(nowMs: number): void {
    const stored = this.#values.get<Stored>("salts", {});
    const kept = Object.entries(stored).filter(([day]) => day >= dayOf(nowMs - dayMs));
    if (kept.length < Object.keys(stored).length) this.#values.set("salts", Object.fromEntries(kept));
    for (const day of this.#keys.keys()) if (day < dayOf(nowMs - dayMs)) this.#keys.delete(day);
  }

  #key(day: string, nowMs: number): MacKey | null {
    const ready = this.#keys.get(day);
    if (ready) return ready;
    if (day === this.#unsalted && day !== dayOf(nowMs)) return null;
    const salt = this.#salt(day, nowMs);
    this.#unsalted = salt === undefined ? day : "";
    if (salt === undefined) return null;
    const key = new MacKey(fromBase64url(salt) ?? new Uint8Array(32));
    this.#keys.set(day, key);
    return key;
  }

  /** Today's salt is made at its first use; one of yesterday is there or never was. */
  #salt(day: string, nowMs: number): string | undefined {
    const stored = this.#values.get<Stored>("salts", {});
    const found = stored[day];
    if (found !== undefined || day !== dayOf(nowMs)) return found;
    const salt = base64url(crypto.getRandomValues(new Uint8Array(32)));
    const kept = Object.entries(stored).filter(([each]) => each === dayOf(nowMs - dayMs));
    this.#values.set("salts", { ...Object.fromEntries(kept), [day]: salt });
    this.#latest = day;
    for (const each of this.#keys.keys()) if (each !== day && each !== dayOf(nowMs - dayMs)) this.#keys.delete(each);
    return salt;
  }
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
