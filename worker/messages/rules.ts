/** Which receivers a message is for, and when it may reach them. Nothing here sends. */
import type { MessageType, QuietHours, ReceiverRules } from "../contract/owner-messages.ts";
import { dayMs, minuteMs } from "../time/durations.ts";
import { firstInstantOf, localTime, minutesOf } from "../time/wall-clock.ts";

export function wants({ on, events, buttons }: ReceiverRules, type: MessageType, button: string | undefined): boolean {
  if (!on || !events.includes(type)) return false;
  return button === undefined || buttons.length === 0 || buttons.includes(button);
}

/** When a message of now may go: after the wait that a missed call is given, and not in quiet hours. */
export function dueAt({ quiet, waitS }: ReceiverRules, type: MessageType, nowMs: number): number {
  const fromMs = type === "call.missed" ? nowMs + waitS * 1000 : nowMs;
  return quiet === null ? fromMs : afterQuiet(quiet, fromMs);
}

/** The moment itself, or the end of the quiet hours it falls into. */
function afterQuiet({ from, to, zone }: QuietHours, ms: number): number {
  const { date, minutes } = localTime(ms, zone);
  const [begin, end] = [minutesOf(from), minutesOf(to)];
  const isQuiet = begin > end ? minutes >= begin || minutes < end : minutes >= begin && minutes < end;
  if (!isQuiet) return ms;
  const midnightMs = Date.parse(`${date}T00:00:00Z`);
  const ends = [0, dayMs].map((later) => firstInstantOf(midnightMs + later + end * minuteMs, zone));
  return ends.find((each) => each > ms) ?? ms;
}
