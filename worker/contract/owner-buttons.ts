/** The owner's buttons as they cross the network: in sync with SIPNET, in conflict, imported and exported. Types only. */
import type { Unreadable } from "../numbers/destination.ts";
import type { ButtonExtras, SharedFields, ButtonRecord } from "./button.ts";
import type { Problem } from "./visitor.ts";

// Buttons

export interface SyncMark {
  /**
   * `pending`: a change waits for SIPNET to answer. `conflict`: changed on both sides, the owner
   * decides. `missing`: SIPNET's list was empty, which proves nothing. `gone`: deleted there; restorable.
   */
  state: "synced" | "pending" | "conflict" | "missing" | "gone";
  /** Since when, where it is not `synced`. */
  since?: string;
  /** Of a `conflict`: what SIPNET has and what was wanted (null where that was to delete it). */
  theirs?: SharedFields;
  mine?: SharedFields | null;
}

/** How a phone of a button is understood. */
export interface PhoneReading {
  written: string;
  /** What SIPNET is sent; absent where the text can't be read and so is never rung. */
  dials?: string;
  /** E.164, where it is a number. */
  number?: string;
  /** Why it can't be read. */
  why?: Unreadable;
}

/** `GET /v1/owner/buttons/{cid}`; `PUT` takes it back whole or in part, with what has changed. */
export interface OwnerButton extends ButtonRecord, ButtonExtras {
  /** SIPNET's record as shown here; send it back unchanged, it tells whether they have changed it since. */
  seen: SharedFields;
  sync: SyncMark;
  /**
   * Counts the record's changes, whoever makes them. Sent back with a `PUT`, only what differs from that version is a
   * change, and what somebody else has changed as well since is a conflict.
   */
  version: number;
  /** Its phones as they are understood, the record's own first, then the agents'; sent back, it changes nothing. */
  phones?: PhoneReading[];
}

/** `GET /v1/owner/buttons`. */
export interface ButtonsReply {
  buttons: OwnerButton[];
  /** Tombstones: `POST /v1/owner/buttons/{cid}/restore` (201, OwnerButton of a new cid) brings them back. */
  gone: OwnerButton[];
  /**
   * Buttons on their way to SIPNET. With `maybeIs` SIPNET was asked and its answer was lost: nothing is sent
   * again until the owner says so by `POST /v1/owner/buttons/adding/{id}` (AdditionAnswer, 204).
   */
  adding: (SharedFields & { id: string; since: string; maybeIs?: string[] })[];
}

/** What became of an addition: the cid of the button that it is, `again` to send it once more, `drop` to forget it. */
export interface AdditionAnswer {
  resolve: string;
}

/** `PUT /v1/owner/buttons/{cid}`: 200 OwnerButton, 202 the same while SIPNET does not answer, 409 ConflictProblem. */
export type ButtonBody = Partial<OwnerButton> & {
  /** After a conflict: `mine` overwrites whatever SIPNET has, `theirs` drops the change of shared fields. */
  resolve?: "mine" | "theirs";
};
/** 409 of `PUT` and `DELETE /v1/owner/buttons/{cid}` (204). Nothing was written. */
export interface ConflictProblem extends Problem {
  cid: string;
  /** Who changed it meanwhile: somebody at a console, or SIPNET's side. */
  source: "console" | "sipnet";
  /** In which fields the two differ. */
  fields: string[];
  /** Of the record as it is now, where `source` is a console. */
  version?: number;
  /** Null where the change was to delete; with the settings beside SIPNET's record where `source` is a console. */
  mine: (SharedFields & Partial<ButtonExtras>) | null;
  theirs: SharedFields & Partial<ButtonExtras>;
  /** What the owner had seen. */
  base: SharedFields & Partial<ButtonExtras>;
  /** What to send next. */
  resolve: ["mine", "theirs"];
}

/** `POST /v1/owner/sync`: how many records were read, written, are in conflict, were found deleted. */
export interface SyncReply {
  pulled: number;
  pushed: number;
  conflicts: number;
  removed: number;
}

/** `GET /v1/owner/buttons.json`, a download. */
export interface ButtonsFile {
  format: "sipnet-call-button/1";
  exportedAt: string;
  buttons: (ButtonRecord & ButtonExtras)[];
}

/** `POST /v1/owner/buttons/import`; without `apply` nothing is written. */
export interface ImportRequest {
  file: ButtonsFile;
  apply?: boolean;
}

export interface ImportReply {
  applied: boolean;
  changes: ImportChange[];
}

export interface ImportChange {
  /** As in the file; a button that SIPNET does not have is added under a new one. */
  cid: string;
  text: string;
  what: "add" | "change" | "same";
  /** The fields that differ. */
  fields: string[];
  /** When applied: what became of it. */
  outcome?: "done" | "pending" | "conflict" | "refused";
}
