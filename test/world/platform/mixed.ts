/** Numbers out of numbers: the same ones everywhere, and none that follows from its neighbour. */

/** One 32-bit number out of several. MurmurHash3's finaliser between them. */
export function mixed(...parts: number[]): number {
  let hash = 0x9e3779b9;
  for (const part of parts) {
    hash = Math.imul(hash ^ part, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}

/** From 0 up to, but not, 1. */
export function unitOf(hash: number): number {
  return mixed(hash) / 2 ** 32;
}
