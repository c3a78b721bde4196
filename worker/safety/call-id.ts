/**
 * Ids of calls. Whoever has one may watch its call and take it back, so nobody can guess one; and
 * whoever makes one up is told so without the Ledger being asked: its end is a signature.
 */
import { base64url, equalMacs, keyedHash } from "../crypto.ts";

/** 128 bits that nobody guesses. */
const headLength = 22;
/** 60 bits of the signature: forging one takes more requests than anybody can send. */
const macLength = 10;

export async function newCallId(key: CryptoKey): Promise<string> {
  const head = base64url(crypto.getRandomValues(new Uint8Array(16)));
  return head + (await sign(key, head));
}

/** Whether this installation made the id; that there is a call of it still is another question. */
export async function isCallId(key: CryptoKey, text: string): Promise<boolean> {
  if (text.length !== headLength + macLength) return false;
  return equalMacs(text.slice(headLength), await sign(key, text.slice(0, headLength)));
}

async function sign(key: CryptoKey, head: string): Promise<string> {
  return (await keyedHash(key, `call ${head}`)).slice(0, macLength);
}
