/** Made-up people: the n-th of them has an address and a number that nobody else has. */

/** The n-th address of a made-up internet. */
export function addressOf(n: number): string {
  return `${11 + ((n >> 16) & 127)}.${(n >> 8) & 255}.${n & 255}.7`;
}

/** The n-th Russian mobile number, spread over prefixes so that neighbours share none. */
export function phoneOf(n: number): string {
  return `+79${10 + (Math.floor(n / 1_000) % 9)}${String(n % 1_000).padStart(3, "0")}${String(1_000 + ((n * 7) % 9_000))}`;
}
