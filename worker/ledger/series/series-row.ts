/** The row of a call that rings one agent after another: what changes in it from turn to turn. */
import type { DialPlan } from "../../buttons/dial-plan.ts";
import type { CallLimits } from "../../contract/limits.ts";
import { reservationKopecks } from "../../safety/counted-call.ts";
import type { CallRow } from "../call-row.ts";
import type { EarlierDial } from "./earlier-dials.ts";
import { dialPatienceMs } from "../upkeep/poll-times.ts";
import { agentsColumn } from "../sightings/agent-names.ts";

/** How a dial of a series ended, and what it cost. */
export type DialEnd = Pick<EarlierDial, "state" | "reason" | "kopecks">;

/** The row as it is while the next agent is rung; the number stays locked, key, ticket and address are the series'. */
export function nextTurn(row: CallRow, plan: DialPlan, limits: CallLimits, nowMs: number): Partial<CallRow> {
  return {
    turn: (row.turn ?? 1) + 1,
    dial: "dialling",
    dialledMs: nowMs,
    sipnetId: null,
    uuids: "",
    state: "dialling",
    ownerLeg: "waiting",
    visitorLeg: "waiting",
    sinceMs: nowMs,
    version: row.version + 1,
    ownerPhones: plan.ownerPhones.join(),
    agents: agentsColumn(plan.names),
    kopecks: reservationKopecks(limits, plan.ownerPhones.length + 1),
    pollMs: nowMs + dialPatienceMs,
  };
}

export function earlierDial(row: CallRow, { state, reason, kopecks }: DialEnd): EarlierDial {
  const { id: call, turn, dialledMs, createdMs, sipnetId, ownerPhones, agents } = row;
  const shared = { sipnetId, ownerPhones, agents, state, reason, kopecks };
  return { call, turn: turn ?? 1, dialledMs: dialledMs ?? createdMs, ...shared };
}

/** The row as it was in that turn. */
export function asBefore({ turn, dialledMs, sipnetId, ownerPhones, agents, kopecks }: EarlierDial): Partial<CallRow> {
  const shared = { turn, dialledMs, sipnetId, ownerPhones, agents, kopecks };
  return { ...shared, dial: "started", ownerLeg: "ended" };
}
