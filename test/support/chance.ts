/** Chance that can be repeated: every random test prints its seed, and `SEED` runs it again. */

/** The seed of this run, printed so that a failure can be had again. */
export function seedOf(test: string): number {
  const given = process.env.SEED;
  const seed = given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given);
  console.log(`# ${test}: SEED=${seed}`);
  return seed;
}

export interface Chance {
  /** 0 up to, but not, 1. */
  next(): number;
  /** A whole number under `limit`. */
  under(limit: number): number;
  pick<Item>(items: readonly Item[]): Item;
}

/** Mulberry32: small, quick, and the same everywhere. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const under = (limit: number) => Math.floor(next() * limit);
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[under(items.length)];
    if (item === undefined) throw new RangeError("Nothing to pick from");
    return item;
  };
  return { next, under, pick };
}
