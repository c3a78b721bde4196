/**
 * Finding out what became of calls: by the provider's list, which decides, and by its webhook,
 * which only hints. With every webhook lost the same end is reached, a little later.
 */
import type { CallBook } from "../call-book.ts";
import { now } from "../../time/clock.ts";
import { type CallRow, progressOf } from "../call-row.ts";
import { Lanes, pollLanes } from "./lanes.ts";
import { log, nameOf } from "../../log.ts";
import { isFinal, type Progress, sawCall, sawLeg, type Side } from "../progress.ts";
import { kopecksOf } from "../../safety/counted-call.ts";
import { companionFlag } from "../group-call.ts";
import { isHopeless, isTooOldToLive, type PollTimes } from "../upkeep/poll-times.ts";
import type { LegState } from "../../contract/visitor.ts";
import type { HookEvent } from "../../sipnet/hook-event.ts";
import { namedBy, phonesOf } from "./agent-names.ts";
import { CallFinder, type FinderNeeds } from "./call-finder.ts";
import type { Movement, Sighting } from "./sighting.ts";
import type { DialEnd } from "../series/series-row.ts";
import { isUnanswered } from "./unanswered.ts";

/** A list that has not shown a call so many times is asked ever more seldom. */
const promptLooks = 5;

export interface FollowUpNeeds extends FinderNeeds {
  book: CallBook;
  times: PollTimes;
  /** Rings the next agent of a series, if `mayGoOn` still says so of the row in the turn of the step. */
  tryNext(row: CallRow, ended: DialEnd, mayGoOn: (row: CallRow) => boolean): Promise<boolean>;
  /** Shows a changed call to whoever watches it. */
  tell(row: CallRow): void;
}

export class FollowUp {
  readonly #needs: FollowUpNeeds;
  readonly #finder: CallFinder;
  readonly #asking = new Set<string>();
  readonly #lanes = new Lanes(pollLanes);

  constructor(needs: FollowUpNeeds) {
    this.#needs = needs;
    this.#finder = new CallFinder(needs);
  }

  /** Asks about every call whose time has come, those that wait longest first. */
  async due(): Promise<void> {
    const { book, times } = this.#needs;
    const open = book.dialled();
    times.keepOnly(book.open());
    const nowMs = now();
    const dueMs = (row: CallRow) => times.dueMs(row, nowMs);
    const due = open.filter((row) => dueMs(row) <= nowMs).sort((a, b) => dueMs(a) - dueMs(b));
    await Promise.all(due.map((row) => this.#ask(row)));
  }

  /**
   * A hint moves a leg of the one call it fits; what it fits besides is only asked about.
   * @returns the one call it fits
   */
  async hear(event: HookEvent, number: string): Promise<string | null> {
    const { book, times, tell } = this.#needs;
    const fits = book.dialled().flatMap((row): [CallRow, Side][] => {
      const side = sideOf(row, event, number);
      return side ? [[row, side]] : [];
    });
    const [only] = fits;
    const leg: LegState | undefined = { INVITE: "ringing" as const, CONNECTED: "answered" as const, BYE: undefined }[
      event.state
    ];
    if (only && leg && fits.length === 1) {
      const [row, side] = only;
      const named = leg === "answered" ? namedBy(row, phonesOf(row, event.calleeId)[0]) : {};
      const moved = book.move(row, (seen) => sawLeg(seen, side, leg, now()), named);
      if (moved.version !== row.version) tell(moved);
      return row.id;
    }
    for (const [row] of fits) times.hasten(row.id);
    await this.due();
    return only && fits.length === 1 ? only[0].id : null;
  }

  /** Asks the provider about one call, once at a time. */
  async #ask(row: CallRow): Promise<void> {
    if (this.#asking.has(row.id)) return;
    this.#asking.add(row.id);
    try {
      await this.#lanes.run(() => this.#confirm(row.id));
    } finally {
      this.#asking.delete(row.id);
    }
  }

  async #confirm(id: string): Promise<void> {
    const { book, times, tell } = this.#needs;
    const row = book.byId(id);
    if (!row || isFinal(row.state)) return;
    times.looks(row, now());
    const answer = await this.#find(row);
    if (answer.found && (await this.#triesNext(id, answer.found))) return;
    const latest = book.byId(id);
    if (!latest || isFinal(latest.state)) return;
    const moved = answer.found ? this.#attach(latest, answer.found) : latest;
    const after = this.#giveUpIfHopeless(moved, answer.found?.tells ?? false);
    const isInVain = answer.found === null && times.polls(id) > promptLooks;
    times.looked(after, answer.isAnswered && !isInVain, now());
    if (after.version !== latest.version) tell(after);
  }

  /** Of a series the next agent is rung where this one is known not to have answered, and the visitor not to be rung. */
  async #triesNext(id: string, seen: Sighting): Promise<boolean> {
    const { book, tryNext } = this.#needs;
    const row = book.byId(id);
    if (!row || row.turn === null || isFinal(row.state) || !isUnanswered(row, seen)) return false;
    const { turn } = row;
    const why = seen.sides.owner === "no-answer" ? "no-answer" : "busy";
    const kopecks = settled(seen, row).kopecks ?? row.kopecks;
    return tryNext(row, { state: why, reason: `owner-${why}`, kopecks }, (later) => {
      return later.turn === turn && !isFinal(later.state) && isUnanswered(later, seen);
    });
  }

  async #find(row: CallRow): Promise<{ isAnswered: boolean; found: Sighting | null }> {
    try {
      return { isAnswered: true, found: await this.#finder.find(row, this.#needs.times.polls(row.id)) };
    } catch (error) {
      log({ event: "look-up-failed", call: row.id, because: nameOf(error) });
      return { isAnswered: false, found: null };
    }
  }

  /** Takes over what the provider's rows say; an unknown outcome is thereby known to have been placed. */
  #attach(row: CallRow, seen: Sighting): CallRow {
    const extra: Partial<CallRow> = {
      dial: "started",
      // The id that was given finds the call; its row may have another one.
      sipnetId: row.sipnetId ?? seen.id ?? null,
      ...listedAs(row, seen),
      ...(seen.uuids.length > 0 ? { uuids: seen.uuids.join() } : {}),
      ...(seen.twice ? { flag: "two calls of the provider match" } : {}),
      ...namedBy(row, seen.answeredBy),
    };
    // After a long outage, or in a restored backup, this look may be the first and the last.
    const movement = isTooOldToLive(row, now()) ? stoodStill : this.#needs.looks.compare(row.id, seen, now());
    const told = { ...seen, durationS: Math.min(seen.durationS, secondsSince(row)) };
    const step = (progress: Progress) => sawCall(placed(progress), told, movement, row.first, now());
    const over = isFinal(step(progressOf(row)).state);
    if (over) this.#needs.looks.forget(row.id);
    return this.#needs.book.move(row, step, over ? { ...extra, ...settled(seen, row) } : extra);
  }

  /** A list that shows a call and never its end is as little help as one that does not show it. */
  #giveUpIfHopeless(row: CallRow, listed: boolean): CallRow {
    const { book, looks } = this.#needs;
    if (isFinal(row.state) || !isHopeless(row, listed, now())) return row;
    looks.forget(row.id);
    return book.giveUp(row, now());
  }
}

/**
 * What the call did cost takes the place of what it reserved. A price that is not there yet, or
 * still nothing after talk, leaves the reservation as it is: the cap errs on the owner's side.
 */
function settled({ price, durationS }: Sighting, { flag }: CallRow): Partial<CallRow> {
  if (flag === companionFlag) return {};
  if (price === undefined || (price === 0 && durationS > 0)) return {};
  return { kopecks: kopecksOf(Math.abs(price)) };
}

/** No talk is longer than the time since its dial; a clock that was set back says nothing. */
function secondsSince({ dialledMs, createdMs }: CallRow): number {
  const passedS = Math.ceil((now() - (dialledMs ?? createdMs)) / 1000);
  return passedS > 0 ? passedS : Infinity;
}

/**
 * The provider gave one id and lists the call under another, or under none: a later call between the same two could
 * take that row for its own.
 */
function listedAs({ sipnetId, listedId }: CallRow, { id, name }: Sighting): Partial<CallRow> {
  const isKnown = name === undefined || name === listedId || name === (sipnetId ?? id);
  return isKnown ? {} : { listedId: name };
}

const stoodStill: Movement = { still: true, grows: false };

function placed(progress: Progress): Progress {
  return progress.state === "unknown" ? { ...progress, state: "dialling", sinceMs: now() } : progress;
}

/** Whose leg of this call a webhook speaks of, if any. */
function sideOf(row: CallRow, event: HookEvent, number: string): Side | null {
  const second: Side = row.first === "owner" ? "visitor" : "owner";
  const known = row.uuids.split(",").indexOf(event.callId);
  if (known >= 0) return known === 0 ? row.first : second;
  if (row.number === number) return "visitor";
  return phonesOf(row, event.calleeId).length > 0 ? "owner" : null;
}
