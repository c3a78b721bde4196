/** What the Worker did since it was last asked, counted and not timed: such figures have no noise. */

export interface Counts {
  rowsWritten: number;
  /** Each is billed as a row written. */
  alarmsSet: number;
  statements: number;
  /** Turns in which something was written. */
  commits: number;
  /** How often each verb of an object was asked for by another part of the Worker. */
  hops: Record<string, number>;
  /** How often each operation was asked of the provider. */
  asked: Record<string, number>;
  /** Where the counts stood when the last dial left. */
  beforeDial: { commits: number; hops: Record<string, number> } | null;
}

export function noCounts(): Counts {
  return { rowsWritten: 0, alarmsSet: 0, statements: 0, commits: 0, hops: {}, asked: {}, beforeDial: null };
}
