/** Wishes and rows for tests: a visitor at an address, a number, a button, a moment. */
import type { CountedCall } from "../../worker/safety/call-limits.ts";
import { attemptOf, type CallRow } from "../../worker/ledger/call-table.ts";
import { type CallLimits, limitsOf } from "../../worker/contract/limits.ts";
import { rowFor, type CallRequest } from "../../worker/ledger/call-request.ts";

export const noon = Date.UTC(2026, 10, 24, 9);
export const defaults: CallLimits = limitsOf();

export interface Who {
  key?: string;
  ticket?: string;
  number?: string;
  prefix?: string;
  net?: string;
  button?: string;
}

let made = 0;

/** A row and its attempt; whatever isn't named is somebody else's every time. */
export function wishRow(nowMs: number, who: Who = {}, limits = defaults): { row: CallRow; attempt: CountedCall } {
  made += 1;
  const number = who.number ?? `number-${made}`;
  const wish: CallRequest = {
    button: who.button ?? `button-${made}`,
    idem: who.key ?? `key-${made}`,
    phone: "+79161234567",
    mask: "+7916***4567",
    zone: null,
    hours: "always",
    at: null,
    ticket: who.ticket ?? `ticket-${made}`,
    address: { kind: "ipv4", net: "4/203.0.113.7", full: "203.0.113.7" },
    lang: "ru",
    page: null,
    consent: null,
    plan: {
      operation: "gencall",
      srcphone: "74951234567",
      dstphones: ["79161234567"],
      first: "owner",
      ownerPhones: ["74951234567"],
      greeting: "ru",
      account: null,
    },
  };
  const nets = { kind: "ipv4" as const, today: [who.net ?? `net-${made}`], yesterday: [] };
  const row = rowFor(wish, { number, prefix: who.prefix ?? `prefix-${made}` }, nets, `call-${made}`, limits, nowMs);
  return { row, attempt: { ...attemptOf(row), nets } };
}
