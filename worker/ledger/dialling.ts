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
import type { HookEvent, HookForm } from "../sipnet/hook-event.ts";
import { now } from "../time/clock.ts";
import type { CallRow } from "./call-row.ts";
import { numbersOf } from "./group-call.ts";
import type { LedgerState } from "./ledger-state.ts";
import { type OwnerCallAnswer, OwnerCalls, type OwnerCallRequest } from "./owner-calls.ts";
import { CallPlacer } from "./place-calls.ts";
import { isFinal } from "./progress.ts";
import { SeriesCalls } from "./series/series-calls.ts";
import { Turns } from "./series/turns.ts";
import { FollowUp } from "./sightings/follow-up.ts";
import { Looks } from "./sightings/looks.ts";
import { OwnerNews } from "./told/owner-news.ts";
import type { OwnersDesk } from "./told/told-call.ts";
import { PollTimes } from "./upkeep/poll-times.ts";
import { sweepMs, Upkeep } from "./upkeep/upkeep.ts";
import { WakeUp } from "./upkeep/wake-up.ts";

/** What the Ledger needs of the platform besides its settings. */
export interface LedgerBindings extends Vars {
  BUTTONS: DurableObjectNamespace<ButtonsRecord>;
  DESK: DurableObjectNamespace<OwnersDesk>;
}

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
  readonly #series: SeriesCalls;
  readonly #turns: Turns;
  readonly #upkeep: Upkeep;
  /** By call: what will be durable, or be undone. */
  readonly #securing = new Map<string, Promise<void>>();

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
    this.news = new OwnerNews((calls) => remote(env.DESK, "desk").messages.hear(calls));
    this.#wakeUp = new WakeUp(ctx.storage, () => this.#work().catch(failed));
    this.#turns = new Turns(ctx.storage.sql);
    this.#upkeep = new Upkeep({ book, times: this.#times, wakeUp: this.#wakeUp });
    const tell = (row: CallRow) => this.tell(row);
    const secure = (rows: readonly CallRow[], undo: () => void) => this.secure(rows, undo);
    const shared = { book, switches, times: this.#times, sipnet, tell, secure };
    const isNumberOf = async (row: CallRow, phone: string) => {
      const key = (await keys).number;
      return numbersOf(row).some((hash) => isHashOf(hash, key, phone, countries));
    };
    const placing = {
      ...shared,
      countries,
      sealKey: keys.then(({ schedule }) => schedule),
      findButton: (cid: string) => remote(env.BUTTONS, "buttons").find(cid),
      inOrder: (button: string, plan: DialPlan) => this.inOrder(button, plan),
      begins: (row: CallRow, plan: DialPlan, phone: string) => this.begins(row, plan, phone),
    };
    this.#placer = new CallPlacer(placing);
    const looks = new Looks(ctx.storage.sql);
    this.#series = new SeriesCalls({ ...placing, placer: this.#placer, looks });
    const tryNext: SeriesCalls["next"] = (...step) => this.#series.next(...step);
    this.#ownerCalls = new OwnerCalls({
      newId: () => this.newId(),
      ...shared,
      placer: this.#placer,
      hash: (phone) => state.hashes(phone),
    });
    this.#followUp = new FollowUp({ ...shared, isNumberOf, looks, tryNext });
  }

  /** After a start: the alarm that was set is remembered, and one is set for whatever is open. */
  async begin(): Promise<void> {
    await this.#wakeUp.recall();
    await this.#upkeep.arm();
  }

  async newId(): Promise<string> {
    return newCallId((await this.#state.keys).call);
  }

  /**
   * Without a durable row and an alarm nobody would look after the call: then it is not dialled, and `undo` done.
   * What `dial` sends waits at the platform's output gate: it leaves once all that is written is durable, and never
   * where that fails. To send it here spares the way back to this object between the commit and the dial.
   */
  async secure(rows: readonly CallRow[], undo: () => void, dial = () => {}): Promise<void> {
    const secured = this.#secure(rows, undo, dial);
    for (const { id } of rows) this.#securing.set(id, secured);
    await secured.finally(() => rows.forEach(({ id }) => this.#securing.delete(id)));
  }

  /** Whoever asks for a call once more while its row is being written hears no sooner, and nothing else, than who asked first. */
  async secured({ id }: CallRow): Promise<void> {
    await this.#securing.get(id);
  }

  async #secure(rows: readonly CallRow[], undo: () => void, dial: () => void): Promise<void> {
    try {
      for (const row of rows) await this.#upkeep.lookAfter(row);
      dial();
      await this.#ctx.storage.sync();
    } catch (error) {
      undo();
      throw error;
    }
  }

  /** The plan with its agents in the order in which they will be tried. */
  inOrder(button: string, plan: DialPlan): DialPlan {
    return this.#turns.inOrder(button, plan);
  }

  /** In the turn of the grant: whose turn it was, and who else may be tried. */
  begins(row: CallRow, plan: DialPlan, phone: string): void {
    this.#turns.take(row.button, plan);
    this.#series.begin(row, plan, phone);
  }

  /** Whether a call can be taken back; whether or not the phone that rings by now can: nobody else's is rung. */
  stop({ id, dial, turn }: CallRow): boolean {
    this.#series.stop(id);
    if (dial === "scheduled" || dial === "reserved") return true;
    // Between two agents, while the request that rings the next one has not left.
    return dial === "dialling" && (turn ?? 0) > 1 && !this.#placer.isLeaving(id);
  }

  /** Dials a granted call; nobody waits for it. */
  place(row: CallRow, plan: DialPlan): void {
    this.#ctx.waitUntil(this.#place(row, plan));
  }

  placeOwnerCall(request: OwnerCallRequest): Promise<OwnerCallAnswer> {
    return this.#ownerCalls.placeCall(request);
  }

  async hearWebhook(event: HookEvent | null, form: HookForm): Promise<void> {
    const atMs = now();
    if (event === null) return this.#state.heardHooks.note({ atMs, event, form, call: null });
    const call = await this.#followUp.hear(event, (await this.#state.hashes(`+${event.calleeId}`)).number);
    this.#state.heardHooks.note({ atMs, event, form, call });
    await this.#upkeep.arm();
  }

  /** A call has changed: whoever watches it hears of it, and a final one is judged by the breaker. */
  tell(row: CallRow): void {
    const { streams, book, switches } = this.#state;
    streams.tell(row);
    if (isFinal(row.state) || row.dial === "unknown") this.#series.stop(row.id);
    if (!isFinal(row.state)) return;
    this.news.tell(row);
    if ((row.durationS ?? 0) > 0) book.past.keepPromises(row);
    switches.review((limit) => book.past.finishedSince(switches.countsSinceMs(), limit), now());
  }

  /** The watchdog: sets the alarm whatever this object believes of it, and does what is due. */
  async wake(): Promise<void> {
    await this.#upkeep.arm(true);
    await this.#work();
  }

  async alarm(): Promise<void> {
    this.#wakeUp.rang(now());
    // Set before the work: what is killed in the middle of it is looked after again.
    await this.#upkeep.arm();
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
      await this.#upkeep.arm();
    }
  }

  async #place(row: CallRow, plan: DialPlan): Promise<void> {
    await this.#placer.placeGranted([row], plan);
    const placed = this.#state.book.byId(row.id);
    if (placed) await this.#upkeep.lookAfter(placed);
  }
}

function failed(error: unknown): void {
  log({ event: "alarm-failed", because: nameOf(error) });
}
