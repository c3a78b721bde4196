/**
 * The contract between a page and the Worker: every name that crosses the network.
 * Types only, so that the widget can import it without a byte of cost.
 * Times are RFC 3339 UTC strings, durations whole seconds, phones E.164 with a plus.
 */

/** What the visitor's page may show of a call. The last five are final. */
export type CallState =
  | "scheduled"
  | "dialling"
  | "ringing"
  | "connected"
  | "unknown"
  | "ended"
  | "no-answer"
  | "busy"
  | "failed"
  | "cancelled";

export type LegState = "waiting" | "ringing" | "answered" | "ended";

export interface Legs {
  owner: LegState;
  visitor: LegState;
}

/** Why a call ended without talk, and on whose side. */
export type CallReason =
  | "owner-busy"
  | "owner-no-answer"
  | "visitor-busy"
  | "visitor-no-answer"
  | "not-placed"
  | "refused"
  | "unresolved"
  /** A call for later that could not be dialled at its time: the owner is shown it and may call. */
  | "overdue";

/** `GET /v1/calls/{id}` and the data of every `state` event. */
export interface Call {
  id: string;
  state: CallState;
  legs: Legs;
  /** When the present state was entered. */
  since: string;
  /** Seconds talked, once ended. */
  duration?: number;
  reason?: CallReason;
  /** When a scheduled call will be dialled. */
  at?: string;
  /** Who of the company is on the line, where the owner has named them. */
  agent?: string;
}

/** `GET /v1/buttons/{cid}`: what anybody may know of a button. */
export interface ButtonView {
  button: string;
  text: string;
  /** `#rrggbb` */
  color: string;
  /** SIPNET's `btntype`: 2 and 3 have looks of their own. */
  design: number;
  lang: Language;
  /** Whose national writing is understood, ISO 3166. */
  country: string;
  open: boolean;
  opensAt?: string;
  /** The number that will call, E.164. */
  callerId?: string;
  consent?: string;
}

export type Language = "ru" | "en";

/** Which advertisement brought a visitor, by their link's `utm_source`, `utm_medium` and `utm_campaign`. */
export interface Campaign {
  source: string;
  medium: string;
  campaign: string;
}

/** Where a visitor is. What is too long is cut, what can't be read is left out: it never costs a call. */
export interface Whence {
  /** The Worker keeps origin and path only, and of its query the campaign where none is given. */
  page?: string | undefined;
  /** Of each part 64 characters are kept. */
  campaign?: Partial<Campaign> | undefined;
}

/** Body of `POST /v1/tickets`. */
export interface TicketBody extends Whence {
  button: string;
}

/** 201 of `POST /v1/tickets`. */
export interface TicketReply {
  ticket: string;
  expiresAt: string;
}

/** Body of `POST /v1/calls`. */
export interface CallBody extends Whence {
  button: string;
  phone: string;
  ticket: string;
  lang?: string;
  consent?: boolean;
  /** When to dial; at once when absent. */
  at?: string;
}

/** 202 of `POST /v1/calls`. */
export interface CallReply {
  id: string;
  state: "dialling" | "scheduled";
  /** Median seconds from dialling to talking in the latest calls, once there were any. */
  wait?: number;
}

/**
 * `GET /v1/buttons/{cid}/slots?prefix`: the next times at which a call for later can be had. `prefix` is how the
 * number begins, country and area (`7916`), which tells its clock: more times suit it then. Never the whole number.
 */
export interface SlotsReply {
  slots: string[];
}

/** 202 of `POST /v1/opt-outs`: in force, or waiting for the owner. */
export interface OptOutReply {
  state: "done" | "queued";
  /** For `DELETE /v1/opt-outs/{undo}` within a minute. */
  undo: string;
  /** The number as it was understood. */
  phone: string;
}

export type ProblemName =
  | "bad-request"
  | "origin-not-allowed"
  | "ticket-invalid"
  | "not-found"
  | "call-in-progress"
  | "closed"
  | "phone-invalid"
  | "phone-not-allowed"
  | "consent-required"
  | "idempotency-key-reused"
  | "too-many-calls"
  | "unavailable";

/** RFC 9457; `type` is `/problems/<name>`, `title` in the visitor's language. */
export interface Problem {
  type: `/problems/${string}`;
  title: string;
  status: number;
  detail?: string;
}
