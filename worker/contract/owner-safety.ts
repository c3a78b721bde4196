/** The owner's side of safety as it crosses the network: settings, refusals, numbers to leave in peace. Types only. */
import type { CallLimits, LimitsOverride } from "./limits.ts";
import type { ProblemName } from "./visitor.ts";

/** What the owner sets for all buttons together; `PUT /v1/owner/settings`. */
export interface OwnerSettings {
  /** Single limits, on top of `LIMITS`. */
  limits: LimitsOverride;
  /** Nothing is dialled while this is on. */
  panic: boolean;
  /** IANA zone; the clock of numbers that don't tell theirs. */
  zone: string;
}

/** `GET /v1/owner/settings` */
export interface SettingsView extends OwnerSettings {
  /** Counts the changes of limits and zone. */
  version: number;
  /** The limits in force: `LIMITS`, then the owner's own. */
  inForce: CallLimits;
  breaker: { open: boolean; why?: string; until?: string };
  /** Entries looser than this installation's own, and what is not protected. */
  warnings: string[];
}

/** All calls are stopped: by the owner until they say otherwise, or by the breaker for a while. */
export interface Stoppage {
  untilMs: number | null;
}

/**
 * `PUT /v1/owner/settings`. With the `version` that was seen only what differs from it is a change, limit by limit; what
 * somebody else has changed as well since is a 409 with {@link SettingsConflict}, settled by `resolve`.
 */
export type SettingsChange = Partial<OwnerSettings> & {
  breaker?: "closed";
  version?: number;
  resolve?: "mine" | "theirs";
};

/** Of a 409: the fields that both have changed, such as `zone` and `limits.number.perDay`; null is "not set". */
export interface SettingsConflict {
  source: "console";
  fields: string[];
  /** Of the settings as they are now. */
  version: number;
  base: Record<string, unknown>;
  mine: Record<string, unknown>;
  theirs: Record<string, unknown>;
}

export type Explanation = { verdict: "call" } | ({ verdict: "refuse" } & Verdict);
/** `GET /v1/owner/blocked`. */
export interface Blocked {
  /** Most frequent first. */
  rules: { rule: string; count: number; lastAt: string }[];
  /** Newest first; numbers and addresses are in none of them. */
  latest: { at: string; rule: string; problem: string; button?: string }[];
}

/** `queued` waits for the owner: more opt-outs came in a day than people send. */
export type SuppressionKind = "opt-out" | "block" | "queued";
export interface Suppression {
  /** Hash of the number. */
  number: string;
  kind: SuppressionKind;
  atMs: number;
}

/** How many there are of each kind. */
export type SuppressionCounts = Record<SuppressionKind, number>;

/** Opt-outs that came within one hour and wait for the owner. */
export interface QueuedHour {
  fromMs: number;
  toMs: number;
  count: number;
}

/**
 * `GET /v1/owner/suppressions`: the latest thousand, how many there are in all, and what waits, newest
 * hour first. `POST /v1/owner/suppressions/accept` {@link SuppressionSpan} grants what waits of a span.
 */
export interface SuppressionsReply {
  suppressions: Suppression[];
  counts: SuppressionCounts;
  queue: QueuedHour[];
}

/** RFC 3339; `from` belongs to it, `to` does not. */
export interface SuppressionSpan {
  from: string;
  to: string;
}

/** `POST /v1/owner/suppressions/lift`: a number (204), or everything of a kind within a span ({@link SuppressionsMoved}). */
export type SuppressionLift = { phone: string } | (SuppressionSpan & { kind: SuppressionKind });

/** How many were granted or lifted. */
export interface SuppressionsMoved {
  count: number;
}

export interface Verdict {
  problem: ProblemName;
  /** The entry of `Limits` that fired, such as `number.perHour`. */
  rule: string;
  retryAfterS: number;
}
