/**
 * Places the calls that the book has granted, at once or when their time has come. Each is
 * dialled once: what the provider did not answer is looked up, never repeated.
 */
import type { CallBook } from "./call-book.ts";
import { targetOf } from "../buttons/button.ts";
import type { ButtonWithCallerId } from "../buttons/buttons-record.ts";
import { now } from "../time/clock.ts";
import { placeCall, type Placement } from "./provider-calls.ts";
import { planDial, type DialPlan } from "../buttons/dial-plan.ts";
import type { SafetySwitches } from "../safety/safety-switches.ts";
import type { CallRow } from "./call-table.ts";
import { tightened } from "../contract/limits.ts";
import { log } from "../log.ts";
import { judgePhone } from "../numbers/phone.ts";
import { begun, patienceMs } from "./scheduled-call.ts";
import { judgeHours } from "../buttons/call-times.ts";
import { unseal } from "../crypto.ts";
import type { Sipnet } from "../sipnet/client.ts";
import { dialPatienceMs } from "./call-request.ts";
import { zoneOf } from "../numbers/time-zone.ts";

export interface CallPlacerNeeds {
  book: CallBook;
  switches: SafetySwitches;
  sipnet: Sipnet;
  countries: readonly string[];
  /** Key of numbers that wait for their time. */
  sealKey: Promise<CryptoKey>;
  /** The button as it is when the call is due. */
  findButton(cid: string): Promise<ButtonWithCallerId | null>;
  /** Resolves once everything written so far is durable. */
  durable(): Promise<void>;
  /** Shows a changed call to whoever watches it. */
  tell(row: CallRow): void;
}

export class CallPlacer {
  readonly #needs: CallPlacerNeeds;

  constructor(needs: CallPlacerNeeds) {
    this.#needs = needs;
  }

  /** Dials a reserved call (a row for each number): durable before, and marked before the request leaves. */
  async placeReserved(reserved: readonly CallRow[], plan: DialPlan): Promise<Placement | null> {
    const { book, sipnet, durable } = this.#needs;
    await durable();
    const waiting = reserved.flatMap(({ id }) => book.byId(id) ?? []).filter((row) => row.dial === "reserved");
    if (waiting.length < reserved.length) return null;
    const dialling = { dial: "dialling", dialledMs: now(), pollMs: now() + dialPatienceMs } as const;
    const rows = waiting.map((row) => book.change(row, dialling));
    const outcome = await placeCall(sipnet, plan);
    for (const row of rows) this.#settle(book.byId(row.id) ?? row, outcome);
    return outcome;
  }

  #settle(latest: CallRow, outcome: Placement): void {
    const { book, tell } = this.#needs;
    const because = "because" in outcome ? { because: outcome.because } : {};
    log({ event: "dialled", call: latest.id, dial: outcome.dial, ...because });
    // A webhook or a look-up may have settled it already; an outcome then has nothing to add.
    if (latest.dial !== "dialling") return;
    if (outcome.dial === "started") {
      // An id that another call has already is not this one's: it is then found by its parties.
      const { sipnetId: id } = outcome;
      const sipnetId = id === null || book.isAttached(id, latest) ? null : id;
      book.change(latest, { dial: "started", sipnetId, pollMs: now() + 2_000 });
    } else if (outcome.dial === "unknown") tell(book.lose(latest, now()));
    else tell(book.neverDialled(latest, outcome.dial, now()));
  }

  /** Dials the calls for later whose time has come. */
  async placeDueCalls(): Promise<void> {
    await Promise.all(this.#needs.book.dueToDial(now()).map((row) => this.#placeLater(row)));
  }

  /** Dials a call for later if everything that would refuse a new one lets it pass. */
  async #placeLater(row: CallRow): Promise<void> {
    const { book, switches, countries, sealKey, findButton, tell } = this.#needs;
    const phone = await unseal(await sealKey, row.sealed ?? "");
    const known = await findButton(row.button);
    if (phone === null || !known) return tell(book.neverDialled(row, "not-placed", now()));
    const { hours } = known.button;
    const plan = planDial(targetOf(known.button), phone, row.lang === "ru" ? "ru" : "en");
    const judged = judgePhone(phone, countries);
    const zone = "e164" in judged ? zoneOf(judged) : null;
    // No await from here to the end of `begin`: the limits hold because this is one turn.
    const nowMs = now();
    const limits = tightened(switches.limits, known.button.limits);
    const judge = () => switches.judge({ number: row.number, hours, zone }, nowMs) ?? judgeHours(hours, nowMs);
    const asked = book.grantDue(row, begun(plan, limits, nowMs), limits, judge);
    if ("reserved" in asked) {
      tell(asked.reserved);
      await this.placeReserved([asked.reserved], plan);
      return;
    }
    const waitMs = "refused" in asked ? asked.refused.retryAfterS * 1000 : 0;
    if (nowMs + waitMs < (row.atMs ?? 0) + patienceMs) book.change(row, { pollMs: nowMs + waitMs });
    else tell(book.neverDialled(row, "not-placed", nowMs));
  }
}
