/** Finds a call in the provider's lists: by the id that was given for it, else by who talks with whom, and when. */
import type { Sipnet } from "../../sipnet/client.ts";
import { writingsOf } from "../../sipnet/party.ts";
import type { TwoLegCall } from "../../sipnet/readers.ts";
import { now } from "../../time/clock.ts";
import { minuteMs } from "../../time/durations.ts";
import type { CallBook } from "../call-book.ts";
import type { CallRow } from "../call-row.ts";
import type { Looks } from "./looks.ts";
import { PollPace } from "./poll-pace.ts";
import {
  dialledMs,
  type FittedRow,
  fitRow,
  isKnown,
  isNamedByTime,
  type IsVisitor,
  ownerPhonesOf,
  rowName,
  rowsOfId,
  rowsOfParties,
} from "./matching-rows.ts";
import { lookAround, lookAtReleases, lookUp } from "../provider-calls.ts";
import { onOurClock, withReleases } from "./releases.ts";
import { sightingOf } from "./read-sighting.ts";
import type { Sighting } from "./sighting.ts";
import { fitsClock, isLive, type Offset } from "./strangers.ts";

export interface FinderNeeds {
  book: CallBook;
  looks: Looks;
  sipnet: Sipnet;
  /** Whether this is the number that the row holds the hash of. */
  isNumberOf(row: CallRow, phone: string): Promise<boolean>;
}

/** The provider may list a call a little after it has placed it. */
const settlingMs = 8_000;
/** Where a row has neither a word nor a duration so long after the dial, the causes are asked, at every sixth look. */
const muteMs = 40_000;
const releasesEvery = 6;

export class CallFinder {
  readonly #needs: FinderNeeds;
  readonly #pace = new PollPace();

  constructor(needs: FinderNeeds) {
    this.#needs = needs;
  }

  /** What the provider shows of the call; null where it shows nothing (yet). @throws what the client throws */
  async find(row: CallRow, polls: number): Promise<Sighting | null> {
    const { sipnet, book } = this.#needs;
    const { sipnetId } = row;
    const ofId = sipnetId === null ? [] : await this.#ask(() => lookUp(sipnet, { ...row, sipnetId }, now()));
    const named = rowsOfId(await this.#fit(ofId, row), row);
    if (named.length > 0) return this.#complete(named, row, polls);
    // A row that comes late is waited for a little: its neighbours look much like it.
    if (row.sipnetId !== null && now() - dialledMs(row) < settlingMs) return null;
    const listed = await this.#fit(await this.#ask(() => lookAround(sipnet, row, now())), row);
    const free = listed.filter(({ seen, visitor }) => {
      const name = rowName(seen);
      return name === undefined || !book.isAttached(name, row, visitor === "exact" || isNamedByTime(seen));
    });
    const ours = this.#withoutStrangers(free, listed, row);
    return this.#complete(rowsOfParties(ours, row, this.#rivals(row).length === 0), row, polls);
  }

  async #ask<Rows>(look: () => Promise<Rows>): Promise<Rows> {
    await this.#pace.turn();
    return look();
  }

  /** Without the rows that name the call's parties and cannot be its own. */
  #withoutStrangers(rows: readonly FittedRow[], listed: readonly FittedRow[], row: CallRow): FittedRow[] {
    const { book, looks } = this.#needs;
    const naming = rows.filter(({ stranger, owner, visitor }) => !stranger && (owner ?? visitor) !== null);
    if (naming.length === 0) return naming;
    const offsets: Offset[] = listed.flatMap(({ seen }) => {
      const [name, { at }] = [rowName(seen), seen];
      if (name === undefined || at === undefined) return [];
      return book.past.dialsOf(name, row).map((ms) => at.getTime() - ms);
    });
    return naming.filter(({ seen }) => {
      if (isKnown(seen, row)) return true;
      return (isLive(seen) || fitsClock(seen, row, offsets)) && !looks.strangers.has(seen, row, now());
    });
  }

  async #complete(rows: readonly FittedRow[], row: CallRow, polls: number): Promise<Sighting | null> {
    const seen = sightingOf(rows, row);
    if (seen === null || seen.state !== undefined || seen.durationS > 0) return seen;
    if (now() - dialledMs(row) < muteMs || polls % releasesEvery !== 0) return seen;
    const attempts = await this.#ask(() => lookAtReleases(this.#needs.sipnet, row, now()));
    const whose = { isVisitor: this.#visitorOf(row), rivals: this.#rivals(row) };
    return withReleases(seen, onOurClock(attempts, rows[0]?.seen.at, row), row, whose);
  }

  #fit(rows: readonly TwoLegCall[], row: CallRow): Promise<FittedRow[]> {
    const isVisitor = this.#visitorOf(row);
    return Promise.all(rows.map((each) => fitRow(each, row, isVisitor)));
  }

  #visitorOf(row: CallRow): IsVisitor {
    return async (party) => {
      const fits = await Promise.all(writingsOf(party).map((writing) => this.#needs.isNumberOf(row, writing)));
      return fits.includes(true);
    };
  }

  /** Other calls of ours that rang one of the owner's phones about then. */
  #rivals(row: CallRow): CallRow[] {
    const { book } = this.#needs;
    const others = [...book.open(), ...book.past.latest(50)].filter(({ id }) => id !== row.id);
    return others.filter((other) => sharesOwner(other, row));
  }
}

function sharesOwner(other: CallRow, row: CallRow): boolean {
  const isNeighbour = Math.abs(dialledMs(other) - dialledMs(row)) < 2 * minuteMs;
  return isNeighbour && ownerPhonesOf(other).some((phone) => ownerPhonesOf(row).includes(phone));
}
