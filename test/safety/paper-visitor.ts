/** Visitors of a Worker in Node: each with an address, a ticket and a key of their own. */
import { deriveKeys } from "../../worker/keys.ts";
import { issueTicket } from "../../worker/ticket.ts";
import { readAddress } from "../../worker/address.ts";
import { hand } from "./hand-clock.ts";
import { type NodeWorker, origin, secrets } from "./node-worker.ts";
import { cid } from "./paper-provider.ts";

const keys = await deriveKeys(secrets.appSecret);
let made = 0;

export interface Visit {
  phone?: string;
  address?: string;
  key?: string;
  /** How old the ticket is. */
  ageMs?: number;
}

/** The n-th address of a made-up internet. */
export function addressOf(n: number): string {
  return `${11 + ((n >> 16) & 127)}.${(n >> 8) & 255}.${n & 255}.7`;
}

/** The n-th mobile number of Russia's 916 range, no two of which share all but four digits. */
export function phoneOf(n: number): string {
  return `+7916${String(n % 1_000).padStart(3, "0")}${String(1_000 + ((n * 7) % 9_000))}`;
}

/** A ticket as the page got it a little earlier; signed here, which spares a request. */
export async function ticketFor(address: string, ageMs = 5_000): Promise<string> {
  const net = readAddress(address)?.net ?? "";
  const random = crypto.getRandomValues(new Uint8Array(12));
  return issueTicket(keys.ticket, { button: cid, origin, net }, hand.nowMs - ageMs, random);
}

/** Asks for a call as the widget does. What isn't named is new every time. */
export async function askForCall(worker: NodeWorker, visit: Visit = {}): Promise<Response> {
  made += 1;
  const { address = addressOf(made), phone = phoneOf(made), key = `key-of-a-visitor-${made}-0000` } = visit;
  const body = { button: cid, phone, ticket: await ticketFor(address, visit.ageMs) };
  return worker.request("/v1/calls", {
    method: "POST",
    headers: {
      "content-type": "application/json",
      origin,
      "idempotency-key": key,
      "cf-connecting-ip": address,
    },
    body: JSON.stringify(body),
  });
}
