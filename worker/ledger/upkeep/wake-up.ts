/**
 * Wakes the Ledger when something is due: by a timer while it lives, which costs nothing, and by the
 * platform's alarm for when it does not. Each alarm that is set is a row written.
 */
import { alarmTime, later, now } from "../../time/clock.ts";

/** Whatever breaks, the alarm rings at most 30 times a minute, and a timer twice as often. */
const alarmRestMs = 2_000;
const timerRestMs = 1_000;
/** After an alarm that could not be set. */
const retryMs = 30_000;

type Alarms = Pick<DurableObjectStorage, "getAlarm" | "setAlarm">;

export class WakeUp {
  readonly #alarms: Alarms;
  readonly #work: () => Promise<void>;
  /** As the platform has it, by its clock; null where it has none, or nobody knows. */
  #armedMs: number | null = null;
  #rangMs = -Infinity;
  #timedMs = -Infinity;
  /** When the timer will strike. */
  #timerMs = Infinity;
  #callOff = () => {};

  constructor(alarms: Alarms, work: () => Promise<void>) {
    this.#alarms = alarms;
    this.#work = work;
  }

  /** What a former life of this object has set. */
  async recall(): Promise<void> {
    this.#armedMs = await this.#alarms.getAlarm();
  }

  /** The alarm rings now: the platform has none any more. */
  rang(nowMs: number): void {
    this.#armedMs = null;
    this.#rangMs = nowMs;
  }

  /** The alarm must ring by then. `always`: sets it though it seems to be set already. */
  async byAlarm(dueMs: number, always = false): Promise<void> {
    const nowMs = now();
    // A clock that was set back does not make the pause longer.
    this.#rangMs = Math.min(this.#rangMs, nowMs);
    const next = alarmTime(Math.max(dueMs, nowMs + 50, this.#rangMs + alarmRestMs));
    const isSet = this.#armedMs !== null && this.#armedMs > alarmTime(nowMs) && this.#armedMs <= next;
    if (isSet && !always) return;
    this.#armedMs = next;
    try {
      await this.#alarms.setAlarm(next);
    } catch (error) {
      this.#armedMs = null;
      this.byTimer(nowMs + retryMs);
      throw error;
    }
  }

  /** Does the work at that time, should the object live until then. What is to be done sooner stays. */
  byTimer(dueMs: number): void {
    if (dueMs === Infinity) return;
    const nowMs = now();
    this.#timedMs = Math.min(this.#timedMs, nowMs);
    const strikesMs = Math.max(dueMs, nowMs, this.#timedMs + timerRestMs);
    // A time that has passed without a stroke is one of a clock that was set forward since.
    if (strikesMs >= this.#timerMs && this.#timerMs >= nowMs) return;
    this.#callOff();
    this.#timerMs = strikesMs;
    this.#callOff = later(strikesMs - nowMs, () => {
      [this.#timerMs, this.#timedMs] = [Infinity, now()];
      return this.#work();
    });
  }
}
