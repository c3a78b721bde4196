/** Stands in for the Worker's clock where a day is to pass in minutes. */
import { env } from "cloudflare:workers";

const { CLOCK_START_MS, CLOCK_SPEED } = env as { CLOCK_START_MS?: string; CLOCK_SPEED?: string };
const startMs = Number(CLOCK_START_MS ?? "0");
const speed = Number(CLOCK_SPEED ?? "1");

export function now(): number {
  return Math.floor(startMs + (Date.now() - startMs) * speed);
}

export function alarmTime(ms: number): number {
  return startMs + (ms - startMs) / speed;
}

export function later(ms: number, work: () => unknown): () => void {
  const timer = setTimeout(work, ms / speed);
  return () => clearTimeout(timer);
}
