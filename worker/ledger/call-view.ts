/** A row of the table in the words of the contract, the same for answers, events and the owner. */
import { type CallRow, progressOf } from "./call-row.ts";
import type { Call } from "../contract/visitor.ts";
import { agentOf } from "./sightings/agent-names.ts";
import type { CallSummary } from "../contract/owner-calls.ts";

/** What a visitor may see of a call. */
export function callView(row: CallRow): Call {
  const { state, legs, sinceMs, reason, durationS } = progressOf(row);
  const agent = agentOf(row);
  return {
    id: row.id,
    state,
    legs,
    since: new Date(sinceMs).toISOString(),
    ...(agent === undefined ? {} : { agent }),
    ...(durationS === undefined ? {} : { duration: durationS }),
    ...(reason === undefined ? {} : { reason }),
    ...(state === "scheduled" && row.atMs !== null ? { at: new Date(row.atMs).toISOString() } : {}),
  };
}

export function summaryOf(row: CallRow): CallSummary {
  return {
    ...callView(row),
    button: row.button,
    phone: row.mask,
    at: new Date(row.createdMs).toISOString(),
    dial: row.dial,
    money: row.kopecks / 100,
    ...(row.page === null ? {} : { page: row.page }),
    ...(row.flag === null ? {} : { flag: row.flag }),
  };
}
