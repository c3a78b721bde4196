/**
 * Refusals of this isolate, on their way to the Ledger's count. They travel together, a
 * moment later, so that a flood of refused requests does not become a flood of writes.
 */
import { now } from "../time/clock.ts";
import type { RefusalNote } from "./refusal-counts.ts";
import type { Ctx } from "../services.ts";
import { ledgerOf } from "../objects.ts";

const gatherMs = 300;
const mostNotes = 200;

export class Tally {
  #notes: RefusalNote[] = [];
  #counts: Record<string, number> = {};
  #gathering = false;

  add(c: Ctx, note: Omit<RefusalNote, "atMs">): void {
    this.#counts[note.rule] = (this.#counts[note.rule] ?? 0) + 1;
    if (this.#notes.length < mostNotes) this.#notes.push({ ...note, atMs: now() });
    if (this.#gathering) return;
    this.#gathering = true;
    c.executionCtx.waitUntil(new Promise((done) => setTimeout(done, gatherMs)).then(() => this.deliver(c)));
  }

  async deliver(c: Ctx): Promise<void> {
    const [notes, counts] = [this.#notes, this.#counts];
    [this.#notes, this.#counts, this.#gathering] = [[], {}, false];
    if (notes.length > 0) await ledgerOf(c).noteRefusals(counts, notes);
  }
}
