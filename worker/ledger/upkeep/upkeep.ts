/** When the Ledger must wake for the calls that are open: a timer for whatever is due next, an alarm for the case that it is lost. */
import { now } from "../../time/clock.ts";
import { hourMs, minuteMs } from "../../time/durations.ts";
import type { CallBook } from "../call-book.ts";
import type { CallRow } from "../call-row.ts";
import type { PollTimes } from "./poll-times.ts";
import type { WakeUp } from "./wake-up.ts";

/** What has been kept long enough is dropped so often. */
export const sweepMs = hourMs;
/** An open call is looked after by the alarm this soon, and then as often as its age doubles. */
const soonestAlarmMs = 30_000;
const latestAlarmMs = 30 * minuteMs;

export class Upkeep {
  readonly #book: CallBook;
  readonly #times: PollTimes;
  readonly #wakeUp: WakeUp;

  constructor({ book, times, wakeUp }: { book: CallBook; times: PollTimes; wakeUp: WakeUp }) {
    [this.#book, this.#times, this.#wakeUp] = [book, times, wakeUp];
  }

  /** A timer for whatever is due next; an alarm for promised calls and for the case that the timer is lost. */
  async arm(always = false): Promise<void> {
    const open = this.#book.open();
    this.#wakeUp.byTimer(Math.min(Infinity, ...open.map((row) => this.#times.dueMs(row, now()))));
    await this.#wakeUp.byAlarm(Math.min(now() + sweepMs, ...open.map((row) => this.#alarmMs(row))), always);
  }

  /** The same for one more call, without a look at all the others. */
  async lookAfter(row: CallRow): Promise<void> {
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
