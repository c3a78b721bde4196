/** How long one talks, as a telephone shows it. */
import type { Progress } from "./call.ts";

/** `0:07` */
export const clock = (ms: number): string => `${Math.floor(ms / 60e3)}:${`${100 + ((ms / 1e3) % 60)}`.slice(1, 3)}`;

/** Of a call: while both talk, and once they have. */
export function talkClock({ state, duration }: Progress, connectedAtMs: number, nowMs: number): string {
  if (state === "connected") return clock(nowMs - connectedAtMs);
  return duration ? clock(duration * 1000) : "";
}
