/**
 * Agents in turn: the one case of a second dial for one wish. The number lives in memory only, so that a series that
 * a crash has broken off goes no further; so does every series of which anything is not known.
 */
import type { KnownButton } from "../../buttons/button.ts";
import { type DialPlan, longestSeries, oncePerPhone, ringing } from "../../buttons/dial-plan.ts";
import { isPresent } from "../../buttons/presence.ts";
import { tightened } from "../../contract/limits.ts";
import { log } from "../../log.ts";
import { now } from "../../time/clock.ts";
import { minuteMs } from "../../time/durations.ts";
import type { CallRow } from "../call-row.ts";
import { type CallPlacerNeeds, type CallPlacer, whyNotToRing } from "../place-calls.ts";
import { type DialEnd, nextTurn } from "./series-row.ts";
import type { Looks } from "../sightings/looks.ts";

/** No agent is rung later than so long after the first one. */
const longestMs = 2 * minuteMs;

export interface SeriesNeeds extends CallPlacerNeeds {
  placer: CallPlacer;
  looks: Looks;
}

/** What a visitor waits for while agents are rung one after another. Raw numbers. */
interface Wish {
  /** The present dial's, with those who are still to be tried. */
  plan: DialPlan;
  phone: string;
  sinceMs: number;
}

export class SeriesCalls {
  readonly #needs: SeriesNeeds;
  readonly #wishes = new Map<string, Wish>();

  constructor(needs: SeriesNeeds) {
    this.#needs = needs;
  }

  /** A granted call whose first agent is about to be rung. */
  begin({ id, dialledMs }: CallRow, plan: DialPlan, phone: string): void {
    if (plan.series) this.#wishes.set(id, { plan, phone, sinceMs: dialledMs ?? now() });
  }

  /** No further agent is tried. */
  stop(id: string): void {
    this.#wishes.delete(id);
  }

  /**
   * Rings the next agent after a dial that ended so. False where there is none, or nobody may be rung: the call then
   * ends as its last dial did.
   * @param mayGoOn - whether all that was seen still holds, asked in the turn of the step
   */
  async next({ id, button }: CallRow, ended: DialEnd, mayGoOn: (row: CallRow) => boolean): Promise<boolean> {
    const { book, findButton, placer, secure, times, looks, tell } = this.#needs;
    if (!this.#wishes.has(id)) return false;
    const known = await findButton(button);
    // No await from here to the step: the wish, the row and the limits are as they are now.
    const [wish, row] = [this.#wishes.get(id), book.byId(id)];
    if (!wish || !row || !known || !mayGoOn(row)) return false;
    const plan = planAfter(wish, row, known);
    const granted = plan && this.#grant(row, ended, { ...wish, plan }, known);
    if (!plan || !granted) return false;
    this.#wishes.set(id, { ...wish, plan });
    looks.forget(id);
    times.begin(id);
    tell(granted);
    await secure([granted], () => book.neverDialled(granted, "not-placed", now()));
    await placer.placeGranted([granted], plan);
    return true;
  }

  #grant(row: CallRow, ended: DialEnd, { plan, phone }: Wish, known: KnownButton): CallRow | null {
    const { book, switches, countries } = this.#needs;
    const nowMs = now();
    const limits = tightened(switches.limits, known.button.limits);
    const check = () => whyNotToRing({ number: row.number, phone, known }, { switches, countries }, nowMs);
    const grant = book.tryNext(row, ended, nextTurn(row, plan, limits, nowMs), limits, check);
    if ("granted" in grant) return grant.granted;
    if ("refused" in grant) log({ event: "series-stopped", call: row.id, rule: grant.refused.rule });
    return null;
  }
}

/** The plan for the next of those who were to be tried, if they are still to be rung so and are there; null for nobody. */
function planAfter({ plan, sinceMs }: Wish, { turn }: CallRow, { target }: KnownButton): DialPlan | null {
  const nowMs = now();
  const isLong = (turn ?? 0) >= longestSeries || nowMs - sinceMs >= longestMs;
  if (isLong || target === null || target.ring === "all") return null;
  const [, ...left] = plan.series?.agents ?? [];
  const there = oncePerPhone(target.agents.filter((each) => isPresent(each, nowMs)));
  const agents = left.flatMap(({ phone }) => there.find((each) => each.phone === phone) ?? []);
  return agents.length > 0 ? ringing(plan, agents) : null;
}
