/**
 * Calls that the owner places: through the same book as everybody's, so that money, the account's
 * limits and a number's one call at a time hold. Limits against strangers' play do not apply.
 */
import { compare, readParty } from "../sipnet/party.ts";
import type { Verdict } from "../contract/owner-safety.ts";
import type { CallBook } from "./call-book.ts";
import { now } from "../time/clock.ts";
import type { Hours } from "../contract/button.ts";
import type { DialPlan } from "../buttons/dial-plan.ts";
import { companionFlag, intentOfOwner } from "./group-call.ts";
import type { SafetySwitches } from "../safety/safety-switches.ts";
import type { CallRow } from "./call-row.ts";
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
  /**
   * Held to what holds for visitors: breaker, how often a number may be rung, and the night, which the button's
   * hours may outvote.
   */
  asVisitors?: { hours: Hours | null };
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
  newId(): Promise<string>;
  /** Resolves once these rows are durable and looked after; does `undo` and throws where they can't be. */
  secure(rows: readonly CallRow[], undo: () => void): Promise<void>;
  /** Shows a call to whoever watches. */
  tell(row: CallRow): void;
}

export class OwnerCalls {
  readonly #needs: OwnerCallsNeeds;
  /** By key: whoever asks again meanwhile waits for the same end. */
  readonly #placing = new Map<string, Promise<unknown>>();

  constructor(needs: OwnerCallsNeeds) {
    this.#needs = needs;
  }

  /** Grants and dials, or refuses; answers once the provider has. The same key has the same answer. */
  async placeCall(request: OwnerCallRequest): Promise<OwnerCallAnswer> {
    const { book, switches, hash, newId } = this.#needs;
    const hashes = await Promise.all(request.called.map(({ phone }) => hash(phone)));
    const ids = await Promise.all(numbersOf(request).map(() => newId()));
    // No await from here to the end of `grantTogether`: the limits hold because this is one turn.
    const nowMs = now();
    const limits = limitsOfOwner(switches.limits, request.asVisitors !== undefined);
    const numbersZone = request.called[0]?.zone ?? null;
    const grant = book.grantTogether(rowsFor(request, ids, hashes, switches.limits, nowMs), limits, ({ number }) =>
      request.asVisitors
        ? switches.judge({ number, zone: numbersZone, hours: request.asVisitors.hours, forbidden: null }, nowMs)
        : switches.judgeOwner(number),
    );
    if ("refused" in grant || "reused" in grant) return grant;
    if ("granted" in grant) this.#placing.set(request.key, this.#place(request, grant.granted));
    await this.#placing.get(request.key);
    const [first] = "granted" in grant ? grant.granted : grant.known;
    const rows = first ? book.siblings(first) : [];
    const isNight = request.called.some(({ zone }) => switches.isNight(zone, first?.createdMs ?? nowMs));
    const answer = answerOf(rows);
    return "calls" in answer && isNight ? { ...answer, warning: "night" } : answer;
  }

  async #place({ key, plan }: OwnerCallRequest, granted: readonly CallRow[]): Promise<void> {
    const { book, placer, secure, tell } = this.#needs;
    try {
      await secure(granted, () => granted.forEach((row) => book.withdraw(row)));
      for (const row of granted) tell(row);
      await placer.placeGranted(granted, plan);
    } finally {
      this.#placing.delete(key);
    }
  }
}

/** What became of it, from its rows alone: a retry days later is told the same. */
function answerOf(rows: readonly CallRow[]): OwnerCallAnswer {
  const [first] = rows;
  if (first?.dial === "refused" || first?.dial === "not-placed") {
    const fault = first.fault === null ? { kind: "unreachable", why: "not placed" } : JSON.parse(first.fault);
    return { fault: fault as ProviderFault };
  }
  const lost = rows.some(({ dial }) => dial === "dialling" || dial === "unknown" || dial === "manual");
  const calls = rows.map(({ id }) => id);
  return { calls, id: first?.sipnetId ?? null, state: lost ? "unknown" : "started" };
}

/** Who gets a row: the numbers called, or where the owner calls themselves alone that one phone. */
function numbersOf({ plan, called }: Pick<OwnerCallRequest, "plan" | "called">): { phone: string }[] {
  return called.length > 0 ? called : [{ phone: plan.dstphones[0] ?? "" }];
}

/**
 * A row for each number called, one call of the provider for all of them. The first row carries the
 * key and the money. A call to the owner's own phones only has a row that locks no number.
 */
function rowsFor(
  { key, plan, called, button }: OwnerCallRequest,
  ids: readonly string[],
  hashes: NumberHashes[],
  limits: CallLimits,
  nowMs: number,
) {
  const others = called.map(({ phone }) => readParty(phone));
  const own = plan.dstphones.filter((phone) => !others.some((each) => compare(each, readParty(phone)) === "exact"));
  const intent = intentOfOwner(
    hashes.map(({ number }) => number),
    plan.operation,
    plan.ownerPhones.join(),
    ...own,
  );
  return numbersOf({ plan, called }).map(({ phone }, index): CallRow => {
    const id = ids[index] ?? "";
    const row = rowFor(
      {
        button,
        plan,
        mask: maskNumber(phone),
        idem: index === 0 ? `owner ${key}` : null,
        at: null,
        lang: plan.greeting ?? "ru",
        page: null,
        campaign: null,
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

/**
 * The account's limits and a number's one call at a time; everything else is there against strangers.
 * @param countsNumber how often a number may be rung in an hour and a day holds too
 */
function limitsOfOwner(limits: CallLimits, countsNumber: boolean): CallLimits {
  const endless = 1_000_000_000;
  const perTime = { per10Min: endless, perHour: endless, perDay: endless };
  return {
    ...limits,
    ticket: { calls: endless, numbers: endless, live: endless, perAddress10Min: endless },
    ipv4: perTime,
    number: { ...limits.number, gapS: 0, ...(countsNumber ? {} : { perHour: endless, perDay: endless }) },
    prefix: perTime,
    button: perTime,
  };
}
