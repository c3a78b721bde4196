/**
 * A ticket proves that a page with the button was opened a moment ago, from the same
 * network. It is stateless: time and chance in clear, bound to the rest by its signature.
 */
import { base64url, equalMacs, fromBase64url, type MacKey } from "../crypto.ts";

/** A form filled in faster than this was not filled in by a person. */
const ticketMinAgeMs = 1_500;
export const ticketMaxAgeMs = 30 * 60_000;

/** What a ticket is good for: one button on one origin, and a new call from one network. */
export interface TicketScope {
  button: string;
  origin: string;
  net: string;
}

export interface Ticket {
  /** 96 random bits; limits per ticket count by it. */
  id: string;
  ageMs: number;
  /** Whether the network it was given to asks; from another one it only finds the answer to a known key. */
  isAtHome: boolean;
}

export function issueTicket(key: MacKey, scope: TicketScope, nowMs: number, random: Uint8Array): string {
  const bytes = new Uint8Array(20);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(nowMs));
  bytes.set(random.subarray(0, 12), 8);
  const head = base64url(bytes);
  const home = homeOf(key, head, scope);
  return `${head}.${home}.${sign(key, head, home, scope)}`;
}

/** The ticket if its signature holds for this button and origin, whatever its age and wherever it is; else null. */
export function readTicket(key: MacKey, text: string, scope: TicketScope, nowMs: number): Ticket | null {
  const [head = "", home = "", mac = "", ...rest] = text.split(".");
  if (rest.length > 0 || head.length !== 27 || mac.length !== 22) return null;
  const bytes = fromBase64url(head);
  if (!bytes || bytes.length !== 20 || !equalMacs(mac, sign(key, head, home, scope))) return null;
  const issuedMs = Number(new DataView(bytes.buffer).getBigUint64(0));
  const isAtHome = equalMacs(home, homeOf(key, head, scope));
  return { id: base64url(bytes.subarray(8)), ageMs: nowMs - issuedMs, isAtHome };
}

export function isTimely({ ageMs }: Pick<Ticket, "ageMs">): boolean {
  return ageMs >= ticketMinAgeMs && ageMs <= ticketMaxAgeMs;
}

function sign(key: MacKey, head: string, home: string, { button, origin }: TicketScope): string {
  return key.hash([head, home, button, origin].join("\n"));
}

/** The network, told apart without being told: no two tickets of it look alike. */
function homeOf(key: MacKey, head: string, { net }: TicketScope): string {
  return key.hash(["home", head, net].join("\n"));
}
