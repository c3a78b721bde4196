/**
 * One secret, many keys: each purpose has its own HKDF label, so that a ticket's
 * signature can never pass for a number's hash. RFC 5869.
 */
import { createHmac } from "node:crypto";

const utf8 = new TextEncoder();

/** HMAC keys, but `schedule`, which is AES-GCM for the one number that must rest a while, and `message`. */
export interface Keys {
  ticket: MacKey;
  number: MacKey;
  hook: MacKey;
  session: MacKey;
  proof: MacKey;
  fingerprint: MacKey;
  optOut: MacKey;
  call: MacKey;
  schedule: CryptoKey;
  /** AES-GCM as well: receivers' secrets, and numbers on their way to them. */
  message: CryptoKey;
  letter: MacKey;
}

/** Derives every key from `APP_SECRET`. */
export async function deriveKeys(secret: string): Promise<Keys> {
  const base = await crypto.subtle.importKey("raw", utf8.encode(secret), "HKDF", false, ["deriveBits"]);
  const bits = async (label: string): Promise<Uint8Array<ArrayBuffer>> => {
    const info = utf8.encode(`sipnet-call/${label}`);
    const params = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
    return new Uint8Array(await crypto.subtle.deriveBits(params, base, 256));
  };
  const mac = async (label: string): Promise<MacKey> => new MacKey(await bits(label));
  const cipher = async (label: string): Promise<CryptoKey> =>
    crypto.subtle.importKey("raw", await bits(label), "AES-GCM", false, ["encrypt", "decrypt"]);
  return {
    ticket: await mac("ticket"),
    number: await mac("number"),
    hook: await mac("hook"),
    session: await mac("session"),
    proof: await mac("proof"),
    fingerprint: await mac("fingerprint"),
    optOut: await mac("opt-out"),
    call: await mac("call"),
    letter: await mac("letter"),
    schedule: await cipher("schedule"),
    message: await cipher("message"),
  };
}

/**
 * An HMAC-SHA-256 key. In the same turn, by the platform's `node:crypto`: a visitor's call needs nine of these hashes,
 * and to wait for each costs more than to make it.
 */
export class MacKey {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The first 128 bits of HMAC-SHA-256, as 22 characters of base64url. */
  hash(text: string): string {
    return createHmac("sha256", this.#bytes).update(text).digest().subarray(0, 16).toString("base64url");
  }
}

/** Equal or not, in a time that depends on neither text: keyed digests are compared. */
export function sameSecret(given: string, expected: string): boolean {
  const key = new MacKey(crypto.getRandomValues(new Uint8Array(32)));
  return equalMacs(key.hash(given), key.hash(expected));
}

/** Compares two signatures without stopping at the first difference. */
export function equalMacs(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}

/** RFC 4648, section 4. */
export function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

/** RFC 4648, section 5, without padding. */
export function base64url(bytes: Uint8Array): string {
  return base64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The bytes of base64url text, or null where it is none. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return null;
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}

/** AES-256-GCM with a fresh nonce, which leads the text. NIST SP 800-38D. */
export async function seal(key: CryptoKey, phone: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(phone));
  return `${base64url(iv)}.${base64url(new Uint8Array(sealed))}`;
}

/** Null where the key is another one by now. */
export async function unseal(key: CryptoKey, text: string): Promise<string | null> {
  const [iv, sealed] = text.split(".").map(fromBase64url);
  if (!iv || !sealed) return null;
  try {
    return new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, sealed));
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

/** The secret segment of the hook's path. */
export function hookSecret({ hook }: Keys): string {
  return hook.hash("sipnet webhook");
}

/** The same of Telegram's. */
export function telegramSecret({ letter }: Pick<Keys, "letter">): string {
  return letter.hash("telegram webhook");
}

/** What a Worker answers to a number that it could not foresee: nobody else has its secret. */
export function proofOf({ proof }: Keys, nonce: string, host: string): string {
  return proof.hash(`${nonce} ${host}`);
}

/** What a store remembers of `APP_SECRET`: enough to know it again, too little to find it out. */
export function fingerprintOf({ fingerprint }: Keys): string {
  return fingerprint.hash("this store");
}
