/**
 * Refusals of this isolate, on their way to the Ledger's count. They are summed here and travel
 * together, so that a flood of refused requests does not become a flood of writes: on a free plan
 * the rows of a day would otherwise be used up, and with them every visitor's call.
 */
import { now } from "../time/clock.ts";
import { hourMs } from "../time/durations.ts";
import { SpacedWork } from "../time/spaced-work.ts";
import { log, nameOf } from "../log.ts";
import type { RefusalNote, RefusalSum } from "./refusal-counts.ts";

type Deliver = (sums: RefusalSum[], notes: RefusalNote[]) => Promise<void>;

const mostNotes = 20;
/** More rules at more buttons than this are summed by rule alone. */
const mostSums = 1_000;
/** A batch may cost a row for every so many refusals, and a few rows always. */
const refusalsARow = 12;
const alwaysRows = 8;

export class RefusalBatch {
  readonly #deliver: Deliver;
  readonly #sums = new Map<string, RefusalSum>();
  #notes: RefusalNote[] = [];
  readonly #spaced = new SpacedWork(() => this.deliver());

  constructor(deliver: Deliver) {
    this.#deliver = deliver;
  }

  /** @param waitUntil - keeps the isolate alive until the batch is on its way */
  add(note: Omit<RefusalNote, "atMs">, waitUntil: (work: Promise<void>) => void): void {
    const atMs = now();
    const { rule, problem, button = "" } = note;
    this.#sum({ hourMs: atMs - (atMs % hourMs), rule, problem, button, count: 1, lastMs: atMs });
    if (this.#notes.length < mostNotes) this.#notes.push({ ...note, atMs });
    this.#spaced.ask(waitUntil);
  }

  /** Sends what was gathered; what the Ledger did not take is kept for the next time. */
  async deliver(): Promise<void> {
    const [sums, notes] = [fewRows([...this.#sums.values()]), this.#notes];
    this.#sums.clear();
    this.#notes = [];
    if (sums.length === 0) return;
    try {
      await this.#deliver(sums, notes);
    } catch (error) {
      for (const sum of sums) this.#sum(sum);
      log({
        event: "refusals-kept",
        because: nameOf(error),
        count: sums.reduce((total, { count }) => total + count, 0),
      });
    }
  }

  #sum(sum: RefusalSum): void {
    const isKnown = this.#sums.has(keyOf(sum));
    const button = isKnown || this.#sums.size < mostSums ? sum.button : "";
    addTo(this.#sums, { ...sum, button });
  }
}

/** The largest sums as they are, and the rest by rule alone, where all of them would cost too many rows. */
function fewRows(sums: RefusalSum[]): RefusalSum[] {
  const total = sums.reduce((all, { count }) => all + count, 0);
  const most = Math.max(alwaysRows, Math.floor(total / refusalsARow));
  if (sums.length <= most) return sums;
  const largestFirst = sums.sort((a, b) => b.count - a.count);
  const kept = new Map<string, RefusalSum>();
  for (const [n, sum] of largestFirst.entries()) addTo(kept, n < most ? sum : { ...sum, button: "" });
  return [...kept.values()];
}

function addTo(sums: Map<string, RefusalSum>, sum: RefusalSum): void {
  const same = sums.get(keyOf(sum));
  const together = same && { ...same, count: same.count + sum.count, lastMs: Math.max(same.lastMs, sum.lastMs) };
  sums.set(keyOf(sum), together ?? sum);
}

function keyOf({ hourMs: atMs, rule, button }: RefusalSum): string {
  return `${atMs} ${rule} ${button}`;
}
