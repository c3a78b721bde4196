/** Calls that the provider must still be asked about, and those that wait for their time: in memory, as they are now. */
import type { CallRow } from "./call-row.ts";

/** More unknown outcomes than this at a time mean that the provider can't be trusted to answer. */
const unknownsTolerated = 3;

export class OpenCalls {
  readonly #rows = new Map<string, CallRow>();
  /** Those of them whose outcome is not known. */
  readonly #lost = new Set<string>();

  /** Every change passes by here, so what is open is kept in order and never counted. */
  keep(row: CallRow): void {
    if (row.pollMs === null) this.#rows.delete(row.id);
    else this.#rows.set(row.id, row);
    if (row.pollMs !== null && row.dial === "unknown") this.#lost.add(row.id);
    else this.#lost.delete(row.id);
  }

  byId(id: string): CallRow | undefined {
    return this.#rows.get(id);
  }

  /** The row as it is now; one that is not open is on disk as it is. */
  latest(row: CallRow): CallRow {
    return this.#rows.get(row.id) ?? row;
  }

  all(): CallRow[] {
    return [...this.#rows.values()];
  }

  areTooManyUnknown(): boolean {
    return this.#lost.size >= unknownsTolerated;
  }
}
