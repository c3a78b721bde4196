/**
 * What the owner of an own server must settle before anything is dialled: that visitors' addresses
 * arrive unforged, or no limit by address holds; and after a restore, that they know what is missing.
 */
import type { ClearanceView } from "../contract/owner-health.ts";
import type { Verdict } from "../contract/owner-safety.ts";
import type { OwnServer, RestoredMark, Settings } from "../settings.ts";
import type { StoredValues } from "../storage.ts";

/** Who saw that the addresses are right: the doctor's forged requests, or the owner on their own phone. */
export type AddressJudge = "doctor" | "owner";

interface AddressProof {
  /** What it was proved for: another proxy or address must be proved anew. */
  of: string;
  by: AddressJudge;
  at: string;
}

const retryAfterS = 300;

export class Clearance {
  readonly #values: StoredValues;
  readonly #ownServer: OwnServer | null;
  readonly #of: string;
  #proof: AddressProof | null;
  #confirmed: string;

  constructor(values: StoredValues, { ownServer, publicUrl }: Pick<Settings, "ownServer" | "publicUrl">) {
    this.#values = values;
    this.#ownServer = ownServer;
    this.#of = `${publicUrl} through ${ownServer?.trustedProxy}`;
    this.#proof = values.get<AddressProof | null>("addressProof", null);
    this.#confirmed = values.get("restoredConfirmed", "");
  }

  /** What keeps visitors' calls from being dialled. */
  judge(): Verdict | null {
    if (this.#waitsForOwner() !== null) return this.judgeOwner();
    if (this.#ownServer === null || this.#provenAddress() !== null) return null;
    return { problem: "unavailable", rule: "address.unproven", retryAfterS };
  }

  /** The owner's own calls pass no limit by address. */
  judgeOwner(): Verdict | null {
    if (this.#waitsForOwner() === null) return null;
    return { problem: "unavailable", rule: "restored.unconfirmed", retryAfterS };
  }

  /** True once for each restore: what was booked in the restored data may have been cancelled, or rung, since. */
  takeBookedBack(): boolean {
    const mark = this.#waitsForOwner();
    if (mark === null || this.#values.get("restoredSeen", "") === mark.id) return false;
    this.#values.set("restoredSeen", mark.id);
    return true;
  }

  proveAddress(by: AddressJudge, nowMs: number): void {
    this.#proof = { of: this.#of, by, at: new Date(nowMs).toISOString() };
    this.#values.set("addressProof", this.#proof);
  }

  /** The addresses turned out to be forged: nothing is dialled until they are proved again. */
  disproveAddress(): void {
    this.#proof = null;
    this.#values.set("addressProof", null);
  }

  confirmRestored(): void {
    this.#confirmed = this.#ownServer?.restored?.id ?? "";
    this.#values.set("restoredConfirmed", this.#confirmed);
  }

  view(): ClearanceView {
    if (this.#ownServer === null) return { ownServer: false };
    const proof = this.#provenAddress();
    const restored = this.#waitsForOwner();
    return {
      ownServer: true,
      trustedProxy: this.#ownServer.trustedProxy,
      ...(proof && { address: { by: proof.by, at: proof.at } }),
      ...(restored && { restored }),
    };
  }

  #provenAddress(): AddressProof | null {
    return this.#proof?.of === this.#of ? this.#proof : null;
  }

  #waitsForOwner(): RestoredMark | null {
    const mark = this.#ownServer?.restored ?? null;
    return mark !== null && mark.id !== this.#confirmed ? mark : null;
  }
}
