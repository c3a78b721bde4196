/**
 * Whose request is this? On Cloudflare the edge says it. Here the kernel says who the peer is, and
 * only a peer that is trusted may say for whom it speaks; what the client wrote itself never counts.
 */
import { addressBytes, isWithin, type Network, readNetwork } from "./networks.ts";

/** Who may say whose request it is. */
export interface TrustedProxies {
  networks: readonly Network[];
  /** Users of this machine, where the proxy comes through a socket file. */
  uids: readonly number[];
}

/** What the kernel knows of the other end. */
export type Peer = { kind: "address"; address: string } | { kind: "user"; uid: number } | { kind: "unknown" };

const loopback = ["127.0.0.0/8", "::1"];

/** Reads `TRUSTED_PROXY`: `loopback` (default), networks in CIDR, `uid:N`, comma separated. Null where it is none of these. */
export function readTrustedProxies(setting: string | null | undefined): TrustedProxies | null {
  const entries = (setting || "loopback").split(",").map((entry) => entry.trim());
  const uids: number[] = [];
  const networks: Network[] = [];
  for (const entry of entries.flatMap((text) => (text === "loopback" ? loopback : [text]))) {
    const uid = /^uid:(\d{1,10})$/.exec(entry)?.[1];
    const network = readNetwork(entry);
    if (uid !== undefined) uids.push(Number(uid));
    else if (network !== null) networks.push(network);
    else return null;
  }
  return { networks, uids };
}

/** workerd tells the peer in `request.cf`, as `address:port`, or as a user id on a socket file. */
export function readPeer(cf: unknown): Peer {
  const { clientIp, clientUid } = Object(cf) as { clientIp?: unknown; clientUid?: unknown };
  if (typeof clientUid === "number") return { kind: "user", uid: clientUid };
  if (typeof clientIp !== "string") return { kind: "unknown" };
  const bracketed = /^\[(.*)\](?::\d+)?$/.exec(clientIp)?.[1];
  return { kind: "address", address: bracketed ?? clientIp.replace(/^([^:]*):\d+$/, "$1") };
}

/**
 * The visitor's address, or null where nobody trustworthy says it: such a request is refused.
 * Proxies append to `X-Forwarded-For`, so it is read from the right, over hops that are trusted too.
 */
export function visitorAddress(peer: Peer, forwardedFor: string | null, trusted: TrustedProxies): string | null {
  if (peer.kind === "unknown") return null;
  if (!isTrusted(peer, trusted)) return peer.kind === "address" ? canonical(peer.address) : null;
  for (const entry of (forwardedFor ?? "").split(",").toReversed()) {
    const address = canonical(entry.trim());
    if (address === null) return null;
    if (!isTrusted({ kind: "address", address }, trusted)) return address;
  }
  return null;
}

function isTrusted(peer: Peer, { networks, uids }: TrustedProxies): boolean {
  if (peer.kind === "user") return uids.includes(peer.uid);
  const bytes = peer.kind === "address" ? addressBytes(peer.address) : null;
  return bytes !== null && networks.some((network) => isWithin(bytes, network));
}

/** As it is written without the IPv4-mapped prefix; null for what is no address. */
function canonical(address: string): string | null {
  const bytes = addressBytes(address);
  if (bytes === null) return null;
  return bytes.length === 4 ? bytes.join(".") : address;
}
