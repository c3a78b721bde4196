/**
 * Places the calls that the book has granted, at once or when their time has come. Each is
 * dialled once: what the provider did not answer is looked up, never repeated.
 */
import type { KnownButton } from "../buttons/button.ts";
import { forbiddenBy } from "../buttons/reach.ts";
import { judgeOpen } from "../buttons/call-times.ts";
import { isPresent } from "../buttons/presence.ts";
import { planDial, type DialPlan } from "../buttons/dial-plan.ts";
import { tightened } from "../contract/limits.ts";
import type { Verdict } from "../contract/owner-safety.ts";
import { unseal } from "../crypto.ts";
import { log, nameOf } from "../log.ts";
import { judgePhone } from "../numbers/phone.ts";
import { zoneOf } from "../numbers/time-zone.ts";
import type { SafetySwitches } from "../safety/safety-switches.ts";
import { patienceMs } from "../safety/waiting-calls.ts";
import type { Sipnet } from "../sipnet/client.ts";
import { now } from "../time/clock.ts";
import { minuteMs } from "../time/durations.ts";
import type { CallBook, Grant } from "./call-book.ts";
import type { CallRow } from "./call-row.ts";
import { dialLanes, Lanes, NoFreeLane } from "./sightings/lanes.ts";
import { dialledMs } from "./sightings/matching-rows.ts";
import { dialPatienceMs, type PollTimes } from "./upkeep/poll-times.ts";
import { placeCall, type Placement } from "./provider-calls.ts";
import { begun, waitsAgain } from "./scheduled-call.ts";

/** A dial that found no free line to the provider so long has never left. */
const lanePatienceMs = dialPatienceMs - 2_000;
/** A dial that waited so long counts from when it left: the gap to the next one is between two rings. */
const noticedMs = 1_000;

export interface CallPlacerNeeds {
  book: CallBook;
  switches: SafetySwitches;
  times: PollTimes;
  sipnet: Sipnet;
  countries: readonly string[];
  /** Key of numbers that wait for their time. */
  sealKey: Promise<CryptoKey>;
  /** The button as it is when the call is due. */
  findButton(cid: string): Promise<KnownButton | null>;
  /** Resolves once these rows are durable and looked after; does `undo` and throws where they can't be. */
  secure(rows: readonly CallRow[], undo: () => void): Promise<void>;
  /** Shows a changed call to whoever watches it. */
  tell(row: CallRow): void;
  /** The plan with its agents in the order in which they will be tried. */
  inOrder(button: string, plan: DialPlan): DialPlan;
  /** A call is granted, and about to be dialled so. */
  begins(row: CallRow, plan: DialPlan, phone: string): void;
}

export class CallPlacer {
  readonly #needs: CallPlacerNeeds;
  readonly #lanes = new Lanes(dialLanes);
  /** Calls whose request is on its way. */
  readonly #leaving = new Set<string>();
  /** Calls for later that are being dialled, with their number as it was sealed. */
  readonly #promised = new Map<string, string>();

  constructor(needs: CallPlacerNeeds) {
    this.#needs = needs;
  }

  /** Dials a granted call (a row for each number) that is durable as `dialling`. Null where it is so no more. */
  async placeGranted(granted: readonly CallRow[], plan: DialPlan): Promise<Placement | null> {
    const { book, sipnet } = this.#needs;
    const send = async () => {
      if (!this.#mayLeave(granted)) return null;
      for (const row of granted) {
        this.#leaving.add(row.id);
        if (now() - dialledMs(row) >= noticedMs) book.change(row, { dialledMs: now() });
      }
      return placeCall(sipnet, plan);
    };
    const placement = await this.#lanes.run(send, lanePatienceMs).catch(neverLeft);
    for (const { id } of granted) this.#leaving.delete(id);
    if (placement) for (const { id } of granted) this.#settle(book.byId(id), placement);
    return placement;
  }

  /** Whether the request that rings phones has left. Until then it can be taken back. */
  isLeaving(id: string): boolean {
    return this.#leaving.has(id);
  }

  /** While it waited for a line, somebody may have asked for peace, or the owner pressed the panic switch. */
  #mayLeave(granted: readonly CallRow[]): boolean {
    const { book, switches, tell } = this.#needs;
    const due = granted.map(({ id }) => book.byId(id)).filter((row) => row?.dial === "dialling");
    if (due.length < granted.length) return false;
    const verdicts = new Map(granted.map((row) => [row, switches.judgeOwner(row.number)]));
    if (granted.every((row) => verdicts.get(row) === null)) return true;
    for (const row of granted) {
      const wantsPeace = verdicts.get(row)?.problem === "phone-not-allowed";
      tell(wantsPeace ? book.neverDialled(row, "not-placed", now()) : this.#neverRang(row, "not-placed"));
    }
    return false;
  }

  #settle(row: CallRow | null, placement: Placement): void {
    const { book, times, tell } = this.#needs;
    const because = "because" in placement ? { because: placement.because } : {};
    if (row) log({ event: "dialled", call: row.id, dial: placement.dial, ...because });
    // A webhook or a look-up may have settled it already; an outcome then has nothing to add.
    if (row?.dial !== "dialling") return;
    times.rest(row.id, 2_000, now());
    if (placement.dial === "started") {
      // An id that another call has already is not this one's: it is then found by its parties.
      const { sipnetId: id } = placement;
      book.change(row, { dial: "started", sipnetId: id === null || book.isAttached(id, row) ? null : id });
    } else if (placement.dial === "unknown") tell(book.lose(row, now()));
    else tell(this.#neverRang(row, placement.dial, { fault: JSON.stringify(placement.fault) }));
  }

  /** What was asked for at once can be asked for again; a promise is the owner's to keep, with its number. */
  #neverRang(row: CallRow, dial: "refused" | "not-placed", extra: Partial<CallRow> = {}): CallRow {
    const { book } = this.#needs;
    const sealed = this.#promised.get(row.id);
    if (sealed === undefined) return book.neverDialled(row, dial, now(), extra);
    return book.breakPromise(row, now(), { dial, sealed, ...extra });
  }

  /** Dials the calls for later whose time has come. */
  async placeDueCalls(): Promise<void> {
    const { book, times } = this.#needs;
    const due = book.promised().filter((row) => times.dueMs(row, now()) <= now());
    await Promise.all(due.map((row) => this.#placeOnce(row)));
  }

  async #placeOnce(row: CallRow): Promise<void> {
    const { times } = this.#needs;
    // Its time moves on first: alarm, timer and watchdog may all come at once.
    times.looks(row, now());
    try {
      await this.#placePromised(row);
    } catch (error) {
      log({ event: "due-call-failed", call: row.id, because: nameOf(error) });
    }
  }

  /** Dials a promised call if everything that would refuse a new one lets it pass. */
  async #placePromised({ id, sealed, button }: CallRow): Promise<void> {
    const { book, sealKey, findButton, secure, tell, inOrder, begins } = this.#needs;
    if (this.#isLate(book.byId(id))) return;
    const phone = await unseal(await sealKey, sealed ?? "");
    const known = await findButton(button);
    // No await from here to the end of `begin`: the row is as it is now, and the limits hold because this is one turn.
    const row = book.byId(id);
    if (row?.dial !== "scheduled" || this.#isLate(row)) return;
    if (phone === null || !known?.target) return tell(book.breakPromise(row, now()));
    const present = known.target.agents.filter((agent) => isPresent(agent, now()));
    const agents = present.length > 0 ? present : known.target.agents;
    const plan = inOrder(button, planDial(known.target, phone, row.lang === "ru" ? "ru" : "en", agents));
    const grant = this.#begin(row, known, phone, plan);
    if (grant === null) return;
    if (!("granted" in grant)) return this.#putOff(row, grant);
    begins(grant.granted, plan, phone);
    tell(grant.granted);
    await secure([grant.granted], () => tell(book.change(row, waitsAgain(row))));
    this.#promised.set(id, sealed ?? "");
    await this.placeGranted([grant.granted], plan).finally(() => this.#promised.delete(id));
  }

  #begin(row: CallRow, known: KnownButton, phone: string, plan: DialPlan): Grant | null {
    const { book, switches, countries } = this.#needs;
    const nowMs = now();
    const limits = tightened(switches.limits, known.button.limits);
    const check = () => whyNotToRing({ number: row.number, phone, known }, { switches, countries }, nowMs);
    return book.begin(row.id, begun(plan, limits, nowMs), limits, check, nowMs);
  }

  /** Later than promised, but not much: tried again soon, for a stop may be lifted any moment. */
  #putOff(row: CallRow, grant: Grant): void {
    const { book, times, tell } = this.#needs;
    if (!("refused" in grant)) return;
    const { problem, retryAfterS } = grant.refused;
    // Who asked to be left in peace is not kept for the owner either.
    if (problem === "phone-not-allowed") return tell(book.neverDialled(row, "not-placed", now()));
    const lastMs = (row.atMs ?? 0) + patienceMs;
    const nowMs = now();
    if (nowMs >= lastMs) return tell(book.breakPromise(row, nowMs));
    times.rest(row.id, Math.min(retryAfterS * 1000, minuteMs, lastMs - nowMs), nowMs);
  }

  /** What is much later than promised is not dialled by itself any more: it waits for the owner. */
  #isLate(row: CallRow | null): boolean {
    const { book, tell } = this.#needs;
    const isLate = row !== null && row.dial === "scheduled" && now() > (row.atMs ?? 0) + patienceMs;
    if (isLate) tell(book.breakPromise(row, now()));
    return isLate;
  }
}

/** What stands before a call that was granted earlier, besides the counters: all that would refuse a new one. */
export function whyNotToRing(
  { number, phone, known }: { number: string; phone: string; known: KnownButton },
  { switches, countries }: Pick<CallPlacerNeeds, "switches" | "countries">,
  nowMs: number,
): Verdict | null {
  const { button, own } = known;
  const judged = judgePhone(phone, countries);
  const zone = "problem" in judged ? null : zoneOf(judged);
  const forbidden = "why" in judged ? judged.rule : forbiddenBy(judged, own);
  return switches.judge({ number, hours: button.hours, zone, forbidden }, nowMs) ?? judgeOpen(button, nowMs);
}

function neverLeft(error: unknown): Placement {
  if (!(error instanceof NoFreeLane)) throw error;
  return { dial: "not-placed", because: error.name, fault: { kind: "unreachable", why: "busy" } };
}
