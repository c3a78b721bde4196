/**
 * Refusals of this isolate, on their way to the Ledger's count. They travel together, a
 * moment later, so that a flood of refused requests does not become a flood of writes.
 */
import { now } from "../time/clock.ts";
import type { RefusalNote } from "./refusal-counts.ts";

type Deliver = (counts: Record<string, number>, notes: RefusalNote[]) => Promise<void>;

const gatherMs = 300;
const mostNotes = 200;

export class RefusalBatch {
  readonly #deliver: Deliver;
  #notes: RefusalNote[] = [];
  #counts: Record<string, number> = {};
  #gathering = false;

  constructor(deliver: Deliver) {
    this.#deliver = deliver;
  }

  /** @param waitUntil - keeps the isolate alive until the batch is on its way */
  add(note: Omit<RefusalNote, "atMs">, waitUntil: (work: Promise<void>) => void): void {
    this.#counts[note.rule] = (this.#counts[note.rule] ?? 0) + 1;
    if (this.#notes.length < mostNotes) this.#notes.push({ ...note, atMs: now() });
    if (this.#gathering) return;
    this.#gathering = true;
    waitUntil(new Promise((done) => setTimeout(done, gatherMs)).then(() => this.deliver()));
  }

  async deliver(): Promise<void> {
    const [notes, counts] = [this.#notes, this.#counts];
    [this.#notes, this.#counts, this.#gathering] = [[], {}, false];
    if (notes.length > 0) await this.#deliver(counts, notes);
  }
}
