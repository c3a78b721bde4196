/**
 * The contract between the owner's console and the Worker: what every `/v1/owner/*` route takes
 * and answers. Types only. Times are RFC 3339 UTC, durations whole seconds, money in units of the
 * account's currency. Errors are problems (RFC 9457): 401 signed out, 403 from another page,
 * 400 `bad-request` whose `detail` names the field, 422 `provider-refused`, 503 `unavailable`.
 */

// The provider: `POST /v1/owner/sipnet/{operation}`, parameters as documented, JSON. 200 is the
// client's `Result<operation>` (dates as RFC 3339); `getrec` streams audio or answers 404.

/** `POST /v1/owner/webhook`. */
export interface WebhookReply {
  /** The secret path is `***`. */
  url: string;
}

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
  | "address-unproven"
  | "restored-unconfirmed"
  | "sync-failing"
  | "sync-conflict"
  | "unknown-calls"
  | "opt-outs-queued"
  | "button-phone"
  | "answer-unread"
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
