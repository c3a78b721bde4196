/**
 * The contract between the owner's console and the Worker: what every `/v1/owner/*` route takes
 * and answers. Types only. Times are RFC 3339 UTC, durations whole seconds, money in units of the
 * account's currency. Errors are problems (RFC 9457): 401 signed out, 403 from another page,
 * 400 `bad-request` whose `detail` names the field, 422 `provider-refused`, 503 `unavailable`.
 */
import type { AuditEntry } from "./audit-entry.ts";
import type { ButtonExtras, ButtonRecord, SharedFields } from "../buttons/button.ts";
import type { OwnerSettings } from "../safety/safety-switches.ts";
import type { CallSummary, Explanation, SettingsChange, SettingsView } from "../ledger/settings-view.ts";
import type { CallReason, CallState, Problem } from "./visitor.ts";
import type { Blocked } from "../safety/refusal-counts.ts";
import type { Suppression } from "../safety/do-not-call.ts";

export type {
  SharedFields,
  AuditEntry,
  Blocked,
  CallSummary,
  Explanation,
  OwnerSettings,
  SettingsChange,
  SettingsView,
  Suppression,
};

// Session: `POST /v1/owner/session {token}` 204 and a cookie; `GET` SessionReply; `DELETE` 204.

export interface SessionReply {
  signedIn: true;
  /** Passkeys need a domain; an address gets the token only. */
  passkeys: boolean;
}

// Buttons

export interface SyncMark {
  /**
   * `pending`: a change waits for SIPNET to answer. `conflict`: changed on both sides, the owner
   * decides. `missing`: SIPNET's list was empty, which proves nothing. `gone`: deleted there; restorable.
   */
  state: "synced" | "pending" | "conflict" | "missing" | "gone";
  /** Since when, where it is not `synced`. */
  since?: string;
  /** Of a `conflict`: what SIPNET has and what was wanted (null where that was to delete it). */
  theirs?: SharedFields;
  mine?: SharedFields | null;
}

/** `GET /v1/owner/buttons/{cid}`; `PUT` takes it back whole or in part, with what has changed. */
export interface OwnerButton extends ButtonRecord, ButtonExtras {
  /** SIPNET's record as shown here; send it back unchanged, it tells whether they have changed it since. */
  seen: SharedFields;
  sync: SyncMark;
}

/** `GET /v1/owner/buttons`. */
export interface ButtonsReply {
  buttons: OwnerButton[];
  /** Tombstones: `POST /v1/owner/buttons/{cid}/restore` (201, OwnerButton of a new cid) brings them back. */
  gone: OwnerButton[];
  /** Buttons on their way to SIPNET, which has not answered yet. */
  adding: (SharedFields & { since: string })[];
}

/** `POST /v1/owner/buttons`: 201 OwnerButton, or 202 while SIPNET does not answer (see `adding`). */
export type ButtonAddition = Pick<ButtonRecord, "phone"> & Partial<Omit<SharedFields, "phone"> & ButtonExtras>;

/** `PUT /v1/owner/buttons/{cid}`: 200 OwnerButton, 202 the same while SIPNET does not answer, 409 ConflictProblem. */
export type ButtonChange = Partial<OwnerButton> & {
  /** After a conflict: `mine` overwrites whatever SIPNET has, `theirs` drops the change of shared fields. */
  resolve?: "mine" | "theirs";
};

/** 409 of `PUT` and `DELETE /v1/owner/buttons/{cid}` (204). Nothing was written. */
export interface ConflictProblem extends Problem {
  cid: string;
  /** Null where the wish was to delete. */
  mine: SharedFields | null;
  theirs: SharedFields;
  /** What the owner had seen. */
  base: SharedFields;
  /** What to send next. */
  resolve: ["mine", "theirs"];
}

/** `POST /v1/owner/sync`: how many records were read, written, are in conflict, were found deleted. */
export interface SyncReply {
  pulled: number;
  pushed: number;
  conflicts: number;
  removed: number;
}

/** `GET /v1/owner/buttons.json`, a download. */
export interface ButtonsFile {
  format: "sipnet-call-button/1";
  exportedAt: string;
  buttons: (ButtonRecord & ButtonExtras)[];
}

/** `POST /v1/owner/buttons/import`; without `apply` nothing is written. */
export interface ImportRequest {
  file: ButtonsFile;
  apply?: boolean;
}

export interface ImportReply {
  applied: boolean;
  changes: ImportChange[];
}

export interface ImportChange {
  /** As in the file; a button that SIPNET does not have is added under a new one. */
  cid: string;
  text: string;
  what: "add" | "change" | "same";
  /** The fields that differ. */
  fields: string[];
  /** When applied: what became of it. */
  outcome?: "done" | "pending" | "conflict" | "refused";
}

// The provider: `POST /v1/owner/sipnet/{operation}`, parameters as documented, JSON. 200 is the
// client's `Result<operation>` (dates as RFC 3339); `getrec` streams audio or answers 404.

/** 422. Both texts are the provider's own: plain text, never markup. */
export interface ProviderRefusedProblem extends Problem {
  errorCode: string;
  errorMessage: string;
  errorDescription?: string;
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

/** `POST /v1/owner/webhook`. */
export interface WebhookReply {
  /** The secret path is `***`. */
  url: string;
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
  /** The Ledger's id, button and note. */
  call?: string;
  button?: string;
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

/** Somebody who asked for calls and talked in none since; `POST …/{id}/call` DialReply, `POST …/{id}/done` 204. */
export interface Missed {
  /** The Ledger's id of the latest call. */
  id: string;
  at: string;
  ageS: number;
  button: string;
  mask: string;
  /** Taken from the provider's rows while this is shown; without it there is nothing to dial. */
  phone?: string;
  tries: number;
  state: CallState;
  reason?: CallReason;
}

/** `GET /v1/owner/missed`: of the last 7 days, newest first. */
export interface MissedReply {
  missed: Missed[];
}

/**
 * Calls that visitors asked for; of them `answered` on the side rung first, `talked`, `missed`
 * (over without talk); and `refused` wishes, which are in none of the others.
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

// State of things

export type Trouble =
  | "key-refused"
  | "provider-unreachable"
  | "webhook-stolen"
  | "webhook-missing"
  | "balance-low"
  | "balance-empty"
  | "breaker-open"
  | "panic"
  | "sync-failing"
  | "sync-conflict"
  | "unknown-calls"
  | "opt-outs-queued"
  | "settings";

/** `GET /v1/owner/status`; every member of `troubles` deserves a banner. */
export interface StatusReply {
  troubles: {
    name: Trouble;
    detail?: string;
    /** The request that mends it. */
    mend?: { method: "POST" | "PUT"; path: string; body?: unknown };
  }[];
  account?: string;
  sipId?: string;
  apiVersion?: string;
  balance?: { amount: number; currency?: string; level: "ok" | "low" | "empty" };
  webhook: { state: "ours" | "other" | "missing" | "unknown"; url?: string };
  sync: { pulledAt?: string; failingSince?: string; conflicts: number; pending: number };
  openCalls: number;
}

/** `GET /v1/owner/audit`: newest first. */
export interface AuditReply {
  entries: AuditEntry[];
}

/** `GET /v1/owner/suppressions`. */
export interface SuppressionsReply {
  suppressions: Suppression[];
}

// Passkeys (WebAuthn level 3, JSON forms). All of them 403 where the host is an IP address.
// `POST /v1/owner/passkeys/options` → PublicKeyCredentialCreationOptionsJSON;
// `POST /v1/owner/passkeys/register` PasskeyRegistration → 201 Passkey;
// `GET /v1/owner/passkeys` PasskeysReply; `DELETE /v1/owner/passkeys/{id}` 204;
// signed out: `POST /v1/owner/session/passkey/options` → PublicKeyCredentialRequestOptionsJSON,
// `POST /v1/owner/session/passkey/verify` {response: AuthenticationResponseJSON} → 204 and the session's cookie.

export interface PasskeyRegistration {
  name: string;
  /** RegistrationResponseJSON */
  response: object;
}

export interface Passkey {
  id: string;
  name: string;
  createdAt: string;
  usedAt?: string;
}

export interface PasskeysReply {
  passkeys: Passkey[];
}
