/**
 * Passkeys as a server must judge them (Web Authentication Level 3, sections 7.1 and 7.2), by
 * `@simplewebauthn/server`, which is loaded when the first passkey is shown.
 */
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { base64url, fromBase64url } from "../crypto.ts";
import type { PasskeyOf, PasskeyRecord } from "../desk/passkey-store.ts";

/** Where a ceremony must have taken place. */
export interface Place {
  /** The host's name. */
  rpId: string;
  origins: readonly string[];
}

/** COSE algorithms: ES256, EdDSA, RS256. */
export const algorithms = [-7, -8, -257];

/** The challenge that a ceremony claims to answer: unproved, good for looking up whether it was ours. */
export function challengeOf(clientDataJSON: string): string {
  try {
    const text = new TextDecoder().decode(fromBase64url(clientDataJSON) ?? new Uint8Array());
    const { challenge } = Object(JSON.parse(text)) as { challenge?: unknown };
    return typeof challenge === "string" ? challenge : "";
  } catch (error) {
    if (error instanceof SyntaxError) return "";
    throw error;
  }
}

/** The new passkey; null where anything about it is not as it must be. */
export async function readRegistration(
  response: RegistrationResponseJSON,
  challenge: string,
  { rpId, origins }: Place,
): Promise<PasskeyRecord | null> {
  const { verifyRegistrationResponse } = await import("@simplewebauthn/server");
  const expected = { expectedChallenge: challenge, expectedOrigin: [...origins], expectedRPID: rpId };
  const options = { response, ...expected, requireUserVerification: true, supportedAlgorithmIDs: algorithms };
  const verdict = await verifyRegistrationResponse(options).catch(refused);
  if (!verdict?.verified) return null;
  const { credential, credentialDeviceType } = verdict.registrationInfo;
  return {
    id: credential.id,
    publicKey: base64url(credential.publicKey),
    counter: credential.counter,
    multiDevice: credentialDeviceType === "multiDevice",
  };
}

/** The passkey's new counter; null where the answer is not by it, or is another person's. */
export async function readAssertion(
  response: AuthenticationResponseJSON,
  { record, person }: PasskeyOf,
  challenge: string,
  { rpId, origins }: Place,
): Promise<number | null> {
  const { verifyAuthenticationResponse } = await import("@simplewebauthn/server");
  const publicKey = record.algorithm === undefined ? fromBase64url(record.publicKey) : await coseKeyOf(record);
  const { userHandle } = response.response;
  // Level 3, section 7.2, step 6: the authenticator may say whose it is, and must then say the truth.
  if (!publicKey || (userHandle !== undefined && userHandle !== userHandleOf(person))) return null;
  const verdict = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: [...origins],
    expectedRPID: rpId,
    credential: { id: record.id, publicKey, counter: record.counter },
    requireUserVerification: true,
  }).catch(refused);
  if (!verdict?.verified) return null;
  const multiDevice = verdict.authenticationInfo.credentialDeviceType === "multiDevice";
  // Backup eligibility belongs to the key for good: another one is another key. Section 7.2, step 17.
  if (record.multiDevice !== undefined && record.multiDevice !== multiDevice) return null;
  return verdict.authenticationInfo.newCounter;
}

/** How an authenticator names the person: bytes in base64url, no more than an id. */
export function userHandleOf(person: string): string {
  return base64url(new TextEncoder().encode(person));
}

/** The library throws for every answer that is not what it must be; to us they are all the same. */
function refused(error: unknown): null {
  if (error instanceof Error) return null;
  throw error;
}

/** A key as it was kept before 0.2, in the writing that the library reads. RFC 9053, section 7. */
async function coseKeyOf({ publicKey, algorithm }: PasskeyRecord): Promise<Uint8Array<ArrayBuffer> | null> {
  const { isoCBOR } = await import("@simplewebauthn/server/helpers");
  const bytes = fromBase64url(publicKey);
  if (!bytes || algorithm === undefined) return null;
  const jwk = (await crypto.subtle.exportKey(
    "jwk",
    await crypto.subtle.importKey("spki", bytes, importing[algorithm], true, ["verify"]),
  )) as JsonWebKey;
  const number = (text: string | undefined) => fromBase64url(text ?? "") ?? new Uint8Array();
  const key = {
    [-7]: () => [
      ...([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, number(jwk.x)],
        [-3, number(jwk.y)],
      ] as const),
    ],
    [-8]: () => [
      ...([
        [1, 1],
        [3, -8],
        [-1, 6],
        [-2, number(jwk.x)],
      ] as const),
    ],
    [-257]: () => [
      ...([
        [1, 3],
        [3, -257],
        [-1, number(jwk.n)],
        [-2, number(jwk.e)],
      ] as const),
    ],
  }[algorithm]();
  return isoCBOR.encode(new Map<number, number | Uint8Array>(key));
}

const importing = {
  [-7]: { name: "ECDSA", namedCurve: "P-256" },
  [-8]: { name: "Ed25519" },
  [-257]: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
} as const;
