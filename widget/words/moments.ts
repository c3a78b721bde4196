/** Times as one says them: "завтра в 9:00". The visitor's own clock; the browser knows the plurals. */
import type { Messages } from "./messages.ts";

/** For those that get them handed in. */
export interface SayTimes {
  hour(lang: string, time: Date): string;
  day(lang: string, time: Date, nowMs: number): string;
  moment(time: Date, as: { lang: string; words: Messages; nowMs: number }): string;
}

const dayMs = 86_400_000;

const midnight = (date: Date): number => new Date(date).setHours(0, 0, 0, 0);

/** "9:00": the leading zero of a schedule is left out. */
export const hour: SayTimes["hour"] = (lang, time) =>
  time.toLocaleTimeString(lang, { hour: "numeric", minute: "2-digit" }).replace(/^0/, "");

/** "today", "tomorrow", "27 November". */
export const day: SayTimes["day"] = (lang, time, nowMs) => {
  const ahead = Math.round((midnight(time) - midnight(new Date(nowMs))) / dayMs);
  if (ahead === 0 || ahead === 1) return new Intl.RelativeTimeFormat(lang, { numeric: "auto" }).format(ahead, "day");
  return time.toLocaleDateString(lang, { day: "numeric", month: "long" });
};

/** "tomorrow at 9:00" */
export const moment: SayTimes["moment"] = (time, { lang, words, nowMs }) =>
  day(lang, time, nowMs) + words.at + hour(lang, time);
