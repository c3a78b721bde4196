/**
 * Buttons as this isolate last saw them: a page view costs at most one object read in 30 seconds,
 * and an id that somebody made up none at all, since all ids are known here.
 */
import { minuteMs } from "../time/durations.ts";
import { type KnownButton, viewOf } from "./button.ts";
import type { ButtonLookUp } from "./look-up.ts";
import { openingOf } from "./opening.ts";
import type { Stoppage } from "../contract/owner-safety.ts";
import { now } from "../time/clock.ts";
import { isFresh } from "../time/freshness.ts";
import { etagOf } from "../http/etag.ts";
import { Refusal } from "../http/problem.ts";

const keptMs = 30_000;
/** While SIPNET's list was never had nobody knows which ids there are. */
const unlistedMs = 1_000;
/** Thousands of buttons are few enough to know, not to keep. */
const mostKept = 500;

/** The body of `GET /v1/buttons/{cid}` during one minute. */
export interface CachedView {
  minute: number;
  stoppage: Stoppage | null;
  body: string;
  etag: string;
  /** When it will say something else; null where that is not foreseen. */
  changesMs: number | null;
}

export function unknownButton(): Refusal {
  return new Refusal("not-found", { rule: "button.unknown", detail: "There is no button of this id" });
}

export class ButtonCache {
  readonly #ask: (cid: string) => Promise<ButtonLookUp>;
  readonly #views = new WeakMap<KnownButton, CachedView>();
  readonly #kept = new Map<string, { known: KnownButton; untilMs: number }>();
  #cids: ReadonlySet<string> = new Set();
  #listedUntilMs = 0;
  #listing: Promise<void> | null = null;

  /** @param ask - reads the record, and which others there are, where they rest */
  constructor(ask: (cid: string) => Promise<ButtonLookUp>) {
    this.#ask = ask;
  }

  /** The button as this isolate knows it; null where it must be looked up. */
  atHand(cid: string): KnownButton | null {
    const kept = this.#kept.get(cid);
    return kept && isFresh(kept.untilMs, keptMs, now()) ? kept.known : null;
  }

  /** @throws Refusal `not-found` */
  async find(cid: string): Promise<KnownButton> {
    const kept = this.atHand(cid);
    if (kept) return kept;
    // Whoever comes while the list is read waits for that one read.
    if (!isFresh(this.#listedUntilMs, keptMs, now()))
      await (this.#listing ??= this.#read(cid).finally(() => (this.#listing = null)));
    if (this.#cids.has(cid) && !this.atHand(cid)) await this.#read(cid);
    const known = this.atHand(cid);
    if (!known) throw unknownButton();
    return known;
  }

  /** Whether this isolate knows, without asking, that there is no such button. */
  isMadeUp(cid: string): boolean {
    return isFresh(this.#listedUntilMs, keptMs, now()) && !this.#cids.has(cid) && this.atHand(cid) === null;
  }

  /** What everybody may see of a button, made once a minute: opening hours turn on the minute. */
  view(known: KnownButton, stoppage: Stoppage | null): CachedView {
    const minute = Math.floor(now() / minuteMs);
    const kept = this.#views.get(known);
    const isDue = (kept?.changesMs ?? Infinity) <= now();
    if (kept?.minute === minute && kept.stoppage === stoppage && !isDue) return kept;
    const { changesMs, ...open } = openingOf(known.button, stoppage, now());
    const body = JSON.stringify(viewOf(known, open));
    const view = { minute, stoppage, body, etag: etagOf(body), changesMs };
    this.#views.set(known, view);
    return view;
  }

  /** After a change: the next look reads the record anew. */
  forget(): void {
    this.#kept.clear();
    this.#listedUntilMs = 0;
  }

  async #read(cid: string): Promise<void> {
    const { known, cids } = await this.#ask(cid);
    this.#cids = new Set(cids);
    this.#listedUntilMs = now() + (cids === null ? unlistedMs : keptMs);
    if (this.#kept.size >= mostKept) this.#kept.clear();
    if (known) this.#kept.set(cid, { known, untilMs: now() + keptMs });
    else this.#kept.delete(cid);
  }
}
