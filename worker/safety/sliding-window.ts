/**
 * Exact sliding windows in memory: what happened under a key, and when. Its truth is
 * elsewhere (the Ledger's rows) or short-lived by nature (the pre-limiter).
 */
export interface Occurrence {
  atMs: number;
}

/** At most `max` events in any `windowMs`. Several keys, oldest first, count as one: a salt that changed at midnight. */
export interface WindowRule {
  keys: readonly string[];
  max: number;
  windowMs: number;
}

export class SlidingWindow<Item extends Occurrence> {
  readonly #items = new Map<string, Item[]>();

  get size(): number {
    return this.#items.size;
  }

  has(key: string): boolean {
    return this.#items.has(key);
  }

  add(key: string, item: Item): void {
    const items = this.#items.get(key);
    if (items) items.push(item);
    else this.#items.set(key, [item]);
  }

  remove(key: string, item: Item): void {
    const left = this.#items.get(key)?.filter((each) => each !== item) ?? [];
    if (left.length > 0) this.#items.set(key, left);
    else this.#items.delete(key);
  }

  /** Newest last. */
  since(key: string, fromMs: number): Item[] {
    const items = this.#items.get(key) ?? [];
    let first = items.length;
    while (first > 0 && (items[first - 1]?.atMs ?? 0) > fromMs) first -= 1;
    return items.slice(first);
  }

  /** Seconds until one more fits into the window; 0 when it fits now. */
  waitS({ keys, max, windowMs }: WindowRule, nowMs: number): number {
    const blocking = max > 0 ? this.#fromEnd(keys, max) : { atMs: nowMs };
    if (!blocking || blocking.atMs <= nowMs - windowMs) return 0;
    return Math.max(1, Math.ceil((blocking.atMs + windowMs - nowMs) / 1000));
  }

  /** How many more fit into the window now, and in how many seconds the oldest in it leaves. */
  roomIn({ keys, max, windowMs }: WindowRule, nowMs: number): { left: number; resetS: number } {
    const inside = keys.flatMap((key) => this.since(key, nowMs - windowMs));
    const leavesMs = (inside[0]?.atMs ?? nowMs) + windowMs;
    return { left: Math.max(0, max - inside.length), resetS: Math.ceil((leavesMs - nowMs) / 1000) };
  }

  #fromEnd(keys: readonly string[], position: number): Item | undefined {
    let left = position;
    for (let i = keys.length - 1; i >= 0; i--) {
      const items = this.#items.get(keys[i] ?? "") ?? [];
      if (items.length >= left) return items[items.length - left];
      left -= items.length;
    }
    return undefined;
  }

  /** Forgets everything older that doesn't matter still, so that memory follows the present and not the past. */
  forgetBefore(ms: number, matters: (item: Item) => boolean = () => false): void {
    for (const [key, items] of this.#items) {
      if ((items[0]?.atMs ?? 0) > ms) continue;
      const kept = items.filter((item) => item.atMs > ms || matters(item));
      if (kept.length > 0) this.#items.set(key, kept);
      else this.#items.delete(key);
    }
  }
}
