/** Errors in the owner's words: what is the matter, and what can be done. */
import { Refused } from "./api.ts";
import { ownRole } from "./words.ts";
import { words } from "./words/frame.ts";

export function wordsFor(error: unknown): string {
  if (!(error instanceof Refused)) return words().serverUnreachable;
  const { body, status } = error;
  const detail = typeof body.detail === "string" ? `: ${body.detail}` : "";
  switch (error.problem) {
    case "provider-refused":
      return `${words().sipnetRefused}: ${refusal(body)}`;
    case "bad-request":
      return `${words().checkWhatYouEntered}${detail}`;
    case "unauthorized":
      return words().signInAgain;
    case "conflict":
      return body["source"] === "console" ? words().changedInOtherWindow : words().recordChangedElsewhere;
    case "forbidden":
      return ownRole() === "owner" ? `${body.title}${detail}` : words().ownersAlone(ownRole());
    case "unavailable":
      return words().noAnswer;
    default:
      return status === 429 ? words().tooManyTries : `${body.title}${detail}`;
  }
}

/** The owner was asked once more who they are, and closed the question. */
export function isCancelled(error: unknown): boolean {
  return error instanceof Refused && error.problem === "step-up-required";
}

function refusal({ errorMessage, errorDescription, errorCode }: Record<string, unknown>): string {
  const texts = [errorMessage, errorDescription].filter((text) => typeof text === "string" && text !== "");
  return `${texts.join(". ")} (${String(errorCode)})`;
}
