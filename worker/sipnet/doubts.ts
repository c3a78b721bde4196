/**
 * What of the provider's answers could not be understood: said at once in the log, and kept a day for the
 * owner to see. Names and types only; the values are somebody's numbers and money.
 */
import { log } from "../log.ts";
import type { StoredValues } from "../storage.ts";
import type { Doubt } from "./row.ts";

/** The operation, the key and its type, and when it was last met. */
export interface KeptDoubt extends Doubt {
  operation: string;
  ms: number;
}

const mostKept = 50;
/** How long one is kept, and when it is told again: a day and an hour. */
const keptMs = 86_400_000;
const againMs = 3_600_000;

export class Doubts {
  readonly #values: StoredValues;

  constructor(values: StoredValues) {
    this.#values = values;
  }

  /** Logs what is new and remembers it; what was met within the hour is neither. */
  note(operation: string, doubts: readonly Doubt[], nowMs: number): void {
    const kept = this.list(nowMs);
    const isKnown =
      ({ key, type }: Doubt) =>
      (each: KeptDoubt) =>
        each.operation === operation && each.key === key && each.type === type;
    const fresh = doubts.filter((doubt) => !kept.some((each) => isKnown(doubt)(each) && each.ms > nowMs - againMs));
    if (fresh.length === 0) return;
    for (const { key, type } of fresh) log({ event: "answer-unread", operation, key, type });
    const others = kept.filter((each) => !fresh.some((doubt) => isKnown(doubt)(each)));
    const added = fresh.map((doubt) => ({ ...doubt, operation, ms: nowMs }));
    this.#values.set("doubts", [...added, ...others].slice(0, mostKept));
  }

  /** Of the last day, the latest first. */
  list(nowMs: number): KeptDoubt[] {
    return this.#values.get<KeptDoubt[]>("doubts", []).filter(({ ms }) => ms > nowMs - keptMs);
  }
}
