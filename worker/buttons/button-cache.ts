/** Buttons as this isolate last saw them: a page view costs at most one object read in 30 seconds. */
import { minuteMs } from "../time/durations.ts";
import { viewOf } from "./button.ts";
import type { ButtonWithCallerId } from "./buttons-record.ts";
import { now } from "../time/clock.ts";
import { etagOf } from "../http/etag.ts";
import { openness } from "../time/opening-hours.ts";
import { Refusal } from "../http/problem.ts";

const keptMs = 30_000;
/** Made-up ids must not fill the memory. */
const mostKept = 500;

/** The body of `GET /v1/buttons/{cid}` during one minute. */
export interface CachedView {
  minute: number;
  body: string;
  etag: string;
}

export class ButtonCache {
  readonly #ask: (cid: string) => Promise<ButtonWithCallerId | null>;
  readonly #views = new WeakMap<ButtonWithCallerId, CachedView>();
  readonly #kept = new Map<string, { known: ButtonWithCallerId | null; untilMs: number }>();

  /** @param ask - reads the record where it rests */
  constructor(ask: (cid: string) => Promise<ButtonWithCallerId | null>) {
    this.#ask = ask;
  }

  /** @throws Refusal `not-found` */
  async find(cid: string): Promise<ButtonWithCallerId> {
    const kept = this.#kept.get(cid);
    const known = kept && kept.untilMs > now() ? kept.known : await this.#read(cid);
    if (!known) throw new Refusal("not-found", { rule: "button.unknown", detail: "There is no button of this id" });
    return known;
  }

  /** What everybody may see of a button, made once a minute: opening hours turn on the minute. */
  view(known: ButtonWithCallerId): CachedView {
    const minute = Math.floor(now() / minuteMs);
    const kept = this.#views.get(known);
    if (kept?.minute === minute) return kept;
    const body = JSON.stringify(viewOf(known.button, known.callerId, openness(known.button.hours, now())));
    const view = { minute, body, etag: etagOf(body) };
    this.#views.set(known, view);
    return view;
  }

  /** After a change: the next look reads the record anew. */
  forget(): void {
    this.#kept.clear();
  }

  async #read(cid: string): Promise<ButtonWithCallerId | null> {
    const known = await this.#ask(cid);
    if (this.#kept.size >= mostKept) this.#kept.clear();
    this.#kept.set(cid, { known, untilMs: now() + keptMs });
    return known;
  }
}
