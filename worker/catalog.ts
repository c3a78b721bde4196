/** Buttons as this isolate last saw them: a page view costs at most one object read in 30 seconds. */
import type { Known } from "./buttons-record.ts";
import { now } from "./clock.ts";
import { Refusal } from "./problem.ts";
import { buttonsOf, type Ctx } from "./services.ts";

const keptMs = 30_000;
/** Made-up ids must not fill the memory. */
const mostKept = 500;

export class Catalog {
  readonly #kept = new Map<string, { known: Known | null; untilMs: number }>();

  /** @throws Refusal `not-found` */
  async find(c: Ctx, cid: string): Promise<Known> {
    const kept = this.#kept.get(cid);
    const known = kept && kept.untilMs > now() ? kept.known : await this.#read(c, cid);
    if (!known) throw new Refusal("not-found", { rule: "button.unknown", detail: "There is no button of this id" });
    return known;
  }

  /** After a change: the next look reads the record anew. */
  forget(): void {
    this.#kept.clear();
  }

  async #read(c: Ctx, cid: string): Promise<Known | null> {
    const known = await buttonsOf(c).find(cid);
    if (this.#kept.size >= mostKept) this.#kept.clear();
    this.#kept.set(cid, { known, untilMs: now() + keptMs });
    return known;
  }
}
