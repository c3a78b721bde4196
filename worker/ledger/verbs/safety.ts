/** Who is protected from what, as the Ledger is asked and told of it: limits, switches, numbers left in peace. */
import { RpcTarget } from "cloudflare:workers";
import type { ButtonExtras } from "../../contract/button.ts";
import { tightened } from "../../contract/limits.ts";
import type { ClearanceView } from "../../contract/owner-health.ts";
import type {
  Explanation,
  SettingsChange,
  SettingsConflict,
  SettingsView,
  Stoppage,
  SuppressionKind,
  SuppressionsReply,
} from "../../contract/owner-safety.ts";
import type { Address } from "../../http/client-address.ts";
import { timesWithRoom } from "../../safety/call-limits.ts";
import type { AddressJudge } from "../../safety/clearance.ts";
import { nobodysCall } from "../../safety/counted-call.ts";
import type { OptOutOutcome } from "../../safety/opt-outs.ts";
import { now } from "../../time/clock.ts";
import type { LedgerState } from "../ledger-state.ts";
import { fitSettings, settingsVersion } from "../owner-side/settings-merge.ts";
import { type Question, settingsView } from "../owner-side/settings-view.ts";

/** Times for a call, of a button and of whoever asks. */
export interface TimesWanted {
  button: string;
  /** Those that a call would ring at once. */
  ownerPhones: string;
  address: Address;
  times: readonly number[];
  buttonLimits: ButtonExtras["limits"];
}

export class Safety extends RpcTarget {
  readonly #state: LedgerState;

  constructor(state: LedgerState) {
    super();
    this.#state = state;
  }

  /** What the owner set, the limits that follow from it, and what has stopped by itself. */
  settings(): SettingsView {
    const { switches, installation, versions } = this.#state;
    const version = settingsVersion(versions, switches.settings);
    return { ...settingsView(switches, installation.limits, now()), version };
  }

  /** Settings as they are then; or where this change and another one since were of the same field, and nothing changes. */
  changeSettings(change: SettingsChange): SettingsView | { conflict: SettingsConflict } {
    const { switches, versions } = this.#state;
    const fitted = fitSettings(versions, switches.settings, change);
    if ("conflict" in fitted) return fitted;
    if (change.breaker === "closed") switches.closeBreaker(now());
    switches.change(fitted);
    return this.settings();
  }

  /** What stops every call at present. */
  stoppage(): Stoppage | null {
    return this.#state.switches.stoppageAt(now());
  }

  /** What the owner of an own server has to settle before anything is dialled. */
  clearance(): ClearanceView {
    return this.#state.clearance.view();
  }

  /** Whether visitors' addresses arrive unforged, and who saw it; null: they don't. */
  judgeAddress(by: AddressJudge | null): ClearanceView {
    const { clearance } = this.#state;
    if (by === null) clearance.disproveAddress();
    else clearance.proveAddress(by, now());
    return clearance.view();
  }

  /** The owner knows what the restored backup lacks: dialling opens. */
  confirmRestored(): ClearanceView {
    this.#state.clearance.confirmRestored();
    return this.#state.clearance.view();
  }

  /** A number asks to be left alone by every button. */
  async optOut(phone: string, address: Address, id: string): Promise<OptOutOutcome> {
    const { addressHash, optOuts, switches } = this.#state;
    const { number } = await this.#state.hashes(phone);
    const nets = addressHash.hash(address, now());
    return optOuts.ask({ id, number, nets }, switches.limits.optOut, now());
  }

  /** Whoever asked takes it back. */
  takeOptOutBack(id: string): void {
    this.#state.optOuts.takeBack(id);
  }

  /** The owner blocks a number or lets it be called again; true if that changed anything. */
  async suppress(phone: string, kind: "opt-out" | "block" | null): Promise<boolean> {
    const { optOuts, suppressed } = this.#state;
    const { number } = await this.#state.hashes(phone);
    optOuts.settle(number);
    return kind === null ? suppressed.lift(number) : suppressed.put(number, kind, now());
  }

  /** Numbers that no button rings, as hashes, and what waits for the owner. */
  suppressions(): SuppressionsReply {
    const { suppressed } = this.#state;
    return { suppressions: suppressed.list(), counts: suppressed.counts(), queue: suppressed.queue() };
  }

  /** How many opt-outs wait for the owner. */
  queuedOptOuts(): number {
    return this.#state.suppressed.counts().queued;
  }

  /** Grants the opt-outs of a span that wait; says how many. */
  acceptOptOuts(fromMs: number, toMs: number): number {
    return this.#state.suppressed.accept(fromMs, toMs);
  }

  /** Lets the numbers of a kind and a span be called again; says how many. */
  liftSuppressions(kind: SuppressionKind, fromMs: number, toMs: number): number {
    return this.#state.suppressed.liftBetween(kind, fromMs, toMs);
  }

  /** Deletes what is kept of a number's past calls; says how many there were. */
  async forgetNumber(phone: string): Promise<number> {
    const { book, streams } = this.#state;
    const { number } = await this.#state.hashes(phone);
    // What waits for its time would ring somebody who is not to be known here any more.
    for (const row of book.promised().filter((each) => each.number === number))
      streams.tell(book.neverDialled(row, "cancelled", now()));
    return book.past.forgetNumber(number, now());
  }

  /** Those of the times at which this button can promise one more call to whoever asks from there. */
  async timesWithRoom({ button, ownerPhones, address, times, buttonLimits }: TimesWanted): Promise<number[]> {
    const { addressHash, switches, refusedNumbers, book } = this.#state;
    const [nets, nowMs] = [addressHash.hash(address, now()), now()];
    const limits = tightened(switches.limits, buttonLimits);
    if (refusedNumbers.judge(nets, limits, nowMs) !== null) return [];
    const open = times.filter((atMs) => switches.stoppageAt(atMs) === null);
    return timesWithRoom(limits, book.counts, { button, ownerPhones, nets, times: open }, nowMs);
  }

  /** What would happen if this number were asked for now. Counts nothing, dials nothing. */
  async explain({ phone, button, address, zone, hours, forbidden, buttonLimits }: Question): Promise<Explanation> {
    const { addressHash, switches, book } = this.#state;
    const hashes = await this.#state.hashes(phone);
    const nets = addressHash.hash(address, now());
    const nowMs = now();
    const call = { ...nobodysCall, ...hashes, button, createdMs: nowMs, dialledMs: nowMs };
    const check = () => switches.judge({ ...hashes, zone, hours, forbidden }, nowMs);
    const verdict = book.explain(call, nets, tightened(switches.limits, buttonLimits), check);
    return verdict ? { verdict: "refuse", ...verdict } : { verdict: "call" };
  }
}
