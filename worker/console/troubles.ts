/** Errors in the owner's words: what is the matter, and what can be done. */
import { Refused } from "./api.ts";
import { say } from "./words.ts";

export function wordsFor(error: unknown): string {
  if (!(error instanceof Refused))
    return say(
      "Нет связи с сервером. Проверьте интернет и попробуйте ещё раз.",
      "The server can't be reached. Check the connection and try again.",
    );
  const { body, status } = error;
  const detail = typeof body.detail === "string" ? `: ${body.detail}` : "";
  switch (error.problem) {
    case "provider-refused":
      return `${say("SIPNET отказал", "SIPNET refused")}: ${refusal(body)}`;
    case "bad-request":
      return `${say("Проверьте введённое", "Please check what you entered")}${detail}`;
    case "unauthorized":
      return say("Неверный ключ или вход истёк.", "Wrong token, or the session has ended.");
    case "conflict":
      return say("Запись изменилась на стороне SIPNET.", "The record has changed at SIPNET meanwhile.");
    case "unavailable":
      return say(
        "SIPNET или сервер не отвечает. Попробуйте позже.",
        "SIPNET or the server gives no answer. Try later.",
      );
    default:
      return status === 429
        ? say("Слишком много попыток. Подождите несколько минут.", "Too many tries. Wait a few minutes.")
        : `${body.title}${detail}`;
  }
}

function refusal({ errorMessage, errorDescription, errorCode }: Record<string, unknown>): string {
  const texts = [errorMessage, errorDescription].filter((text) => typeof text === "string" && text !== "");
  return `${texts.join(". ")} (${String(errorCode)})`;
}
