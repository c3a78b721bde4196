/**
 * The Ledger: one object per API key, through which every dial must pass. It writes first
 * and dials after; what it does not know it looks up, and it never dials by itself again.
 * Its verbs stand in `verbs/`, by whom they concern; `ledger.safety.settings()` is one request like any other.
 */
import { DurableObject } from "cloudflare:workers";
import { fingerprintOf } from "../crypto.ts";
import { log } from "../log.ts";
import { rememberSecret } from "./secret-memory.ts";
import { now } from "../time/clock.ts";
import { Dialling, type LedgerBindings } from "./dialling.ts";
import { LedgerState } from "./ledger-state.ts";
import { Calls } from "./verbs/calls.ts";
import { Reports } from "./verbs/reports.ts";
import { Safety } from "./verbs/safety.ts";

export class Ledger extends DurableObject<LedgerBindings> {
  readonly #dialling: Dialling;
  readonly #calls: Calls;
  readonly #safety: Safety;
  readonly #reports: Reports;

  constructor(ctx: DurableObjectState, env: LedgerBindings) {
    super(ctx, env);
    const state = new LedgerState(ctx.storage, env);
    this.#dialling = new Dialling(ctx, env, state);
    this.#calls = new Calls(state, this.#dialling);
    this.#safety = new Safety(state);
    this.#reports = new Reports(state);
    const { book, clearance } = state;
    for (const row of book.recover(now())) log({ event: "recovered", call: row.id, dial: row.dial });
    const booked = clearance.takeBookedBack() ? book.takeBookedBack(now()) : [];
    for (const row of booked) log({ event: "booked-before-restore", call: row.id, dial: row.dial });
    void ctx.blockConcurrencyWhile(async () => {
      rememberSecret(state.values, fingerprintOf(await state.keys));
      await this.#dialling.begin();
    });
  }

  // Only what a prototype has can be reached from outside: hence getters.

  get calls(): Calls {
    return this.#calls;
  }

  get safety(): Safety {
    return this.#safety;
  }

  get reports(): Reports {
    return this.#reports;
  }

  /** An object that can't be made, for its tables are broken, answers nothing. */
  health(): true {
    return true;
  }

  /** The watchdog: sets the alarm whatever this object believes of it, and does what is due. */
  wake(): Promise<void> {
    return this.#dialling.wake();
  }

  override alarm(): Promise<void> {
    return this.#dialling.alarm();
  }
}
