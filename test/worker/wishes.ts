/** Requests and rows for tests: a visitor at an address, a number, a button, a moment. */
import type { DialPlan } from "../../worker/buttons/dial-plan.ts";
import { type CallLimits, limitsOf } from "../../worker/contract/limits.ts";
import { rowFor, type CallRequest } from "../../worker/ledger/call-request.ts";
import type { CallRow } from "../../worker/ledger/call-row.ts";
import type { NetHashes } from "../../worker/safety/counted-call.ts";

export const noon = Date.UTC(2026, 10, 24, 9);
export const defaults: CallLimits = limitsOf();

export interface Who {
  key?: string;
  ticket?: string;
  number?: string;
  prefix?: string;
  /** The hash of an IPv4 address, or hashes of any. */
  net?: string;
  nets?: NetHashes;
  button?: string;
}

let made = 0;

/** One owner's phone and one visitor's. */
export function planOf(): DialPlan {
  return {
    operation: "gencall",
    srcphone: "74951234567",
    dstphones: ["79161234567"],
    first: "owner",
    ownerPhones: ["74951234567"],
    names: [],
    greeting: "ru",
    account: null,
  };
}

/** A row; whatever isn't named is somebody else's every time. */
export function requestRow(nowMs: number, who: Who = {}, limits = defaults): CallRow {
  return wishRow(nowMs, who, limits).row;
}

/** A row, and the address it was asked for from. */
export function wishRow(nowMs: number, who: Who = {}, limits = defaults): { row: CallRow; nets: NetHashes } {
  made += 1;
  const number = who.number ?? `number-${made}`;
  const request: CallRequest = {
    button: who.button ?? `button-${made}`,
    idem: who.key ?? `key-${made}`,
    phone: "+79161234567",
    mask: "+7916***4567",
    forbidden: null,
    zone: null,
    hours: "always",
    at: null,
    ticket: who.ticket ?? `ticket-${made}`,
    address: { kind: "ipv4", net: "4/203.0.113.7", full: "203.0.113.7" },
    lang: "ru",
    campaign: null,
    page: null,
    consent: null,
    plan: planOf(),
  };
  const nets: NetHashes = who.nets ?? { kind: "ipv4", today: [who.net ?? `net-${made}`], yesterday: [] };
  const row = rowFor(request, { number, prefix: who.prefix ?? `prefix-${made}` }, nets, `call-${made}`, limits, nowMs);
  return { row, nets };
}
