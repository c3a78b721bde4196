/** Addresses and networks as bytes, to tell whether a peer is one of those that may speak for others. */

/** Bytes of an address, 4 or 16; an IPv4-mapped one is IPv4. Null for anything else. */
export function addressBytes(text: string): number[] | null {
  if (/^(?:(?:0|[1-9]\d{0,2})(?:\.(?!$)|$)){4}$/.test(text)) {
    const bytes = text.split(".").map(Number);
    return bytes.every((byte) => byte < 256) ? bytes : null;
  }
  if (text.length > 45 || !/^[\da-f:.]+$/i.test(text)) return null;
  // The platform's own reader of IPv6: RFC 5952 out, or null.
  const canonical = URL.parse(`http://[${text}]/`)?.hostname.slice(1, -1);
  return canonical === undefined ? null : unmapped(ipv6Bytes(canonical));
}

function ipv6Bytes(canonical: string): number[] {
  const [left = [], right = []] = canonical.split("::").map((half) => half.split(":").filter(Boolean));
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => "0");
  return [...left, ...zeros, ...right].flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 255];
  });
}

function unmapped(bytes: number[]): number[] {
  const mapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  return mapped ? bytes.slice(12) : bytes;
}

/** A network in CIDR, or one address. */
export interface Network {
  bytes: readonly number[];
  bits: number;
}

/** Null where the text is no network, or has bits beyond its mask: `10.0.0.1/8` is a slip of the pen. */
export function readNetwork(text: string): Network | null {
  const [address = "", mask, ...more] = text.split("/");
  const bytes = addressBytes(address);
  if (bytes === null || more.length > 0 || (mask !== undefined && !/^\d{1,3}$/.test(mask))) return null;
  const bits = mask === undefined ? bytes.length * 8 : Number(mask);
  if (bits > bytes.length * 8) return null;
  const network = { bytes, bits };
  const host = bytes.map((byte, index) => byte & ~maskOf(network, index) & 255);
  return host.every((byte) => byte === 0) ? network : null;
}

export function isWithin(bytes: readonly number[], network: Network): boolean {
  return (
    bytes.length === network.bytes.length &&
    bytes.every((byte, index) => ((byte ^ (network.bytes[index] ?? 0)) & maskOf(network, index)) === 0)
  );
}

/** The mask's byte at `index`. */
function maskOf({ bits }: Network, index: number): number {
  const ones = Math.min(8, Math.max(0, bits - index * 8));
  return (0xff00 >> ones) & 255;
}
