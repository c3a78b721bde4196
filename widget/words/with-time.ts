/** "We'll call you tomorrow at 9:00": what has a time is said with it; of a call for later, that one is to be chosen. */
import type { ButtonView } from "../../worker/contract/visitor.ts";
import type { Progress } from "../call/progress.ts";
import type { Messages } from "./messages.ts";
import { moment } from "./moments.ts";

interface Told {
  progress: Progress;
  record: ButtonView;
  words: Messages;
  lang: string;
  nowMs: number;
  wantsLater: boolean;
}

export function withTime(text: string, word: string, view: Told): string {
  const { progress, record, words, nowMs } = view;
  const { at, retryAfterS = 0, opensAt = record.opensAt } = progress;
  switch (word) {
    case "idle":
      return (view.wantsLater && words.choose) || text;
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
