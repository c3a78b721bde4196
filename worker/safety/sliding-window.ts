/**
 * Exact sliding windows in memory: what happened under a key, and when. Each list keeps itself in order
 * of time, whatever order its callers come in. Its truth is elsewhere (the Ledger's rows) or short-lived.
 */
export interface Occurrence {
  readonly atMs: number;
}

/** At most `max` occurrences in any `windowMs`. Several keys count as one: a salt that changed at midnight. */
export interface WindowRule {
  keys: readonly string[];
  max: number;
  windowMs: number;
}

export class SlidingWindow<Item extends Occurrence> {
  /** Most keys have one occurrence and no more: it is kept without the room that a list takes. */
  readonly #items = new Map<string, Item | Item[]>();

  get size(): number {
    return this.#items.size;
  }

  has(key: string): boolean {
    return this.#items.has(key);
  }

  keys(): IterableIterator<string> {
    return this.#items.keys();
  }

  /** The one that was first added; undefined where nothing is kept. */
  oldestKey(): string | undefined {
    return this.#items.keys().next().value;
  }

  forget(key: string): void {
    this.#items.delete(key);
  }

  add(key: string, item: Item): void {
    const kept = this.#items.get(key);
    if (kept === undefined) return void this.#items.set(key, item);
    const items = asList(kept);
    // Nearly always the newest; a splice at the end would copy the whole list.
    if ((items.at(-1)?.atMs ?? 0) <= item.atMs) items.push(item);
    else items.splice(firstAfter(items, item.atMs), 0, item);
    if (items !== kept) this.#items.set(key, items);
  }

  /** Takes out one occurrence of that time; false where there is none (any more). */
  remove(key: string, atMs: number, isIt: (item: Item) => boolean): boolean {
    const items = this.#all(key);
    const index = indexOf(items, atMs, isIt);
    if (index < 0) return false;
    items.splice(index, 1);
    this.#keep(key, items);
    return true;
  }

  find(key: string, atMs: number, isIt: (item: Item) => boolean): Item | undefined {
    const items = this.#all(key);
    return items[indexOf(items, atMs, isIt)];
  }

  /** What happened after that time, newest last. */
  since(key: string, fromMs: number): Item[] {
    const items = this.#all(key);
    return items.slice(firstAfter(items, fromMs));
  }

  countSince(keys: readonly string[], fromMs: number): number {
    return keys.reduce((sum, key) => {
      const items = this.#all(key);
      return sum + items.length - firstAfter(items, fromMs);
    }, 0);
  }

  /** Seconds until one more fits into the window; 0 when it fits now. */
  waitS({ keys, max, windowMs }: WindowRule, nowMs: number): number {
    if (max <= 0) return Math.ceil(windowMs / 1000);
    if (this.countSince(keys, nowMs - windowMs) < max) return 0;
    const blockingMs = this.#newest(keys, max, nowMs - windowMs) ?? nowMs;
    return Math.max(1, Math.ceil((blockingMs + windowMs - nowMs) / 1000));
  }

  /** How many more fit into the window now, and in how many seconds the oldest in it leaves. */
  roomIn({ keys, max, windowMs }: WindowRule, nowMs: number): { left: number; resetS: number } {
    const [inside, oldestMs] = [this.countSince(keys, nowMs - windowMs), this.#oldestSince(keys, nowMs - windowMs)];
    const leavesMs = (inside > 0 ? oldestMs : nowMs) + windowMs;
    return { left: Math.max(0, max - inside), resetS: Math.ceil((leavesMs - nowMs) / 1000) };
  }

  /** Forgets everything older, so that memory follows the present and not the past. */
  forgetBefore(ms: number): void {
    for (const [key, kept] of this.#items) {
      const items = asList(kept);
      if ((items[0]?.atMs ?? 0) <= ms) this.#keep(key, items.slice(firstAfter(items, ms)));
    }
  }

  #all(key: string): Item[] {
    const kept = this.#items.get(key);
    return kept === undefined ? [] : asList(kept);
  }

  #keep(key: string, items: Item[]): void {
    const [only] = items;
    if (only === undefined) this.#items.delete(key);
    else this.#items.set(key, items.length > 1 ? items : only);
  }

  /** When the nth newest happened, of at least so many since then. A long list is not copied for it. */
  #newest(keys: readonly string[], nth: number, fromMs: number): number | undefined {
    const [key, ...more] = keys.filter((each) => this.#items.has(each));
    if (key === undefined || more.length === 0) return this.#all(key ?? "").at(-nth)?.atMs;
    // A clock that was set back puts the days of two salts side by side.
    const times = [key, ...more].flatMap((each) => this.since(each, fromMs).map(({ atMs }) => atMs));
    return times.sort((a, b) => a - b).at(-nth);
  }

  #oldestSince(keys: readonly string[], fromMs: number): number {
    const oldest = keys.map((key) => {
      const items = this.#all(key);
      return items[firstAfter(items, fromMs)]?.atMs ?? Infinity;
    });
    return Math.min(...oldest);
  }
}

function asList<Item extends Occurrence>(kept: Item | Item[]): Item[] {
  return Array.isArray(kept) ? kept : [kept];
}

/** The place of the first occurrence after that time; the newest are looked at first, for most questions are about them. */
function firstAfter(items: readonly Occurrence[], ms: number): number {
  if ((items.at(-1)?.atMs ?? -Infinity) <= ms) return items.length;
  let [low, high] = [0, items.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.atMs ?? 0) > ms) high = middle;
    else low = middle + 1;
  }
  return low;
}

function indexOf<Item extends Occurrence>(items: readonly Item[], atMs: number, isIt: (item: Item) => boolean): number {
  for (let index = firstAfter(items, atMs) - 1; items[index]?.atMs === atMs; index -= 1) {
    const item = items[index];
    if (item !== undefined && isIt(item)) return index;
  }
  return -1;
}
