/**
 * Which sites' pages have asked for a button, on the way to where that is kept. They are gathered here
 * and travel together, each site once in five minutes: a page view must cost no write.
 */
import { readSite } from "../http/site-origin.ts";
import { log, nameOf } from "../log.ts";
import { now } from "../time/clock.ts";
import { minuteMs } from "../time/durations.ts";
import { SpacedWork } from "../time/spaced-work.ts";
import type { Sighting } from "./site-store.ts";

const anewMs = 5 * minuteMs;
/** Anybody can make origins up: more than this are not gathered. */
const mostGathered = 40;
const mostRemembered = 500;

export class SiteSightings {
  readonly #deliver: (sightings: Sighting[]) => Promise<void>;
  readonly #gathered = new Map<string, Sighting>();
  /** When each was last on its way. */
  readonly #told = new Map<string, number>();
  readonly #spaced = new SpacedWork(() => this.deliver());

  constructor(deliver: (sightings: Sighting[]) => Promise<void>) {
    this.#deliver = deliver;
  }

  /**
   * @param origin - as the browser says it; it is read only where it would be told
   * @param listed - one that was told of as a stranger is told of anew once it is listed
   * @param waitUntil - keeps the isolate alive until the batch is on its way
   */
  add(origin: string, listed: boolean, waitUntil: (work: Promise<void>) => void): void {
    const atMs = now();
    const key = `${listed} ${origin}`;
    if ((this.#told.get(key) ?? 0) + anewMs > atMs || this.#gathered.size >= mostGathered) return;
    const site = readSite(origin);
    if (!("origin" in site)) return;
    this.#gathered.set(key, { origin: site.origin, atMs });
    this.#spaced.ask(waitUntil);
  }

  /** Sends what was gathered. What could not be kept is seen again with the site's next page. */
  async deliver(): Promise<void> {
    const keys = [...this.#gathered.keys()];
    const sightings = [...this.#gathered.values()];
    this.#gathered.clear();
    if (sightings.length === 0) return;
    if (this.#told.size > mostRemembered) this.#told.clear();
    for (const key of keys) this.#told.set(key, now());
    try {
      await this.#deliver(sightings);
    } catch (error) {
      for (const key of keys) this.#told.delete(key);
      log({ event: "sightings-lost", because: nameOf(error), count: sightings.length });
    }
  }
}
