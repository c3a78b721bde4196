/**
 * A visitor's network address, canonical, and the prefixes that limits count by.
 * One person easily holds a whole IPv6 /64, a customer a /56, a small provider a /48.
 */

/** Prefixes of one visitor's address. `net` is the unit of tickets and of the pre-limiter. */
export type Address =
  | { kind: "ipv4"; net: string; full: string }
  | { kind: "ipv6"; net: string; net64: string; net56: string; net48: string };

/** Reads `CF-Connecting-IP`; null for anything that is not exactly one address. */
export function readAddress(text: string | null | undefined): Address | null {
  if (!text || text.length > 45) return null;
  if (text.includes(":")) return readIpv6(text);
  return isIpv4(text) ? ipv4(text) : null;
}

/**
 * The visitor's own address, from the headers that Cloudflare sets itself. Where a zone has "Pseudo IPv4" on, an
 * IPv6 visitor comes under an invented address of class E, a fresh one for each of theirs: the true one is beside it.
 */
export function visitorAddress(header: (name: string) => string | undefined): Address | null {
  const address = readAddress(header("CF-Connecting-IP"));
  if (address?.kind !== "ipv4" || Number.parseInt(address.full, 10) < 240) return address;
  const real = readAddress(header("CF-Connecting-IPv6"));
  return real?.kind === "ipv6" ? real : null;
}

function isIpv4(text: string): boolean {
  return /^(?:(?:0|[1-9]\d{0,2})(?:\.(?!$)|$)){4}$/.test(text) && text.split(".").every((part) => Number(part) < 256);
}

function ipv4(text: string): Address {
  return { kind: "ipv4", net: `4/${text}`, full: text };
}

function readIpv6(text: string): Address | null {
  // The URL parser is the platform's own canonicaliser: RFC 5952 out, anything else throws.
  const parsed = URL.parse(`http://[${text}]/`);
  if (!parsed || !/^[\da-f:.]+$/i.test(text)) return null;
  const groups = expand(parsed.hostname.slice(1, -1));
  const [high = 0, low = 0] = groups.slice(6);
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (mapped) return ipv4([high >> 8, high & 255, low >> 8, low & 255].join("."));
  const [a = 0, b = 0, c = 0, d = 0] = groups;
  const [net64, net56, net48] = [`${hex(a, b, c, d)}/64`, `${hex(a, b, c, d & 0xff00)}/56`, `${hex(a, b, c)}/48`];
  return { kind: "ipv6", net: net56, net64, net56, net48 };
}

function expand(canonical: string): number[] {
  const [head = "", tail = ""] = canonical.split("::");
  const left = head ? head.split(":") : [];
  const right = tail ? tail.split(":") : [];
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => "0");
  return [...left, ...zeros, ...right].map((group) => Number.parseInt(group, 16));
}

function hex(...groups: number[]): string {
  return groups.map((group) => group.toString(16)).join(":");
}
