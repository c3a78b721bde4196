/**
 * What stands before every dial besides the counters: the owner's panic switch, the breaker,
 * numbers that must be left in peace, and the night. Its decisions are synchronous too.
 */
import type { OwnerSettings, Stoppage, Verdict } from "../contract/owner-safety.ts";
import { type FinishedCall, judgeOutcomes, type Trip } from "./breaker.ts";
import type { Hours } from "../contract/button.ts";
import type { StoredValues } from "../storage.ts";
import { type CallLimits, type LimitsOverride, limitsOf } from "../contract/limits.ts";
import { log } from "../log.ts";
import { isNight, judgeNight, ownersZone } from "./night.ts";
import type { Clearance } from "./clearance.ts";
import type { DoNotCall } from "./do-not-call.ts";
import { afterChange, doubtsAbout, readSaved, type SavedSettings } from "./saved-settings.ts";

/** Where and when a call would ring. */
export interface Ring {
  /** Hash of the called number. */
  number: string;
  hours: Hours | null;
  /** The number's own zone, if it tells. */
  zone: string | null;
  /** The rule by which nobody may have this number rung, if there is one. */
  forbidden: string | null;
}

export class SafetySwitches {
  readonly #values: StoredValues;
  readonly #suppressions: DoNotCall;
  readonly #base: LimitsOverride;
  readonly #clearance: Clearance | null;
  #saved: SavedSettings;
  #settings: OwnerSettings;
  #limits: CallLimits;
  #trip: Trip | null;

  constructor(values: StoredValues, suppressions: DoNotCall, base: LimitsOverride, clearance: Clearance | null = null) {
    this.#values = values;
    this.#suppressions = suppressions;
    this.#base = base;
    this.#clearance = clearance;
    this.#saved = readSaved(values.get<unknown>("settings", {}));
    this.#settings = this.#saved.settings;
    this.#limits = limitsOf(base, this.#settings.limits);
    this.#trip = values.get<Trip | null>("trip", null);
  }

  get limits(): CallLimits {
    return this.#limits;
  }

  get settings(): OwnerSettings {
    return this.#settings;
  }

  /** What was saved otherwise than this release saves it, in words. */
  get doubts(): string[] {
    return doubtsAbout(this.#saved);
  }

  /** The breaker, while it is open. */
  tripAt(nowMs: number): Trip | null {
    return this.#trip && this.#trip.untilMs > nowMs ? this.#trip : null;
  }

  /** What stops every call, whoever's number and button it is. */
  stoppageAt(nowMs: number): Stoppage | null {
    // A page that opens a form for what would be refused has a visitor type for nothing.
    if (this.#settings.panic || this.#unsettled(this.#clearance?.judge()) !== null) return { untilMs: null };
    const trip = this.tripAt(nowMs);
    return trip && { untilMs: trip.untilMs };
  }

  /** @param ringMs when it would ring: a call for later is judged by that time, and told from now when it can be had */
  judge({ number, hours, zone, forbidden }: Ring, ringMs: number, nowMs = ringMs): Verdict | null {
    const unsettled = this.#unsettled(this.#clearance?.judge());
    if (unsettled) return unsettled;
    if (this.#settings.panic) return { problem: "unavailable", rule: "panic", retryAfterS: 300 };
    const trip = this.tripAt(ringMs);
    if (trip) {
      const retryAfterS = Math.ceil((trip.untilMs - nowMs) / 1000);
      return { problem: "unavailable", rule: `breaker.${trip.why}`, retryAfterS };
    }
    // The list is asked first in any case: an opted-out number is answered like a premium one, and as fast.
    const rule = this.#suppressions.has(number) ? "suppressed" : forbidden;
    if (rule !== null) return { problem: "phone-not-allowed", rule, retryAfterS: 0 };
    const night = judgeNight(this.#limits, hours, zone ?? ownersZone(hours, this.#settings.zone), ringMs);
    const aheadS = Math.ceil((ringMs - nowMs) / 1000);
    return night && { ...night, retryAfterS: night.retryAfterS + aheadS };
  }

  /** What stands before a call that the owner places: their own switch, and numbers that want peace. */
  judgeOwner(number: string): Verdict | null {
    const unsettled = this.#unsettled(this.#clearance?.judgeOwner());
    if (unsettled) return unsettled;
    if (this.#settings.panic) return { problem: "unavailable", rule: "panic", retryAfterS: 300 };
    if (this.#suppressions.has(number)) return { problem: "phone-not-allowed", rule: "suppressed", retryAfterS: 0 };
    return null;
  }

  /** Whether a number's clock, or the owner's where it does not tell, shows night. */
  isNight(zone: string | null, nowMs: number): boolean {
    return isNight(this.#limits, null, zone ?? this.#settings.zone, nowMs);
  }

  /** Only calls that ended since the last pause count. */
  countsSinceMs(): number {
    return this.#trip?.untilMs ?? 0;
  }

  /** Opens the breaker if the latest calls say so; those that say nothing are passed over, so more are looked at. */
  review(latest: (limit: number) => readonly FinishedCall[], nowMs: number): void {
    const { window } = this.#limits.breaker;
    const trip = window === 0 ? null : judgeOutcomes(this.#limits, latest(window * 5), nowMs);
    if (!trip) return;
    this.#setTrip(trip);
    log({ event: "breaker-open", rule: `breaker.${trip.why}` });
  }

  /** Dialling goes on; what came before is not held against it. */
  closeBreaker(nowMs: number): void {
    if (this.tripAt(nowMs)) this.#setTrip({ untilMs: nowMs, why: "unanswered" });
  }

  /** @throws ValiError for limits that are malformed */
  change(change: Partial<OwnerSettings>): OwnerSettings {
    this.#limits = limitsOf(this.#base, change.limits ?? this.#settings.limits);
    this.#saved = readSaved(afterChange(this.#saved, change));
    this.#settings = this.#saved.settings;
    this.#values.set("settings", this.#saved.rests);
    return this.#settings;
  }

  /** A limit that can't be read might have been the one that forbids this call. */
  #unsettled(cleared: Verdict | null = null): Verdict | null {
    if (cleared !== null || this.#saved.unread.length === 0) return cleared;
    return { problem: "unavailable", rule: "settings", retryAfterS: 300 };
  }

  #setTrip(trip: Trip): void {
    this.#trip = trip;
    this.#values.set("trip", trip);
  }
}
