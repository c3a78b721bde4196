/** What the sheet is told, what a visitor can do in it, and which of its faces is up. */
import type { ButtonView } from "../../worker/contract/visitor.ts";
import type { Line } from "../call/call-host.ts";
import { isAsking, isDialled, isLive, ofThePhone, type Progress } from "../call/progress.ts";
import type { Messages } from "../words/messages.ts";
import type { LoadedExtras } from "./extra.ts";

export interface SheetView {
  title: string;
  record: ButtonView;
  line: Line;
  /** Somebody is there to take the call. */
  open: boolean;
  /** A call for later is wanted, though one could be had now. */
  wantsLater: boolean;
  progress: Progress;
  /** The number that this page asked to be called. */
  phone: string;
  /** What the visitor typed last in this sheet. */
  typed: string;
  words: Messages;
  lang: string;
  nowMs: number;
  /** `0:07`, of talk. */
  talk: string;
  /** When the phones began to ring, then when talk began. */
  beganAtMs: number;
  /** The owner's `tel:` link, for when a call can't be had. */
  link: HTMLAnchorElement | null;
  /** What was loaded after the click, once it was needed. */
  extras: LoadedExtras;
}

export interface SheetActs {
  submit(event: Event): void;
  closed(): void;
  dismiss(event: Event): void;
  later(): void;
  /** The form once more, with the number to be corrected. */
  again(): void;
  /** A call to the number that is known, at this time (RFC 3339). */
  callAt(at: string): void;
}

/** Which of its faces the sheet shows. */
export type Face = "form" | "closed" | "calling" | "talking" | "checking" | "scheduled" | "talked" | "missed";

/** What the limits, or the call that is already there, would only refuse again. */
const notNow: ReadonlySet<string> = new Set(["too-many-calls", "call-in-progress"]);

/** A request of ours that is wrong in itself is nothing that a visitor could mend. */
export const ofOurs: ReadonlySet<string> = new Set(["bad-request", "origin-not-allowed", "not-found"]);

export function faceOf({ progress, open, extras }: SheetView): Face {
  const { state, problem = "" } = progress;
  if (isAsking(progress)) {
    if (notNow.has(problem) || ofOurs.has(problem)) return "missed";
    return open || extras.later?.offers ? "form" : "closed";
  }
  if (isDialled(progress)) return "calling";
  if (state === "connected") return "talking";
  if (state === "unknown") return "checking";
  if (isLive(progress)) return "scheduled";
  return state === "ended" ? "talked" : "missed";
}

/** Whether something in the form is to be mended: it is said beside it then. */
export const toMend = ({ progress: { problem }, record }: SheetView): boolean =>
  ofThePhone.has(problem ?? "") || (problem === "consent-required" && !!record.consent);
