/** What the Ledger keeps: every call, who must not be rung, what was refused, and the owner's settings. */
import { type Keys, deriveKeys } from "../crypto.ts";
import { hashNumber, type NumberHashes } from "../numbers/number-hash.ts";
import { FunnelTable } from "../funnel/funnel-table.ts";
import { AddressHash } from "../safety/address-hash.ts";
import { Clearance } from "../safety/clearance.ts";
import { DoNotCall } from "../safety/do-not-call.ts";
import { OptOuts } from "../safety/opt-outs.ts";
import { RefusalCounts } from "../safety/refusal-counts.ts";
import { RefusedNumbers } from "../safety/refused-numbers.ts";
import { SafetySwitches } from "../safety/safety-switches.ts";
import { readSettings, type Settings, type Vars } from "../settings.ts";
import { StoredValues } from "../storage.ts";
import { now } from "../time/clock.ts";
import { dayMs } from "../time/durations.ts";
import { Versions } from "../versions.ts";
import { CallBook } from "./call-book.ts";
import { CallTable } from "./call-table.ts";
import { EventStreams } from "./event-streams.ts";
import { MissedDone } from "./missed-calls.ts";
import { MissedCare } from "./told/missed-care.ts";
import { HeardHooks } from "./sightings/heard-hooks.ts";
import { FirstSteps } from "./owner-side/first-steps.ts";

export class LedgerState {
  readonly installation: Settings;
  readonly keys: Promise<Keys>;
  readonly values: StoredValues;
  readonly addressHash: AddressHash;
  readonly suppressed: DoNotCall;
  readonly optOuts: OptOuts;
  readonly refusedNumbers: RefusedNumbers;
  readonly clearance: Clearance;
  readonly switches: SafetySwitches;
  readonly book: CallBook;
  readonly refusals: RefusalCounts;
  readonly funnel: FunnelTable;
  readonly missed: MissedDone;
  readonly care: MissedCare;
  readonly versions: Versions;
  readonly firstSteps: FirstSteps;
  readonly heardHooks = new HeardHooks();
  readonly streams = new EventStreams();
  /** Read when first asked for. */
  #sweptMs: number | undefined;

  constructor(storage: DurableObjectStorage, env: Vars) {
    const { sql } = storage;
    this.installation = readSettings(env);
    this.keys = deriveKeys(this.installation.appSecret);
    this.values = new StoredValues(sql);
    this.addressHash = new AddressHash(this.values);
    this.suppressed = new DoNotCall(sql);
    this.optOuts = new OptOuts(sql, this.suppressed);
    this.refusedNumbers = new RefusedNumbers(sql, now());
    this.clearance = new Clearance(this.values, this.installation);
    this.switches = new SafetySwitches(this.values, this.suppressed, this.installation.limitsOverride, this.clearance);
    this.book = new CallBook(new CallTable(sql, (work) => storage.transactionSync(work)), now());
    this.firstSteps = new FirstSteps(this.values, this.book);
    this.refusals = new RefusalCounts(sql);
    this.funnel = new FunnelTable(sql);
    this.versions = new Versions(sql);
    this.missed = new MissedDone(sql);
    this.care = new MissedCare(sql);
  }

  async hashes(phone: string): Promise<NumberHashes> {
    return hashNumber((await this.keys).number, phone);
  }

  /** What has been kept long enough goes, once in so long. */
  sweep(nowMs: number, everyMs: number): void {
    this.#sweptMs ??= this.values.get("sweptMs", 0);
    // A clock that ran far ahead has swept what it took for old; all is looked through again.
    const sweptMs = this.#sweptMs > nowMs + everyMs ? 0 : this.#sweptMs;
    if (nowMs - sweptMs <= everyMs) return;
    this.book.forget(nowMs, sweptMs);
    this.optOuts.forget(nowMs);
    this.refusedNumbers.forget(nowMs);
    this.addressHash.forget(nowMs);
    this.refusals.forgetBefore(nowMs - 30 * dayMs);
    this.funnel.forgetBefore(nowMs - 30 * dayMs);
    this.values.set("sweptMs", (this.#sweptMs = nowMs));
  }
}
