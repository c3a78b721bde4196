/** Visitors of a Worker in Node: each with an address, a ticket and a key of their own. */
import { deriveKeys } from "../../worker/crypto.ts";
import { issueTicket } from "../../worker/visitor/ticket.ts";
import { readAddress } from "../../worker/http/client-address.ts";
import { hand } from "./hand-clock.ts";
import { type NodeWorker, origin, secrets } from "./node-worker.ts";
import { addressOf, phoneOf } from "./paper-people.ts";
import { cid } from "./paper-provider.ts";

const keys = await deriveKeys(secrets.appSecret);
let made = 0;

export interface Visit {
  button?: string;
  phone?: string;
  address?: string;
  key?: string;
  /** How old the ticket is. */
  ageMs?: number;
  /** When to be called; at once when absent. */
  at?: string;
  consent?: boolean;
}

/** A ticket as the page got it a little earlier; signed here, which spares a request. */
export async function ticketFor(address: string, ageMs = 5_000, button = cid): Promise<string> {
  const net = readAddress(address)?.net ?? "";
  const random = crypto.getRandomValues(new Uint8Array(12));
  return issueTicket(keys.ticket, { button, origin, net }, hand.nowMs - ageMs, random);
}

/** Asks for a call as the widget does. What isn't named is new every time. */
export async function askForCall(worker: NodeWorker, visit: Visit = {}): Promise<Response> {
  made += 1;
  const { address = addressOf(made), phone = phoneOf(made), key = `key-of-a-visitor-${made}-0000` } = visit;
  const { at, consent, button = cid } = visit;
  const ticket = await ticketFor(address, visit.ageMs, button);
  const more = { ...(at === undefined ? {} : { at }), ...(consent === undefined ? {} : { consent }) };
  const body = { button, phone, ticket, ...more };
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
