/** "Anna doesn't answer, trying Boris": of agents who are rung one after another, whose turn is over and whose it is. */
import type { Progress } from "../call/progress.ts";
import type { Messages } from "./messages.ts";

/** Before anybody of the company has answered. */
const ofTheCompany: ReadonlySet<string> = new Set(["dialling", "owner-ringing"]);

/** Remembers who was rung: a call names only whose turn it is. */
export function makeTurns() {
  let call: string | undefined;
  let [rung, before]: (string | undefined)[] = [];

  return (text: string, word: string, { progress, words }: { progress: Progress; words: Messages }): string => {
    const { id, agent } = progress;
    if (id !== call) [call, rung, before] = [id, undefined, undefined];
    if (!agent || !ofTheCompany.has(word)) return text;
    if (agent !== rung) [rung, before] = [agent, rung];
    return before ? `${before} ${words.next} ${agent}` : text;
  };
}
