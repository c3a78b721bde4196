/**
 * A ticket proves that a page with the button was opened a moment ago, from the same
 * network. It is stateless: time and chance in clear, bound to the rest by its signature.
 */
import { base64url, equalMacs, fromBase64url, keyedHash } from "../crypto.ts";

/** A form filled in faster than this was not filled in by a person. */
const ticketMinAgeMs = 1_500;
export const ticketMaxAgeMs = 30 * 60_000;

/** What a ticket is good for: one button on one origin for one network. */
export interface TicketScope {
  button: string;
  origin: string;
  net: string;
}

export interface Ticket {
  /** 96 random bits; limits per ticket count by it. */
  id: string;
  ageMs: number;
}

export async function issueTicket(
  key: CryptoKey,
  scope: TicketScope,
  nowMs: number,
  random: Uint8Array,
): Promise<string> {
  const bytes = new Uint8Array(20);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(nowMs));
  bytes.set(random.subarray(0, 12), 8);
  const head = base64url(bytes);
  return `${head}.${await sign(key, head, scope)}`;
}

/** The ticket if its signature holds for this scope, whatever its age; else null. */
export async function readTicket(
  key: CryptoKey,
  text: string,
  scope: TicketScope,
  nowMs: number,
): Promise<Ticket | null> {
  const [head = "", mac = "", ...rest] = text.split(".");
  if (rest.length > 0 || head.length !== 27 || mac.length !== 22) return null;
  const bytes = fromBase64url(head);
  if (!bytes || bytes.length !== 20 || !equalMacs(mac, await sign(key, head, scope))) return null;
  const issuedMs = Number(new DataView(bytes.buffer).getBigUint64(0));
  return { id: base64url(bytes.subarray(8)), ageMs: nowMs - issuedMs };
}

export function isTimely({ ageMs }: Ticket): boolean {
  return ageMs >= ticketMinAgeMs && ageMs <= ticketMaxAgeMs;
}

function sign(key: CryptoKey, head: string, { button, origin, net }: TicketScope): Promise<string> {
  return keyedHash(key, [head, button, origin, net].join("\n"));
}
