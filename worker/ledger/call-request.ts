/** A visitor's request to be called, already through the cheap checks, and the row it becomes. */
import type { Address } from "../http/client-address.ts";
import { type NetHashes, reservationKopecks } from "../safety/counted-call.ts";
import type { ButtonExtras, Hours } from "../contract/button.ts";
import type { DialPlan } from "../buttons/dial-plan.ts";
import { type CallRow, lockedForever } from "./call-row.ts";
import type { CallLimits } from "../contract/limits.ts";
import type { NumberHashes } from "../numbers/number-hash.ts";
import { dialPatienceMs } from "./upkeep/poll-times.ts";
import { agentsColumn } from "./sightings/agent-names.ts";

export interface CallRequest {
  button: string;
  /** Scope and value of the `Idempotency-Key`. */
  idem: string;
  /** E.164; hashed before anything is kept. */
  phone: string;
  mask: string;
  /** The rule by which nobody may have this number rung, if there is one. */
  forbidden: string | null;
  /** The number's own zone, if it tells, and the hours that may outvote the night. */
  zone: string | null;
  hours: Hours | null;
  /** The button's own, tighter limits. */
  buttonLimits?: ButtonExtras["limits"];
  at: string | null;
  /** Id of the ticket. */
  ticket: string;
  address: Address;
  lang: string;
  page: string | null;
  /** As `campaignOf` writes it. */
  campaign: string | null;
  consent: string | null;
  plan: DialPlan;
}

/** What of a request rests in its row. */
export type RequestedCall = Pick<
  CallRequest,
  "button" | "plan" | "at" | "ticket" | "lang" | "page" | "campaign" | "mask" | "consent"
> & {
  idem: string | null;
};

/** What a row says of the dial that begins with it, the first or, in a series, the next. */
export function dialColumns({ ownerPhones, names }: DialPlan, limits: CallLimits, nowMs: number) {
  return {
    ownerPhones: ownerPhones.join(),
    agents: agentsColumn(names),
    // What is durable with this row is that the request may have left: a crash in between is looked up, never repeated.
    dial: "dialling",
    dialledMs: nowMs,
    sipnetId: null,
    listedId: null,
    uuids: "",
    state: "dialling",
    ownerLeg: "waiting",
    visitorLeg: "waiting",
    sinceMs: nowMs,
    kopecks: reservationKopecks(limits, ownerPhones.length + 1),
    pollMs: nowMs + dialPatienceMs,
  } satisfies Partial<CallRow>;
}

export function rowFor(
  request: RequestedCall,
  { number, prefix }: NumberHashes,
  nets: NetHashes,
  id: string,
  limits: CallLimits,
  nowMs: number,
): CallRow {
  const { plan } = request;
  return {
    id,
    createdMs: nowMs,
    button: request.button,
    page: request.page,
    campaign: request.campaign,
    lang: request.lang,
    operation: plan.operation,
    account: plan.account,
    first: plan.first,
    ...dialColumns(plan, limits, nowMs),
    turn: plan.series === undefined ? null : 1,
    idem: request.idem,
    intent: intentOf(request.button, number, request.at),
    ticket: request.ticket,
    nets: JSON.stringify({ kind: nets.kind, today: nets.today }),
    number,
    prefix,
    mask: request.mask,
    consent: request.consent,
    version: 1,
    reason: null,
    durationS: null,
    lockedUntilMs: lockedForever,
    polls: 0,
    flag: null,
    atMs: null,
    sealed: null,
    connectedMs: null,
    rating: null,
    frequent: 0,
    fault: null,
  };
}

/** What a key was used for: another use of it is a mistake of the page. */
export function intentOf(button: string, number: string, at: string | null): string {
  return [button, number, at ?? ""].join(" ");
}
