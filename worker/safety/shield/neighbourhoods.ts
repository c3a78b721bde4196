/**
 * Who fills the pre-limiter's memory. Whoever owns a large network can make up addresses without
 * end; their neighbourhood (an IPv4 /16, an IPv6 /32) gets a share of the memory and no more, so
 * that a flood from there refuses nobody else.
 */
export class Neighbourhoods {
  readonly #share: number;
  #held = new Map<string, number>();

  constructor(share: number) {
    this.#share = share;
  }

  /** Whether so many more addresses of this one's neighbourhood have room; if so they are counted. */
  take(net: string, count: number): boolean {
    if (count === 0) return true;
    const name = neighbourhoodOf(net);
    const held = (this.#held.get(name) ?? 0) + count;
    if (held > this.#share) return false;
    this.#held.set(name, held);
    return true;
  }

  giveBack(net: string): void {
    const name = neighbourhoodOf(net);
    const left = (this.#held.get(name) ?? 0) - 1;
    if (left > 0) this.#held.set(name, left);
    else this.#held.delete(name);
  }

  /** After a sweep: what is still there, one entry an address. */
  countAnew(nets: readonly string[]): void {
    this.#held = new Map();
    for (const net of nets) {
      const name = neighbourhoodOf(net);
      this.#held.set(name, (this.#held.get(name) ?? 0) + 1);
    }
  }
}

/** `4/203.0` of `4/203.0.113.7`, `2001:db8` of `2001:db8:1:200/56`. */
function neighbourhoodOf(net: string): string {
  const separator = net.startsWith("4/") ? "." : ":";
  return net.split(separator, 2).join(separator);
}
