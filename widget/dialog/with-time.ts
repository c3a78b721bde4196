/** "We'll call you tomorrow at 9:00": what has a time is said with it. */
import { moment } from "../words/moments.ts";
import type { SheetView } from "./sheet-view.ts";

export function withTime(text: string, word: string, view: SheetView): string {
  const { progress, record, words, nowMs } = view;
  const { at, retryAfterS = 0, opensAt = record.opensAt } = progress;
  switch (word) {
    case "closed":
      return opensAt ? `${text} ${words.opens} ${moment(new Date(opensAt), view)}` : text;
    case "scheduled":
      return at ? `${text} ${moment(new Date(at), view)}` : text;
    case "too-many-calls":
      return `${text} ${moment(new Date(nowMs + retryAfterS * 1000), view)}`;
    default:
      return text;
  }
}
