/** The row of a call that rings one agent after another: what changes in it from turn to turn. */
import type { DialPlan } from "../../buttons/dial-plan.ts";
import type { CallLimits } from "../../contract/limits.ts";
import { dialColumns } from "../call-request.ts";
import type { CallRow } from "../call-row.ts";
import type { EarlierDial } from "./earlier-dials.ts";

/** How a dial of a series ended, and what it cost. */
export type DialEnd = Pick<EarlierDial, "state" | "reason" | "kopecks">;

/** The row as it is while the next agent is rung; the number stays locked, key, ticket and address are the series'. */
export function nextTurn(row: CallRow, plan: DialPlan, limits: CallLimits, nowMs: number): Partial<CallRow> {
  return { ...dialColumns(plan, limits, nowMs), turn: (row.turn ?? 1) + 1, version: row.version + 1 };
}

export function earlierDial(row: CallRow, { state, reason, kopecks }: DialEnd): EarlierDial {
  const { id: call, turn, dialledMs, createdMs, sipnetId, listedId, ownerPhones, agents } = row;
  const shared = { sipnetId, listedId, ownerPhones, agents, state, reason, kopecks };
  return { call, turn: turn ?? 1, dialledMs: dialledMs ?? createdMs, ...shared };
}

/** The row as it was in that turn. */
export function asBefore(earlier: EarlierDial): Partial<CallRow> {
  const { turn, dialledMs, sipnetId, listedId, ownerPhones, agents, kopecks } = earlier;
  const shared = { turn, dialledMs, sipnetId, listedId, ownerPhones, agents, kopecks };
  return { ...shared, dial: "started", ownerLeg: "ended" };
}
