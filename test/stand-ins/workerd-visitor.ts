/** Visitors of a Worker in workerd, over HTTP. */
import { readAddress } from "../../worker/http/client-address.ts";
import { deriveKeys } from "../../worker/crypto.ts";
import { issueTicket } from "../../worker/visitor/ticket.ts";
import { pageOrigin, secrets } from "../support/workerd.ts";
import { cid } from "./paper-provider.ts";
import { addressOf, phoneOf } from "./paper-people.ts";

const keys = await deriveKeys(secrets.appSecret);

export interface Press {
  /** Which visitor: each has a number, an address and a key of their own. */
  n: number;
  clockOffsetMs?: number;
}

export interface PressRequest {
  method: "POST";
  headers: Record<string, string>;
  body: string;
}

/** What the n-th visitor sends when they press the button. */
export async function pressOf({ n, clockOffsetMs = 0 }: Press): Promise<PressRequest> {
  const address = addressOf(n);
  const net = readAddress(address)?.net ?? "";
  const random = crypto.getRandomValues(new Uint8Array(12));
  const scope = { button: cid, origin: pageOrigin, net };
  const ticket = issueTicket(keys.ticket, scope, Date.now() + clockOffsetMs - 5_000, random);
  return {
    method: "POST",
    headers: {
      "content-type": "application/json",
      origin: pageOrigin,
      "idempotency-key": `key-of-visitor-${n}-and-no-other`,
      "cf-connecting-ip": address,
    },
    body: JSON.stringify({ button: cid, phone: phoneOf(n), ticket }),
  };
}

/** Presses the button; the call's id, or null where no answer came back or it was none. */
export async function press(url: string, visit: Press): Promise<string | null> {
  const init = await pressOf(visit);
  try {
    const answer = await fetch(`${url}/v1/calls`, init);
    if (answer.status !== 202) return null;
    return ((await answer.json()) as { id: string }).id;
  } catch (error) {
    // The Worker was killed under the request; nothing was promised.
    if (error instanceof TypeError || error instanceof SyntaxError) return null;
    throw error;
  }
}
