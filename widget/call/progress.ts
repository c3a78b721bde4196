/**
 * What a page knows of its one call, and how that may change. Pure: a click asks,
 * and nothing here moves before the Worker has said so.
 */
import type { ButtonView, Call, CallReply, CallState } from "../../worker/contract/visitor.ts";
import type { Refusal } from "./api.ts";

/**
 * `state` of a button: the call's own, or how far the wish for one has come: `placing` while it is on
 * its way, `refused` when the Worker said no. `unknown` without an `id` is a wish nobody has answered.
 */
export type ButtonState = "idle" | "placing" | "refused" | CallState;

/** A wish on its way, or none yet. */
interface Wishing {
  state: "idle" | "placing";
}

/** The Worker said no, and why. */
interface RefusedWish extends Refusal {
  state: "refused";
}

/** A wish that nobody has answered. */
interface Unanswered {
  state: "unknown";
}

/** The Worker has taken the wish. */
interface Placed {
  id: string;
  state: CallReply["state"];
}

interface Usual {
  /** When a call for later will come. */
  at?: string | undefined;
  /** Seconds it usually takes until both talk. */
  wait?: number | undefined;
}

type Stage = Wishing | RefusedWish | Unanswered | Placed | Omit<Call, "at">;
type NameIn<One> = One extends unknown ? keyof One : never;
/** What another stage knows this one does not: so each name may be read, and the state tells what stands behind it. */
type Whole<One> = One extends unknown ? One & { [Name in Exclude<NameIn<Stage>, keyof One>]?: undefined } : never;

/** What a page knows of its one call; `state` tells the stages apart, and `id` a call from a wish. */
export type Progress = Whole<Stage> & Usual;

const asking: ReadonlySet<ButtonState> = new Set(["idle", "placing", "refused"]);
const dialled: ReadonlySet<ButtonState> = new Set(["dialling", "ringing"]);
const live: ReadonlySet<ButtonState> = new Set(["placing", "scheduled", "dialling", "ringing", "connected", "unknown"]);

/** What is wrong with the number itself. */
export const ofThePhone: ReadonlySet<string> = new Set(["phone-invalid", "phone-not-allowed"]);

/** What a visitor can mend in the form: everything else leaves them the link. */
export const ofTheVisitor: ReadonlySet<string> = new Set([...ofThePhone, "consent-required"]);

/** Something is under way that a second wish must not disturb. */
export const isLive = ({ state }: Progress): boolean => live.has(state);

/** The form is on show. */
export const isAsking = ({ state }: Progress): boolean => asking.has(state);

/** The phones ring, or are about to. */
export const isDialled = ({ state }: Progress): boolean => dialled.has(state);

/** The last word on a call. */
export const isOver = (progress: Progress): boolean => !isLive(progress) && !isAsking(progress);

/** Somebody is there, as far as this page knows: the Worker knows better. */
export const isOpen = ({ problem }: Progress, record: ButtonView | undefined, nowMs: number): boolean =>
  problem !== "closed" && !!record && (record.open || Date.parse(record.opensAt ?? "") < nowMs);

/** What is late never overtakes: answers to polls and events come by different ways. */
export const advance = (before: Progress, after: Call): Progress =>
  before.id === after.id && (isOver(before) || after.since < (before.since ?? "")) ? before : after;

/** Which message says best where the call stands: legs and reasons know more than the state. */
export function wordFor(progress: Progress): string {
  const { state, problem, legs, reason } = progress;
  if (!legs || !isDialled(progress)) return problem ?? reason ?? state;
  if (legs.owner === "answered") return "owner-answered";
  if (legs.visitor !== "waiting") return `visitor-${legs.visitor}`;
  return legs.owner === "waiting" ? state : "owner-ringing";
}

/** Two words for the button itself, whose room is small. */
export function shortWord(progress: Progress): ButtonState {
  if (isDialled(progress)) return "dialling";
  return progress.state === "unknown" ? "placing" : progress.state;
}
