/** Agents' phones that were proved by a code, as they cross the network. Types only; numbers are E.164. */

/** `GET /v1/owner/proofs`. */
export interface ProofsReply {
  proved: { phone: string; at: string }[];
  /** The one whose code is on its way, and until when it may be typed. */
  awaited?: { phone: string; until: string };
}

/**
 * `POST /v1/owner/proofs`: SIPNET sends that agent's phone a code; 200 ProofsReply, where the account has the number
 * among its own already as proved. It is added to the account's numbers, and deleted once it is proved unless `keep`.
 */
export interface ProofWanted {
  phone: string;
  /** `sms` unless told. */
  by?: "sms" | "call";
  keep?: boolean;
}

/** `POST /v1/owner/proofs/code {code}`: 200. */
export interface ProvedReply extends ProofsReply {
  /** It could not be deleted from the account's numbers again. */
  left?: string;
}
