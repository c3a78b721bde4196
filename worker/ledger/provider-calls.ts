/**
 * The Ledger's telephone: places a call once, and finds out what became of it. Nothing
 * here decides whether to call, and nothing here ever calls a second time.
 */
import { dayMs, hourMs } from "../time/durations.ts";
import type { CallRow } from "./call-row.ts";
import { nameOf } from "../log.ts";
import { type ProviderFault, providerFault } from "../sipnet/provider-fault.ts";
import type { Sipnet } from "../sipnet/client.ts";
import type { TwoLegCall } from "../sipnet/readers.ts";
import { SipnetError, SipnetRefused } from "../sipnet/sipnet-error.ts";
import type { DialPlan } from "../buttons/dial-plan.ts";

export type Placement =
  | { dial: "started"; sipnetId: string | null }
  | { dial: "refused" | "not-placed"; because: string; fault: ProviderFault }
  | { dial: "unknown"; because: string };

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

/** The provider's row of a call it gave an id for; null where it has none (yet). */
export async function lookUp(sipnet: Sipnet, row: CallRow, nowMs: number): Promise<TwoLegCall | null> {
  if (row.sipnetId === null) return null;
  const { calls } = await sipnet.call("calls2", {
    id: row.sipnetId,
    ...rangeAround(row, nowMs),
    ...forUser(row.account),
  });
  return calls.find(({ id }) => id === row.sipnetId) ?? null;
}

/** Every call that the provider lists around the time this one was dialled. */
export async function lookAround(sipnet: Sipnet, row: CallRow, nowMs: number): Promise<TwoLegCall[]> {
  const { calls } = await sipnet.call("calls2", { ...rangeAround(row, nowMs), ...forUser(row.account) });
  return calls;
}

/** Rows of exactly these two parties, nearest in time first; `isVisitor` compares by keyed hash. */
export async function matching(
  rows: TwoLegCall[],
  row: CallRow,
  isVisitor: (phone: string) => Promise<boolean>,
): Promise<TwoLegCall[]> {
  const mine: TwoLegCall[] = [];
  const dialledMs = row.dialledMs ?? row.createdMs;
  for (const each of rows) {
    const { owners, visitors } = partiesOf(each, row);
    // A list may name all the agents that were rung, or only the one who took the call.
    const ours = owners.length > 0 && owners.every((owner) => row.ownerPhones.split(",").includes(owner));
    const known = await Promise.all(visitors.map(isVisitor));
    if (ours && known.length > 0 && !known.includes(false)) mine.push(each);
  }
  const distance = ({ at }: TwoLegCall) => Math.abs((at?.getTime() ?? dialledMs) - dialledMs);
  return mine.sort((a, b) => distance(a) - distance(b));
}

/** Whether a row that came by its id is of somebody else's call: an answer may have named the wrong one. */
export async function isStrange(
  seen: TwoLegCall,
  row: CallRow,
  isVisitor: (phone: string) => Promise<boolean>,
): Promise<boolean> {
  const { visitors } = partiesOf(seen, row);
  const known = await Promise.all(visitors.map(isVisitor));
  return known.includes(false);
}

function partiesOf({ src, dst }: TwoLegCall, { first }: CallRow): { owners: string[]; visitors: string[] } {
  const source = src === undefined ? [] : [src];
  return first === "visitor" ? { visitors: source, owners: dst } : { visitors: dst, owners: source };
}

function forUser(account: string | null): { foruser?: string } {
  return account === null ? {} : { foruser: account };
}

/** Wide enough for a provider whose clock is an hour off. */
function rangeAround({ dialledMs, createdMs }: CallRow, nowMs: number): { d1: Date; d2: Date } {
  const atMs = dialledMs ?? createdMs;
  return { d1: new Date(atMs - 1.5 * hourMs), d2: new Date(Math.min(nowMs, atMs + dayMs) + 1.5 * hourMs) };
}
