/**
 * Calls that the owner places: through the same book as everybody's, so that money, the account's
 * limits and a number's one call at a time hold. Limits against strangers' play do not apply.
 */
import type { Verdict } from "../contract/owner-safety.ts";
import type { CallBook } from "./call-book.ts";
import { now } from "../time/clock.ts";
import type { DialPlan } from "../buttons/dial-plan.ts";
import { companionFlag, intentOfOwner } from "./group-call.ts";
import type { SafetySwitches } from "../safety/safety-switches.ts";
import type { CallRow } from "./call-table.ts";
import { base64url } from "../crypto.ts";
import type { CallLimits } from "../contract/limits.ts";
import type { CallPlacer } from "./place-calls.ts";
import type { NumberHashes } from "../numbers/number-hash.ts";
import { maskNumber } from "../numbers/phone.ts";
import type { ProviderFault } from "../sipnet/provider-fault.ts";
import { rowFor } from "./call-request.ts";

/** What the owner wants dialled. Raw numbers: it lives in memory only. */
export interface OwnerCallRequest {
  /** The owner's `Idempotency-Key`, or one that was made for this request. */
  key: string;
  plan: DialPlan;
  /** The numbers among `plan.dstphones` that are not the owner's own, E.164, and their zone if they tell. */
  called: { phone: string; zone: string | null }[];
  /** The button that a missed call came by. */
  button: string;
}

export type OwnerCallAnswer =
  | { calls: string[]; id: string | null; state: "started" | "unknown"; warning?: "night" }
  | { refused: Verdict }
  | { reused: true }
  | { fault: ProviderFault };

export interface OwnerCallsNeeds {
  book: CallBook;
  switches: SafetySwitches;
  placer: CallPlacer;
  hash(phone: string): Promise<NumberHashes>;
  /** Sets the alarm that looks after the calls. */
  arm(): Promise<void>;
  /** Shows a call to whoever watches. */
  tell(row: CallRow): void;
}

export class OwnerCalls {
  readonly #needs: OwnerCallsNeeds;

  constructor(needs: OwnerCallsNeeds) {
    this.#needs = needs;
  }

  /** Grants and dials, or refuses; answers once the provider has. */
  async placeCall(request: OwnerCallRequest): Promise<OwnerCallAnswer> {
    const { book, switches, placer, hash, arm, tell } = this.#needs;
    const hashes = await Promise.all(request.called.map(({ phone }) => hash(phone)));
    // No await from here to the end of `askTogether`: the limits hold because this is one turn.
    const nowMs = now();
    const limits = limitsOfOwner(switches.limits);
    const asked = book.grantTogether(rowsFor(request, hashes, switches.limits, nowMs), limits, (row) =>
      switches.judgeOwner(row.number),
    );
    if (!("reserved" in asked)) return "known" in asked ? dialled(asked.known) : asked;
    const warning = request.called.some(({ zone }) => switches.isNight(zone, nowMs))
      ? { warning: "night" as const }
      : {};
    await arm();
    for (const row of asked.reserved) tell(row);
    const outcome = await placer.placeReserved(asked.reserved, request.plan);
    await arm();
    if (outcome?.dial === "refused") return { fault: outcome.fault };
    if (outcome?.dial === "not-placed") return { fault: { kind: "unreachable", why: outcome.because } };
    const rows = asked.reserved.flatMap(({ id }) => book.byId(id) ?? []);
    return { ...dialled(rows), ...warning };
  }
}

function dialled(rows: readonly CallRow[]): OwnerCallAnswer {
  const lost = rows.some(({ dial }) => dial === "unknown" || dial === "manual");
  const calls = rows.map(({ id }) => id);
  return { calls, id: rows[0]?.sipnetId ?? null, state: lost ? "unknown" : "started" };
}

/**
 * A row for each number called, one call of the provider for all of them. The first row carries the
 * key and the money. A call to the owner's own phones only has a row that locks no number.
 */
function rowsFor(
  { key, plan, called, button }: OwnerCallRequest,
  hashes: NumberHashes[],
  limits: CallLimits,
  nowMs: number,
) {
  const made = () => base64url(crypto.getRandomValues(new Uint8Array(18)));
  const own = called.length > 0 ? [] : plan.dstphones;
  const intent = intentOfOwner(
    hashes.map(({ number }) => number),
    plan.operation,
    plan.ownerPhones.join(),
    ...own,
  );
  const numbers = called.length > 0 ? called : [{ phone: plan.dstphones[0] ?? "" }];
  return numbers.map(({ phone }, index): CallRow => {
    const id = made();
    const row = rowFor(
      {
        button,
        plan,
        mask: maskNumber(phone),
        idem: index === 0 ? `owner ${key}` : null,
        at: null,
        lang: plan.greeting ?? "ru",
        page: null,
        consent: null,
        ticket: `owner ${id}`,
      },
      hashes[index] ?? { number: `own ${id}`, prefix: `own ${id}` },
      { kind: "ipv4", today: [], yesterday: [] },
      id,
      limits,
      nowMs,
    );
    const money = index === 0 ? reservation(row.kopecks, plan) : 0;
    return { ...row, intent, kopecks: money, flag: index === 0 ? null : companionFlag };
  });
}

/** `rowFor` reserves for the owner's phones and one more; here the called ones may be several. */
function reservation(kopecks: number, { ownerPhones, dstphones }: DialPlan): number {
  return Math.ceil((kopecks * (1 + dstphones.length)) / (ownerPhones.length + 1));
}

/** The account's limits and a number's one call at a time; everything else is there against strangers. */
function limitsOfOwner(limits: CallLimits): CallLimits {
  const endless = 1_000_000_000;
  const perTime = { per10Min: endless, perHour: endless, perDay: endless };
  return {
    ...limits,
    ticket: { calls: endless, numbers: endless, live: endless, perAddress10Min: endless },
    ipv4: perTime,
    number: { ...limits.number, gapS: 0, perHour: endless, perDay: endless },
    prefix: perTime,
    button: perTime,
  };
}
