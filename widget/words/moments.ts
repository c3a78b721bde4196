/** Times as one says them: "завтра в 9:00". The visitor's own clock; the browser knows the plurals. */
import type { Messages } from "./messages.ts";

const dayMs = 86_400_000;

const midnight = (date: Date): number => new Date(date).setHours(0, 0, 0, 0);

/** "9:00": the leading zero of a schedule is left out. */
export const hour = (lang: string, time: Date): string =>
  time.toLocaleTimeString(lang, { hour: "numeric", minute: "2-digit" }).replace(/^0/, "");

/** "today", "tomorrow", "27 November". */
export function day(lang: string, time: Date, nowMs: number): string {
  const ahead = Math.round((midnight(time) - midnight(new Date(nowMs))) / dayMs);
  if (ahead === 0 || ahead === 1) return new Intl.RelativeTimeFormat(lang, { numeric: "auto" }).format(ahead, "day");
  return time.toLocaleDateString(lang, { day: "numeric", month: "long" });
}

/** "tomorrow at 9:00" */
export function moment(time: Date, { lang, words, nowMs }: { lang: string; words: Messages; nowMs: number }): string {
  return day(lang, time, nowMs) + words.at + hour(lang, time);
}
