/** A call as it rests in the Ledger, and what follows from a row alone. */
import type { DialState } from "../contract/owner-calls.ts";
import type { CallReason, CallState, LegState } from "../contract/visitor.ts";
import type { Progress } from "./progress.ts";

/** Times in milliseconds since 1970, money in hundredths. */
export type CallRow = {
  id: string;
  createdMs: number;
  button: string;
  page: string | null;
  /** Which advertisement brought them, as `campaignOf` writes it. */
  campaign: string | null;
  lang: string;
  /** Which operation dials, for which sub-account, and whose phone is rung first. */
  operation: "gencall" | "genmulticall";
  account: string | null;
  first: "owner" | "visitor";
  /** The owner's own phones of this call, as digits, comma separated; and what their agents are called, as JSON. */
  ownerPhones: string;
  agents: string | null;
  /** Of a series: which of its agents this dial rings, from 1 on; null where one dial is all. */
  turn: number | null;
  /** `Idempotency-Key` with its scope; dropped after 24 hours. */
  idem: string | null;
  intent: string;
  ticket: string | null;
  nets: string | null;
  number: string;
  prefix: string;
  mask: string;
  consent: string | null;
  dial: DialState;
  dialledMs: number | null;
  sipnetId: string | null;
  /** What its row in the provider's list is called, where that is not the id that was given: no other call's then. */
  listedId: string | null;
  uuids: string;
  state: CallState;
  ownerLeg: LegState;
  visitorLeg: LegState;
  sinceMs: number;
  version: number;
  reason: CallReason | null;
  durationS: number | null;
  kopecks: number;
  lockedUntilMs: number;
  /** Not null while the provider must still be asked, or the call waits for its time: when that begins. */
  pollMs: number | null;
  /** Not counted any more: how often the provider was asked is kept in memory. */
  polls: number;
  /** Two rows of the provider matched, or the like: for the owner to look at. */
  flag: string | null;
  /** A call for later: when, and its number, sealed. */
  atMs: number | null;
  sealed: string | null;
  connectedMs: number | null;
  rating: number | null;
  /** 1: its address had asked at this button often that day. */
  frequent: number | null;
  /** Why the provider did not place it, as JSON: the same key gets the same answer. */
  fault: string | null;
};

/** Locks the number until the call is over, whenever that will be. */
export const lockedForever = Number.MAX_SAFE_INTEGER;

export function progressOf(row: CallRow): Progress {
  const { state, ownerLeg, visitorLeg, sinceMs, reason, durationS } = row;
  return {
    state,
    legs: { owner: ownerLeg, visitor: visitorLeg },
    sinceMs,
    ...(reason === null ? {} : { reason }),
    ...(durationS === null ? {} : { durationS }),
  };
}

/** The columns of a progress; each change has a version of its own, which numbers the events. */
export function progressColumns(row: CallRow, { state, legs, sinceMs, reason, durationS }: Progress): Partial<CallRow> {
  return {
    state,
    ownerLeg: legs.owner,
    visitorLeg: legs.visitor,
    sinceMs,
    reason: reason ?? null,
    durationS: durationS ?? null,
    version: row.version + 1,
  };
}

/** Of a change, what is not so already: each column that is written costs. */
export function different(row: CallRow, change: Partial<CallRow>): Partial<CallRow> {
  const names = Object.keys(change) as (keyof CallRow)[];
  return Object.fromEntries(names.filter((name) => change[name] !== row[name]).map((name) => [name, change[name]]));
}
