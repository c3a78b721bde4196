/**
 * Passkeys as a server must judge them: Web Authentication Level 3, sections 7.1 and 7.2, for
 * attestation "none" and with the platform's own cryptography. A general library for this is
 * larger than the whole Worker may be.
 */
import { fromBase64url } from "../crypto.ts";
import { type Algorithm, algorithms, type PasskeyRecord } from "../desk/passkey-store.ts";

/** Where a ceremony must have taken place. */
export interface Place {
  /** The host's name. */
  rpId: string;
  origins: readonly string[];
}

export interface Registration {
  id: string;
  response: { clientDataJSON: string; authenticatorData: string; publicKey: string; publicKeyAlgorithm: number };
}

export interface Assertion {
  id: string;
  response: { clientDataJSON: string; authenticatorData: string; signature: string };
}

/** The challenge that a ceremony answers, if everything else about its client data is right. */
export function challengeOf(clientDataJSON: string, type: "webauthn.create" | "webauthn.get", place: Place) {
  const client = parse(clientDataJSON);
  const { origin, challenge } = client;
  const rightful = typeof origin === "string" && place.origins.includes(origin) && hostOf(origin) === place.rpId;
  if (client.type !== type || !rightful || client.crossOrigin === true) return null;
  return typeof challenge === "string" ? challenge : null;
}

/** The new passkey; null where its data are not what they must be. The challenge was checked before. */
export async function readRegistration({ id, response }: Registration, place: Place): Promise<PasskeyRecord | null> {
  const { publicKey, publicKeyAlgorithm } = response;
  const algorithm = algorithms.find((each) => each === publicKeyAlgorithm);
  const seen = await readAuthenticator(response.authenticatorData, place);
  if (!seen?.credentialId || algorithm === undefined) return null;
  if (!sameBytes(seen.credentialId, fromBase64url(id)) || !(await importKey(publicKey, algorithm))) return null;
  return { id, publicKey, algorithm, counter: seen.counter };
}

/** The passkey's new counter; null where the signature is not by it. The challenge was checked before. */
export async function readAssertion(
  { response }: Assertion,
  passkey: PasskeyRecord,
  place: Place,
): Promise<number | null> {
  const { clientDataJSON, authenticatorData, signature } = response;
  const seen = await readAuthenticator(authenticatorData, place);
  const key = await importKey(passkey.publicKey, passkey.algorithm);
  const [client, authenticator, signed] = [clientDataJSON, authenticatorData, signature].map(fromBase64url);
  if (!seen || !key || !client || !authenticator || !signed) return null;
  const message = new Uint8Array([...authenticator, ...new Uint8Array(await crypto.subtle.digest("SHA-256", client))]);
  const raw = passkey.algorithm === -7 ? rawSignature(signed) : signed;
  if (!raw || !(await crypto.subtle.verify(verifying[passkey.algorithm], key, raw, message))) return null;
  // A counter that does not grow is a copy of the key speaking. Section 6.1.1.
  const counts = passkey.counter > 0 || seen.counter > 0;
  return counts && seen.counter <= passkey.counter ? null : seen.counter;
}

const importing = {
  [-7]: { name: "ECDSA", namedCurve: "P-256" },
  [-8]: { name: "Ed25519" },
  [-257]: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
} as const;

const verifying = {
  [-7]: { name: "ECDSA", hash: "SHA-256" },
  [-8]: { name: "Ed25519" },
  [-257]: { name: "RSASSA-PKCS1-v1_5" },
} as const;

async function importKey(publicKey: string, algorithm: Algorithm): Promise<CryptoKey | null> {
  try {
    const bytes = fromBase64url(publicKey);
    return bytes && (await crypto.subtle.importKey("spki", bytes, importing[algorithm], false, ["verify"]));
  } catch (error) {
    // A key that cannot be read is no key; the platform has its own class for that.
    if (error instanceof DOMException || error instanceof TypeError) return null;
    throw error;
  }
}

/** Authenticator data, section 6.1: whose page, whether the user was there and verified, the counter, the new id. */
async function readAuthenticator(text: string, { rpId }: Place) {
  const bytes = fromBase64url(text);
  if (!bytes || bytes.length < 37) return null;
  const rpIdHash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(rpId)));
  const view = new DataView(bytes.buffer);
  const flags = view.getUint8(32);
  const [present, verified, attested] = [1, 4, 64].map((bit) => (flags & bit) > 0);
  if (!sameBytes(bytes.slice(0, 32), rpIdHash) || !present || !verified) return null;
  const idEnd = attested && bytes.length >= 55 ? 55 + view.getUint16(53) : 0;
  return { counter: view.getUint32(33), credentialId: idEnd > 55 ? bytes.slice(55, idEnd) : null };
}

/** ECDSA comes as ASN.1 (two integers), the platform wants 2 × 32 bytes. RFC 3279, section 2.2.3. */
function rawSignature(der: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const raw = new Uint8Array(64);
  let at = 2;
  for (const end of [32, 64]) {
    const length = der[at + 1] ?? 0;
    const number = der.slice(at + 2, at + 2 + length);
    const digits = number.slice(Math.max(0, number.length - 32));
    if (der[at] !== 2 || length > 33 || number.length !== length) return null;
    raw.set(digits, end - digits.length);
    at += 2 + length;
  }
  return at === der.length ? raw : null;
}

function parse(clientDataJSON: string): Record<string, unknown> {
  try {
    const bytes = fromBase64url(clientDataJSON) ?? new Uint8Array();
    return Object(JSON.parse(new TextDecoder().decode(bytes))) as Record<string, unknown>;
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function hostOf(origin: string): string {
  return URL.parse(origin)?.hostname ?? "";
}

function sameBytes(a: Uint8Array, b: Uint8Array | null): boolean {
  return b !== null && a.length === b.length && a.every((byte, index) => byte === b[index]);
}
