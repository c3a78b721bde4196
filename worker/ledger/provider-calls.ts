/**
 * The Ledger's telephone: places a call once, and finds out what became of it. Nothing
 * here decides whether to call, and nothing here ever calls a second time.
 */
import { dayMs, hourMs } from "../time/durations.ts";
import type { CallRow } from "./call-row.ts";
import { nameOf } from "../log.ts";
import { type ProviderFault, providerFault } from "../sipnet/provider-fault.ts";
import type { Sipnet } from "../sipnet/client.ts";
import type { Attempt } from "../sipnet/history-readers.ts";
import type { TwoLegCall } from "../sipnet/readers.ts";
import { SipnetError, SipnetRefused } from "../sipnet/sipnet-error.ts";
import type { DialPlan } from "../buttons/dial-plan.ts";

export type Placement =
  | { dial: "started"; sipnetId: string | null }
  | { dial: "refused" | "not-placed"; because: string; fault: ProviderFault }
  | { dial: "unknown"; because: string };

/** A look-up that fails is made again at its next time, and not before. */
const once = { once: true };

/** Sends the one request that places a call. Never throws: every failure is an outcome. */
export async function placeCall(sipnet: Sipnet, plan: DialPlan): Promise<Placement> {
  const { srcphone, dstphones, greeting, prompt, account } = plan;
  const params = {
    ...(srcphone === "" ? {} : { srcphone }),
    dstphone: dstphones.join(),
    ...(greeting === null ? {} : { lang: greeting }),
    ...(prompt === undefined ? {} : { prompt }),
    ...forUser(account),
  };
  try {
    const { id } = await sipnet.call(plan.operation, params);
    return { dial: "started", sipnetId: id ?? null };
  } catch (error) {
    if (error instanceof SipnetRefused) {
      return { dial: "refused", because: `${error.name} ${error.errorCode}`, fault: providerFault(error) };
    }
    if (!(error instanceof SipnetError) || error.maybePlaced) return { dial: "unknown", because: nameOf(error) };
    return { dial: "not-placed", because: nameOf(error), fault: providerFault(error) };
  }
}

/** What the provider lists under the id that it gave for this call. */
export async function lookUp(
  sipnet: Sipnet,
  row: CallRow & { sipnetId: string },
  nowMs: number,
): Promise<TwoLegCall[]> {
  const params = { id: row.sipnetId, ...rangeAround(row, nowMs), ...forUser(row.account) };
  return (await sipnet.call("calls2", params, once)).calls;
}

/** Every call that the provider lists around the time this one was dialled. */
export async function lookAround(sipnet: Sipnet, row: CallRow, nowMs: number): Promise<TwoLegCall[]> {
  return (await sipnet.call("calls2", { ...rangeAround(row, nowMs), ...forUser(row.account) }, once)).calls;
}

/** How the legs of calls around that time ended. */
export async function lookAtReleases(sipnet: Sipnet, row: CallRow, nowMs: number): Promise<Attempt[]> {
  return (await sipnet.call("attempts", { ...rangeAround(row, nowMs), ...forUser(row.account) }, once)).attempts;
}

function forUser(account: string | null): { foruser?: string } {
  return account === null ? {} : { foruser: account };
}

/** Wide enough for a provider whose clock is an hour off. */
function rangeAround({ dialledMs, createdMs }: CallRow, nowMs: number): { d1: Date; d2: Date } {
  const atMs = dialledMs ?? createdMs;
  return { d1: new Date(atMs - 1.5 * hourMs), d2: new Date(Math.min(nowMs, atMs + dayMs) + 1.5 * hourMs) };
}
