/**
 * What the Ledger knows of numbers: their hashes, which of them no button may ring, and who asked for
 * that; and whether this installation may dial at all. Everything that dials stands on it.
 */
import { DurableObject } from "cloudflare:workers";
import type { SuppressionKind, SuppressionsReply } from "../contract/owner-safety.ts";
import type { ClearanceView } from "../contract/owner-health.ts";
import { deriveKeys, type Keys } from "../crypto.ts";
import type { Address } from "../http/client-address.ts";
import { hashNumber, type NumberHashes } from "../numbers/number-hash.ts";
import { AddressHash } from "../safety/address-hash.ts";
import { type AddressJudge, Clearance } from "../safety/clearance.ts";
import { DoNotCall } from "../safety/do-not-call.ts";
import { type OptOutOutcome, OptOuts } from "../safety/opt-outs.ts";
import { RefusedNumbers } from "../safety/refused-numbers.ts";
import { SafetySwitches } from "../safety/safety-switches.ts";
import { readSettings, type Settings, type Vars } from "../settings.ts";
import { StoredValues } from "../storage.ts";
import { now } from "../time/clock.ts";

export abstract class LedgerNumbers extends DurableObject<Vars> {
  protected readonly installation: Settings;
  protected readonly keys: Promise<Keys>;
  protected readonly values: StoredValues;
  protected readonly addressHash: AddressHash;
  protected readonly suppressed: DoNotCall;
  protected readonly optOuts: OptOuts;
  protected readonly refusedNumbers: RefusedNumbers;
  protected readonly clearance: Clearance;
  protected readonly switches: SafetySwitches;

  constructor(ctx: DurableObjectState, env: Vars) {
    super(ctx, env);
    const { sql } = ctx.storage;
    this.installation = readSettings(env);
    this.keys = deriveKeys(this.installation.appSecret);
    this.values = new StoredValues(sql);
    this.addressHash = new AddressHash(this.values);
    this.suppressed = new DoNotCall(sql);
    this.optOuts = new OptOuts(sql, this.suppressed);
    this.refusedNumbers = new RefusedNumbers(sql, now());
    this.clearance = new Clearance(this.values, this.installation);
    this.switches = new SafetySwitches(this.values, this.suppressed, this.installation.limitsOverride, this.clearance);
  }

  /** What the owner of an own server has to settle before anything is dialled. */
  clearanceView(): ClearanceView {
    return this.clearance.view();
  }

  /** Whether visitors' addresses arrive unforged, and who saw it; null: they don't. */
  judgeAddress(by: AddressJudge | null): ClearanceView {
    if (by === null) this.clearance.disproveAddress();
    else this.clearance.proveAddress(by, now());
    return this.clearance.view();
  }

  /** The owner knows what the restored backup lacks: dialling opens. */
  confirmRestored(): ClearanceView {
    this.clearance.confirmRestored();
    return this.clearance.view();
  }

  /** A number asks to be left alone by every button. */
  async optOut(phone: string, address: Address, id: string): Promise<OptOutOutcome> {
    const { number } = await this.hashes(phone);
    const nets = await this.addressHash.hash(address, now());
    return this.optOuts.ask({ id, number, nets }, this.switches.limits.optOut, now());
  }

  /** Whoever asked takes it back. */
  takeOptOutBack(id: string): void {
    this.optOuts.takeBack(id);
  }

  /** The owner blocks a number or lets it be called again; true if that changed anything. */
  async suppress(phone: string, kind: "opt-out" | "block" | null): Promise<boolean> {
    const { number } = await this.hashes(phone);
    this.optOuts.settle(number);
    return kind === null ? this.suppressed.lift(number) : this.suppressed.put(number, kind, now());
  }

  /** Numbers that no button rings, as hashes, and what waits for the owner. */
  suppressions(): SuppressionsReply {
    return {
      suppressions: this.suppressed.list(),
      counts: this.suppressed.counts(),
      queue: this.suppressed.queue(),
    };
  }

  /** How many opt-outs wait for the owner. */
  queuedOptOuts(): number {
    return this.suppressed.counts().queued;
  }

  /** Grants the opt-outs of a span that wait; says how many. */
  acceptOptOuts(fromMs: number, toMs: number): number {
    return this.suppressed.accept(fromMs, toMs);
  }

  /** Lets the numbers of a kind and a span be called again; says how many. */
  liftSuppressions(kind: SuppressionKind, fromMs: number, toMs: number): number {
    return this.suppressed.liftBetween(kind, fromMs, toMs);
  }

  protected async hashes(phone: string): Promise<NumberHashes> {
    return hashNumber((await this.keys).number, phone);
  }
}
