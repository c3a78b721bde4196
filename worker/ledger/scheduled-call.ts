/**
 * Calls for later. The one number that must rest a while rests sealed, under a key that the object that keeps
 * it does not keep. It is gone when it is dialled; if it could not be, when the owner has dealt with it.
 */
import type { DialPlan } from "../buttons/dial-plan.ts";
import type { CallLimits } from "../contract/limits.ts";
import { reservationKopecks } from "../safety/counted-call.ts";
import { type CallRow, lockedForever } from "./call-row.ts";
import { dialPatienceMs } from "./upkeep/poll-times.ts";
import { agentsColumn } from "./sightings/agent-names.ts";

/** The row of a call for later: it locks nothing until it is dialled. */
export function scheduledRow(row: CallRow, atMs: number, sealed: string): CallRow {
  const waits = { dial: "scheduled", state: "scheduled", dialledMs: null, atMs, sealed, pollMs: atMs } as const;
  return { ...row, ...waits, lockedUntilMs: 0, kopecks: 0 };
}

/** What changes back where it could not be begun after all: it waits for its time as it did before. */
export function waitsAgain(row: CallRow): Partial<CallRow> {
  const { dial, state, sealed, sinceMs, dialledMs, kopecks, lockedUntilMs, pollMs, version } = row;
  return { dial, state, sealed, sinceMs, dialledMs, kopecks, lockedUntilMs, pollMs, version: version + 2 };
}

/** What changes in the row when its time has come: from here on it is a call like any other. */
export function begun(plan: DialPlan, limits: CallLimits, nowMs: number): Partial<CallRow> {
  return {
    dial: "dialling",
    state: "dialling",
    sealed: null,
    sinceMs: nowMs,
    dialledMs: nowMs,
    operation: plan.operation,
    first: plan.first,
    account: plan.account,
    ownerPhones: plan.ownerPhones.join(),
    agents: agentsColumn(plan.names),
    turn: plan.series === undefined ? null : 1,
    kopecks: reservationKopecks(limits, plan.ownerPhones.length + 1),
    lockedUntilMs: lockedForever,
    pollMs: nowMs + dialPatienceMs,
  };
}
