/** A message that only the browser which asked for it can read: RFC 8291, as one record of RFC 8188. */
import { fromBase64url } from "../../crypto.ts";

/** What a subscription says of its browser. */
export interface Subscriber {
  /** Its public key, a point of P-256: base64url. */
  p256dh: string;
  /** Its secret of 16 bytes: base64url. */
  auth: string;
}

/** What is new for each message. */
export interface Fresh {
  pair: CryptoKeyPair;
  salt: Uint8Array<ArrayBuffer>;
}

const curve = { name: "ECDH", namedCurve: "P-256" } as const;
const recordBytes = 4_096;
const utf8 = new TextEncoder();

export async function freshKeys(): Promise<Fresh> {
  const pair = (await crypto.subtle.generateKey(curve, true, ["deriveBits"])) as CryptoKeyPair;
  return { pair, salt: crypto.getRandomValues(new Uint8Array(16)) };
}

/** Whether a browser could have these keys, as far as their form goes. */
export function isSubscriber({ p256dh, auth }: Subscriber): boolean {
  const point = fromBase64url(p256dh);
  return point?.length === 65 && point[0] === 4 && fromBase64url(auth)?.length === 16;
}

/** Null where the browser's key is none. */
export async function encryptFor(
  { p256dh, auth }: Subscriber,
  text: string,
  { pair, salt }: Fresh,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const point = fromBase64url(p256dh) ?? new Uint8Array();
  const theirs = await pointOf(point);
  if (theirs === null) return null;
  const ours = new Uint8Array((await crypto.subtle.exportKey("raw", pair.publicKey)) as ArrayBuffer);
  const exchange = { name: "ECDH", public: theirs };
  const shared = new Uint8Array(await crypto.subtle.deriveBits(exchange, pair.privateKey, 256));
  const info = joined(utf8.encode("WebPush: info\0"), point, ours);
  const material = await derive(shared, fromBase64url(auth) ?? new Uint8Array(), info, 32);
  const key = await derive(material, salt, purpose("aes128gcm"), 16);
  const iv = await derive(material, salt, purpose("nonce"), 12);
  const cipher = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  // The 2 says that no record follows.
  const record = joined(utf8.encode(text), Uint8Array.of(2));
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, cipher, record));
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, recordBytes);
  return joined(salt, size, Uint8Array.of(ours.length), ours, sealed);
}

async function pointOf(point: Uint8Array<ArrayBuffer>): Promise<CryptoKey | null> {
  try {
    return await crypto.subtle.importKey("raw", point, curve, false, []);
  } catch (error) {
    // Not on the curve.
    if (error instanceof DOMException) return null;
    throw error;
  }
}

function purpose(name: string): Uint8Array<ArrayBuffer> {
  return joined(utf8.encode(`Content-Encoding: ${name}\0`));
}

async function derive(
  secret: Uint8Array<ArrayBuffer>,
  salt: Uint8Array<ArrayBuffer>,
  info: Uint8Array<ArrayBuffer>,
  bytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const base = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const params = { name: "HKDF", hash: "SHA-256", salt, info };
  return new Uint8Array(await crypto.subtle.deriveBits(params, base, bytes * 8));
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
