/**
 * Ids of calls. Whoever has one may watch its call and take it back, so nobody can guess one; and
 * whoever makes one up is told so without the Ledger being asked: its end is a signature.
 */
import { base64url, equalMacs, type MacKey } from "../crypto.ts";

/** 128 bits that nobody guesses. */
const headLength = 22;
/** 60 bits of the signature: forging one takes more requests than anybody can send. */
const macLength = 10;

export function newCallId(key: MacKey): string {
  const head = base64url(crypto.getRandomValues(new Uint8Array(16)));
  return head + sign(key, head);
}

/** Whether this installation made the id; that there is a call of it still is another question. */
export function isCallId(key: MacKey, text: string): boolean {
  if (text.length !== headLength + macLength) return false;
  return equalMacs(text.slice(headLength), sign(key, text.slice(0, headLength)));
}

function sign(key: MacKey, head: string): string {
  return key.hash(`call ${head}`).slice(0, macLength);
}
