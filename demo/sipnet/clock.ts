/** Time as a parameter: the network of phones lives by it, and tests want to hold it in their hands. */

export interface Clock {
  /** Milliseconds since 1970, GMT. */
  now(): number;
  /** Runs once, later. The answer calls it off. */
  after(delayMs: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
