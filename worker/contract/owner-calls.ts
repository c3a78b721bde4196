/** What became of calls, as the owner is told it: lists, history, statistics, who was missed. Types only. */
import type { Call, CallState, CallReason, Campaign } from "./visitor.ts";

/** An entry of `GET /v1/owner/calls`. */
export interface CallSummary extends Omit<Call, "at"> {
  button: string;
  /** `+7916***4567` */
  phone: string;
  at: string;
  dial: DialState;
  page?: string;
  flag?: string;
  /** Reserved while the call is open, charged afterwards; units of the account's currency. */
  money: number;
}

/** 200 of `gencall`, `genmulticall` and `POST /v1/owner/missed/{id}/call`; 202 while the outcome is `unknown`. */
export interface DialReply {
  /** The provider's id, if it gave one. */
  id?: string;
  /** The Ledger's ids, one per called number: `GET /v1/calls/{id}` and its `/events` follow them. */
  calls: string[];
  state: "started" | "unknown";
  /** `night`: it is night where the phone rings. The owner is only warned. */
  warning?: "night";
}

// Calls
/** `GET /v1/owner/calls`. */
export interface CallsReply {
  calls: CallSummary[];
}

export type HistorySource = "ledger" | "calls" | "calls2" | "pbxcalls" | "attempts";
/** One call, joined over all that is known of it. */
export interface HistoryRow {
  /** Stable within an answer. */
  key: string;
  at: string;
  sources: HistorySource[];
  direction?: "in" | "out";
  /** As the provider lists them; a mask where only the Ledger knows of it. */
  from?: string;
  to?: string;
  account?: string;
  durationS?: number;
  price?: number;
  state?: CallState;
  reason?: CallReason;
  /** Cause of ITU-T Q.850, in words. */
  cause?: { code: number; ru: string; en: string };
  /** For `GET /v1/owner/recordings/{recording}`. */
  recording?: string;
  /** The Ledger's id, button, page and note. */
  call?: string;
  button?: string;
  page?: string;
  flag?: string;
}

/** `GET /v1/owner/history?from&to&child`: RFC 3339 instants (default: the last 24 h) and `child=1`; newest first. */
export interface HistoryReply {
  from: string;
  to: string;
  rows: HistoryRow[];
  /** Lists that the provider did not give; the rest is shown all the same. */
  missing: Exclude<HistorySource, "ledger">[];
}

/**
 * Somebody who asked for calls and talked in none since; `POST …/{id}/call` DialReply; `POST …/{id}/done`, `…/reached`
 * and `…/not-reached` 204.
 */
export interface Missed {
  /** The Ledger's id of the latest call. */
  id: string;
  /** When it was asked for; of a call for later, for when. */
  at: string;
  ageS: number;
  button: string;
  mask: string;
  /** Of a call for later: when it was asked for. */
  askedAt?: string;
  /** Taken from the provider's rows while this is shown; without it there is nothing to dial. */
  phone?: string;
  /** Why there is none: it was never dialled, SIPNET gave no lists now, or its lists don't show it any more. */
  noPhone?: "never-dialled" | "lists-silent" | "gone";
  tries: number;
  state: CallState;
  reason?: CallReason;
  /** A call for later that was not kept: its number rests sealed until it is dealt with. */
  promised?: true;
  /** Who looks after it: a colleague's name, empty for the owner. */
  takenBy?: string;
  /** What was written down; `PUT …/{id}/note {note}`, `POST …/{id}/take`, both 204. */
  note?: string;
  /** How often somebody noted that nobody could be reached, and when they are to be tried again: at most three times. */
  unreached?: number;
  remindAt?: string;
}

/** `GET /v1/owner/missed`: of the last 7 days, newest first. */
export interface MissedReply {
  missed: Missed[];
}

/**
 * Calls that visitors asked for; of them `answered` on the side rung first, `talked`, `missed`
 * (over without talk); and `refused` requests, which are in none of the others.
 */
export interface Counts {
  asked: number;
  answered: number;
  talked: number;
  missed: number;
  refused: number;
}

/** `GET /v1/owner/statistics?from&to`: RFC 3339 instants, default the last 7 days; at most 30 days are kept. */
export interface StatisticsReply {
  from: string;
  to: string;
  /** The owner's zone, by which days and hours are told. */
  zone: string;
  totals: Counts;
  /** Every day in between, `2026-11-24`. */
  days: (Counts & { day: string })[];
  /** 24 of them. */
  hours: (Counts & { hour: number })[];
  buttons: (Counts & { button: string; text: string })[];
}

/** `GET /v1/owner/live`: server-sent events, `event: call`, data CallSummary; every open call first. */
export type LiveEvent = CallSummary;

/** `reserved → dialling → started | refused | unknown → started | not-placed | manual` */
export type DialState =
  "scheduled" | "reserved" | "dialling" | "started" | "refused" | "unknown" | "not-placed" | "manual" | "cancelled";

/** `shown` to visitors' browsers, at most once a minute in each; of the sheets `opened`, who `asked` and who `talked`. */
export interface FunnelCounts {
  shown: number;
  opened: number;
  asked: number;
  talked: number;
}

/**
 * `GET /v1/owner/funnel?from&to`: RFC 3339 instants, default the last 7 days; at most 30 days are kept. Counted
 * without cookies, from requests that pages make anyway. The 100 largest of each list; `shown` is known by button and
 * site only. A page or campaign that is `other` stands for all that were too many to be told apart.
 */
export interface FunnelReply {
  from: string;
  to: string;
  totals: FunnelCounts;
  buttons: (FunnelCounts & { button: string; text: string })[];
  sites: (FunnelCounts & { site: string })[];
  pages: (Omit<FunnelCounts, "shown"> & { page: string })[];
  campaigns: (Omit<FunnelCounts, "shown"> & Campaign)[];
}
