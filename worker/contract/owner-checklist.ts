/** The first five minutes: what is done already, and what comes next. Types only. */
import type { CallReason, CallState } from "./visitor.ts";

/** In the order in which they are gone through. */
export type StepName = "key" | "money" | "caller-number" | "test-call" | "site" | "snippet" | "first-call";

/** `todo`: the owner's turn. `waiting`: it goes on by itself. `failed`: it was tried. `unknown`: SIPNET gave no answer. */
export interface ChecklistStep {
  name: StepName;
  state: "done" | "todo" | "waiting" | "failed" | "unknown";
  /** Since when it is done, or when it was tried. */
  at?: string;
  /** Account, caller number, site or the amount of money; why SIPNET refused. */
  detail?: string;
  /** Of a call: how it stands or ended. */
  call?: { state: CallState; reason?: CallReason };
}

/** `GET /v1/owner/checklist` */
export interface ChecklistReply {
  steps: ChecklistStep[];
  /** Nothing is left; or a visitor has talked, which proves the rest. */
  done: boolean;
}

/**
 * `POST /v1/owner/checklist/call`: rings the owner's own phone and, once it is answered, a second one of theirs.
 * Through the Ledger like any dial; answers like it (DialReply). Wants a step-up.
 */
export interface TestCall {
  phone: string;
  second: string;
}
