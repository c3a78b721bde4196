/**
 * Calls for later. The one number that must rest a while rests sealed, under a key that the
 * object that keeps it does not keep; it is unsealed when it is dialled and then gone.
 */
import { reservationKopecks } from "../safety/call-limits.ts";
import { minuteMs } from "../time/durations.ts";
import type { DialPlan } from "../buttons/dial-plan.ts";
import { type CallRow, lockedForever } from "./call-table.ts";
import type { CallLimits } from "../contract/limits.ts";
import { dialPatienceMs } from "./call-request.ts";

/** A call that finds the line taken at its time is tried again so long. */
export const patienceMs = 15 * minuteMs;

/** The row of a call for later: it locks nothing until it is dialled. */
export function scheduledRow(row: CallRow, atMs: number, sealed: string): CallRow {
  return { ...row, dial: "scheduled", state: "scheduled", atMs, sealed, pollMs: atMs, lockedUntilMs: 0, kopecks: 0 };
}

/** What changes in the row when its time has come: from here on it is a call like any other. */
export function begun(plan: DialPlan, limits: CallLimits, nowMs: number): Partial<CallRow> {
  return {
    dial: "reserved",
    state: "dialling",
    sealed: null,
    sinceMs: nowMs,
    dialledMs: nowMs,
    operation: plan.operation,
    first: plan.first,
    account: plan.account,
    ownerPhones: plan.ownerPhones.join(),
    kopecks: reservationKopecks(limits, plan.ownerPhones.length + 1),
    lockedUntilMs: lockedForever,
    pollMs: nowMs + dialPatienceMs,
  };
}
