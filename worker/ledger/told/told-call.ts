/** A call as the owner's desk is told of it, when it is booked and when it is over. */
import type { CallReason, CallState, Campaign } from "../../contract/visitor.ts";
import { readCampaign } from "../../funnel/campaign.ts";
import type { CallRow } from "../call-row.ts";
import { isOwnersOwn } from "../group-call.ts";
import { isFinal } from "../progress.ts";

export interface ToldCall {
  id: string;
  button: string;
  /** Keyed hash of the called number, and its mask. */
  number: string;
  mask: string;
  state: CallState;
  reason?: CallReason;
  page?: string;
  campaign?: Campaign;
  /** How often they were tried in vain by now; of a reminder only. */
  reminder?: number;
  durationS: number;
  askedMs: number;
  /** When it was to be dialled, of a call for later. */
  bookedForMs?: number;
  /** When this came to be so. */
  sinceMs: number;
  /** E.164, while this is still in memory. */
  phone?: string;
}

/** What the Ledger asks of the owner's desk. */
export interface OwnersDesk extends Rpc.DurableObjectBranded {
  readonly messages: Rpc.RpcTargetBranded & { hear(calls: ToldCall[]): Promise<void> };
}

/** Null where nobody need be told: the owner's own call, one that was taken back, one that goes on. */
export function toldOf(row: CallRow, phone?: string): ToldCall | null {
  const isTold = row.state === "scheduled" || (isFinal(row.state) && row.state !== "cancelled");
  if (!isTold || isOwnersOwn(row) || row.mask === "") return null;
  const { id, button, number, mask, state, reason, page, campaign, durationS, createdMs, atMs, sinceMs } = row;
  return {
    id,
    button,
    number,
    mask,
    state,
    durationS: durationS ?? 0,
    askedMs: createdMs,
    sinceMs,
    ...(reason === null ? {} : { reason }),
    ...(page === null ? {} : { page }),
    ...(campaign === null ? {} : { campaign: readCampaign(campaign) }),
    ...(atMs === null ? {} : { bookedForMs: atMs }),
    ...(phone === undefined ? {} : { phone }),
  };
}
