/** The message of "send a test": like a missed call, and said to be none. */
import type { Receiver } from "../contract/owner-messages.ts";
import type { LetterBody } from "./letter.ts";

export function testBody({ lang }: Pick<Receiver, "lang">, nowMs: number): LetterBody {
  const text = { ru: "Проверка", en: "Test" }[lang];
  const at = new Date(nowMs).toISOString();
  return {
    type: "call.missed",
    timestamp: at,
    data: { text, button: "", phone: "+7916***4567", askedAt: at, test: true },
  };
}
