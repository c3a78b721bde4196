/**
 * Challenges that a passkey answers. They are signed and carry their time, so that asking for one
 * leaves nothing behind: strangers, who may ask, can't push out the owner's.
 */
import { base64url, equalMacs, fromBase64url, type MacKey } from "../crypto.ts";
import { minuteMs } from "../time/durations.ts";

/** How long a ceremony may take. */
export const challengeMs = 5 * minuteMs;
const headBytes = 24;
const headLength = 32;

export type Ceremony = "webauthn.create" | "webauthn.get";

export function newChallenge(key: MacKey, ceremony: Ceremony, nowMs: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(headBytes));
  new DataView(bytes.buffer).setBigUint64(0, BigInt(nowMs));
  const head = base64url(bytes);
  return head + sign(key, ceremony, head);
}

/** Whether it was made here for this ceremony, and not long ago. */
export function isFreshChallenge(key: MacKey, ceremony: Ceremony, text: string, nowMs: number): boolean {
  const head = text.slice(0, headLength);
  const bytes = fromBase64url(head);
  if (bytes?.length !== headBytes || !equalMacs(text.slice(headLength), sign(key, ceremony, head))) return false;
  const ageMs = nowMs - Number(new DataView(bytes.buffer).getBigUint64(0));
  return ageMs >= 0 && ageMs <= challengeMs;
}

function sign(key: MacKey, ceremony: Ceremony, head: string): string {
  return key.hash(`challenge ${ceremony} ${head}`);
}
