/** Time as a parameter: the network of phones lives by it, and tests want to hold it in their hands. */

export interface Clock {
  /** Milliseconds since 1970, GMT. */
  now(): number;
  /** Runs once, later. The answer calls it off. */
  after(delayMs: number, run: () => void): () => void;
}

export interface MortalClock extends Clock {
  /** Calls off everything that is still to come. */
  end(): void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Whoever is reset or closed must leave nothing behind that rings later. */
export function mortalClock({ now, after }: Clock): MortalClock {
  const pending = new Set<() => void>();
  let isOver = false;
  return {
    now,
    after(delayMs, run) {
      if (isOver) return () => {};
      const cancel = after(delayMs, () => {
        pending.delete(cancel);
        run();
      });
      pending.add(cancel);
      return () => {
        pending.delete(cancel);
        cancel();
      };
    },
    end() {
      isOver = true;
      for (const cancel of pending) cancel();
      pending.clear();
    },
  };
}
