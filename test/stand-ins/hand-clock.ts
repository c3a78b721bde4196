/** Stands in for the Worker's clock where a test holds the hands itself. */
import { noon } from "../worker/wishes.ts";

export const hand = { nowMs: noon };

export function now(): number {
  return hand.nowMs;
}

export function alarmTime(ms: number): number {
  return ms;
}
