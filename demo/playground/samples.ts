/** Each place where a call can stand, to be looked at without one: what the Worker would have said of it. */
import type { Call, CallState } from "../../worker/contract/visitor.ts";
import { pageCall } from "../../widget/call/page-call.ts";
import { isLive, type Progress } from "../../widget/call/progress.ts";
import type { CallButton } from "../../widget/element/call-button.ts";
import { CallErrorEvent, CallStateEvent } from "../../widget/element/events.ts";

export type SampleName = keyof typeof samples;

/** What stands on the stage by a press here. */
const shown = new WeakSet<Progress>();

const sampleId = "sample";
const phone = "+79161234567";
const talkedMs = 42_000;

const call = (state: CallState, more: Partial<Call> & { wait?: number } = {}): Progress => ({
  id: sampleId,
  since: new Date().toISOString(),
  ...more,
  state,
  legs: more.legs ?? legs("waiting", "waiting"),
});
const legs = (owner: "waiting" | "ringing" | "answered" | "ended", visitor: typeof owner) => ({ owner, visitor });
const tomorrowAtNine = (): string => {
  const date = new Date();
  date.setDate(date.getDate() + 1);
  date.setHours(9, 0, 0, 0);
  return date.toISOString();
};

/** Made anew at each press: they hold times. */
export const samples = {
  form: (): Progress => ({ state: "idle" }),
  digitsMissing: (): Progress => ({ state: "refused", problem: "phone-invalid", missing: 2 }),
  notAllowed: (): Progress => ({ state: "refused", problem: "phone-not-allowed" }),
  placing: (): Progress => ({ state: "placing" }),
  ownerRings: () => call("ringing", { legs: legs("ringing", "waiting"), wait: 20 }),
  ownerAnswered: () => call("ringing", { legs: legs("answered", "waiting") }),
  visitorRings: () => call("ringing", { legs: legs("answered", "ringing") }),
  connected: () => call("connected", { legs: legs("answered", "answered") }),
  ended: () => call("ended", { legs: legs("ended", "ended"), duration: talkedMs / 1000 }),
  ownerBusy: () => call("busy", { reason: "owner-busy", legs: legs("ended", "ended") }),
  ownerNoAnswer: () => call("no-answer", { reason: "owner-no-answer", legs: legs("ended", "ended") }),
  visitorBusy: () => call("busy", { reason: "visitor-busy", legs: legs("ended", "ended") }),
  visitorNoAnswer: () => call("no-answer", { reason: "visitor-no-answer", legs: legs("ended", "ended") }),
  scheduled: () => call("scheduled", { at: tomorrowAtNine() }),
  cancelled: () => call("cancelled"),
  failed: () => call("failed"),
  unknown: () => call("unknown"),
  tooMany: (): Progress => ({ state: "refused", problem: "too-many-calls", retryAfterS: 900 }),
  closed: (): Progress => ({ state: "refused", problem: "closed", opensAt: tomorrowAtNine() }),
  unavailable: (): Progress => ({ state: "refused", problem: "unavailable" }),
} as const;

/** A real call must not be painted over: its phones ring. */
export const hasRealCall = (): boolean => isLive(pageCall.progress) && !shown.has(pageCall.progress);

/** @returns whether there was a button to show it on */
export function showSample(button: CallButton, name: SampleName): boolean {
  if (hasRealCall()) return false;
  pageCall.progress = { state: "idle" };
  if (!button.show()) return false;
  const progress = samples[name]();
  shown.add(progress);
  const nowMs = Date.now();
  Object.assign(pageCall, { progress, phone, beganAtMs: nowMs - (progress.state === "connected" ? talkedMs : 8_000) });
  pageCall.update();
  if (progress.problem) button.dispatchEvent(new CallErrorEvent({ ...progress, problem: progress.problem }));
  else if (name !== "form") button.dispatchEvent(new CallStateEvent(progress));
  return true;
}

/** Back to what the page was before. */
export function forgetSample(button: CallButton): void {
  if (hasRealCall()) return;
  button.close();
  pageCall.progress = { state: "idle" };
  pageCall.update();
}
