/**
 * What dials, and what looks after a call that was dialled until it is known how it ended: by timer, by alarm, and by
 * the watchdog where both are lost.
 */
import type { ButtonsRecord } from "../buttons/buttons-record.ts";
import type { DialPlan } from "../buttons/dial-plan.ts";
import { log, nameOf } from "../log.ts";
import { isHashOf } from "../numbers/number-hash.ts";
import { remote } from "../remote.ts";
import { newCallId } from "../safety/call-id.ts";
import type { Vars } from "../settings.ts";
import { createSipnet } from "../sipnet/client.ts";
import { Doubts } from "../sipnet/doubts.ts";
import type { HookEvent } from "../sipnet/hook-event.ts";
import { now } from "../time/clock.ts";
import { hourMs, minuteMs } from "../time/durations.ts";
import type { CallRow } from "./call-row.ts";
import { numbersOf } from "./group-call.ts";
import type { LedgerState } from "./ledger-state.ts";
import { type OwnerCallAnswer, OwnerCalls, type OwnerCallRequest } from "./owner-calls.ts";
import { CallPlacer } from "./place-calls.ts";
import { PollTimes } from "./poll-times.ts";
import { isFinal } from "./progress.ts";
import { FollowUp } from "./sightings/follow-up.ts";
import { Looks } from "./sightings/looks.ts";
import { OwnerNews } from "./told/owner-news.ts";
import type { OwnersDesk } from "./told/told-call.ts";
import { WakeUp } from "./wake-up.ts";

/** What the Ledger needs of the platform besides its settings. */
export interface LedgerBindings extends Vars {
  BUTTONS: DurableObjectNamespace<ButtonsRecord>;
  DESK: DurableObjectNamespace<OwnersDesk>;
}

const sweepMs = hourMs;
/** An open call is looked after by the alarm this soon, and then as often as its age doubles. */
const soonestAlarmMs = 30_000;
const latestAlarmMs = 30 * minuteMs;

export class Dialling {
  /** Told of each call that was booked or has ended. */
  readonly news: OwnerNews;
  readonly #ctx: DurableObjectState;
  readonly #state: LedgerState;
  readonly #times = new PollTimes();
  readonly #wakeUp: WakeUp;
  readonly #followUp: FollowUp;
  readonly #placer: CallPlacer;
  readonly #ownerCalls: OwnerCalls;

  constructor(ctx: DurableObjectState, env: LedgerBindings, state: LedgerState) {
    this.#ctx = ctx;
    this.#state = state;
    const { book, switches, keys } = state;
    const { sipnetUrl: url, credentials, countries } = state.installation;
    const sipnet = createSipnet({
      url,
      credentials,
      fetch: (input, init) => fetch(input, init),
      onDoubts: (operation, doubts) => new Doubts(state.values).note(operation, doubts, now()),
    });
    this.news = new OwnerNews((calls) => remote(env.DESK, "desk").hear(calls));
    this.#wakeUp = new WakeUp(ctx.storage, () => this.#work().catch(failed));
    const tell = (row: CallRow) => this.tell(row);
    const secure = (rows: readonly CallRow[], undo: () => void) => this.secure(rows, undo);
    const shared = { book, switches, times: this.#times, sipnet, tell, secure };
    const isNumberOf = async (row: CallRow, phone: string) => {
      const key = (await keys).number;
      const fits = await Promise.all(numbersOf(row).map((hash) => isHashOf(hash, key, phone, countries)));
      return fits.includes(true);
    };
    this.#placer = new CallPlacer({
      ...shared,
      countries,
      sealKey: keys.then(({ schedule }) => schedule),
      findButton: (cid) => remote(env.BUTTONS, "buttons").find(cid),
    });
    this.#ownerCalls = new OwnerCalls({
      newId: () => this.newId(),
      ...shared,
      placer: this.#placer,
      hash: (phone) => state.hashes(phone),
    });
    this.#followUp = new FollowUp({ ...shared, isNumberOf, looks: new Looks(ctx.storage.sql) });
  }

  /** After a start: the alarm that was set is remembered, and one is set for whatever is open. */
  async begin(): Promise<void> {
    await this.#wakeUp.recall();
    await this.#arm();
  }

  async newId(): Promise<string> {
    return newCallId((await this.#state.keys).call);
  }

  /** Without a durable row and an alarm nobody would look after the call: then it is not dialled, and `undo` done. */
  async secure(rows: readonly CallRow[], undo: () => void): Promise<void> {
    try {
      for (const row of rows) await this.#lookAfter(row);
      await this.#ctx.storage.sync();
    } catch (error) {
      undo();
      throw error;
    }
  }

  /** Dials a granted call; nobody waits for it. */
  place(row: CallRow, plan: DialPlan): void {
    this.#ctx.waitUntil(this.#place(row, plan));
  }

  placeOwnerCall(request: OwnerCallRequest): Promise<OwnerCallAnswer> {
    return this.#ownerCalls.placeCall(request);
  }

  async hearWebhook(event: HookEvent): Promise<void> {
    await this.#followUp.hear(event, (await this.#state.hashes(`+${event.calleeId}`)).number);
    await this.#arm();
  }

  /** A call has changed: whoever watches it hears of it, and a final one is judged by the breaker. */
  tell(row: CallRow): void {
    const { streams, book, switches } = this.#state;
    streams.tell(row);
    if (!isFinal(row.state)) return;
    this.news.tell(row);
    if ((row.durationS ?? 0) > 0) book.past.dropSealed(row.number);
    switches.review((limit) => book.past.finishedSince(switches.countsSinceMs(), limit), now());
  }

  /** The watchdog: sets the alarm whatever this object believes of it, and does what is due. */
  async wake(): Promise<void> {
    await this.#arm(true);
    await this.#work();
  }

  async alarm(): Promise<void> {
    this.#wakeUp.rang(now());
    // Set before the work: what is killed in the middle of it is looked after again.
    await this.#arm();
    await this.#work();
  }

  /** Everything that is due; by alarm, timer and watchdog, also all at once. */
  async #work(): Promise<void> {
    try {
      await Promise.all([this.#followUp.due(), this.#placer.placeDueCalls()]);
      this.#state.sweep(now(), sweepMs);
    } catch (error) {
      failed(error);
    } finally {
      await this.#arm();
    }
  }

  async #place(row: CallRow, plan: DialPlan): Promise<void> {
    await this.#placer.placeGranted([row], plan);
    const placed = this.#state.book.byId(row.id);
    if (placed) await this.#lookAfter(placed);
  }

  /** A timer for whatever is due next; an alarm for promised calls and for the case that the timer is lost. */
  async #arm(always = false): Promise<void> {
    const open = this.#state.book.open();
    this.#wakeUp.byTimer(Math.min(Infinity, ...open.map((row) => this.#times.dueMs(row, now()))));
    await this.#wakeUp.byAlarm(Math.min(now() + sweepMs, ...open.map((row) => this.#alarmMs(row))), always);
  }

  /** The same for one more call, without a look at all the others. */
  async #lookAfter(row: CallRow): Promise<void> {
    if (row.pollMs === null) return;
    this.#wakeUp.byTimer(this.#times.dueMs(row, now()));
    await this.#wakeUp.byAlarm(this.#alarmMs(row));
  }

  #alarmMs(row: CallRow): number {
    if (row.dial === "scheduled") return this.#times.dueMs(row, now());
    const ageMs = now() - (row.dialledMs ?? row.createdMs);
    return now() + Math.min(Math.max(ageMs, soonestAlarmMs), latestAlarmMs);
  }
}

function failed(error: unknown): void {
  log({ event: "alarm-failed", because: nameOf(error) });
}
