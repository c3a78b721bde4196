/** `GET /v1/owner/health`, `GET /v1/owner/echo` and `GET /v1/owner/hooks` as they cross the network. Types only. */

/** What an own server's owner has to settle. */
export interface ClearanceView {
  ownServer: boolean;
  trustedProxy?: string;
  /** Visitors' addresses were seen to arrive unforged. */
  address?: { by: "doctor" | "owner"; at: string };
  /** A restore that waits for the owner's word. */
  restored?: { id: string; takenAt: string; restoredAt: string; optOuts: string };
}

export type FindingName =
  | "account"
  | "money"
  | "caller-number"
  | "webhook"
  | "public-url"
  | "tls"
  | "sites"
  | "address"
  | "restored"
  | "dialling";

/** `waiting`: the owner has something to settle. `unknown`: it could not be told now. */
export interface Finding {
  name: FindingName;
  state: "ok" | "wrong" | "waiting" | "unknown";
  detail?: string;
  mend?: { method: "POST" | "PUT"; path: string; body: object };
}

export interface HealthReply {
  version: string;
  findings: Finding[];
  clearance: ClearanceView;
  /** The address that this request came from, as limits count it. */
  seenAddress: string | null;
}

export interface EchoReply {
  /** The client's address as limits count it; null where nobody trustworthy says it. */
  address: string | null;
  scheme: string;
  host: string;
  /** As they arrived, without credentials. */
  headers: Record<string, string>;
}

/** One thing that SIPNET's webhook said: names and states, no value. */
export interface HeardHook {
  at: string;
  /** Fields of the API document that the body had. */
  fields: string[];
  /** Whether a header looked like a proof of who sent it. */
  signed: boolean;
  /** Legs are counted as they were first heard of; absent where the body could not be read. */
  leg?: number;
  state?: "INVITE" | "CONNECTED" | "BYE";
  /** The Ledger's id of the call that it fits. */
  call?: string;
}

export interface HooksReply {
  /** The latest forty since the Ledger woke, oldest first. */
  heard: HeardHook[];
}
