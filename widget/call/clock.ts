/** How long one talks or waits, as a telephone shows it. */
import type { Progress } from "./progress.ts";

/** `0:07` */
export function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

export interface Talk {
  progress: Progress;
  beganAtMs: number;
}

/** Of a call: while both talk, and once they have. */
export function talkClock({ progress: { state, duration }, beganAtMs }: Talk, nowMs: number): string {
  if (state === "connected") return clock(nowMs - beganAtMs);
  return duration ? clock(duration * 1000) : "";
}
