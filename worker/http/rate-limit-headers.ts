/**
 * Tells a visitor how much of their own address's allowance is left, before they run into it.
 * Fields of draft-ietf-httpapi-ratelimit-headers-10; nobody else's counters are in them.
 */

/** One limit of the visitor's address. */
export interface Bucket {
  /** The entry of `Limits`, such as `ipv4.per10Min`. */
  name: string;
  quota: number;
  windowS: number;
  left: number;
  /** Seconds until some of it comes back. */
  resetS: number;
}

/** Bytes count on a visitor's line: the common address goes without its family. */
function short(name: string): string {
  return name.replace("ipv4.per", "");
}

export function rateLimitHeaders(buckets: readonly Bucket[]): Record<string, string> {
  return {
    "ratelimit-policy": buckets
      .map(({ name, quota, windowS }) => `"${short(name)}";q=${quota};w=${windowS}`)
      .join(", "),
    ratelimit: buckets.map(({ name, left, resetS }) => `"${short(name)}";r=${left};t=${resetS}`).join(", "),
  };
}
