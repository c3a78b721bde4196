/** Which language a button speaks, and how it learns one that few pages need. */
import { en, type Messages } from "./messages.ts";

export interface Languages {
  /** Those that it speaks. */
  messages: Record<string, Messages>;
  /** Those that it can learn. */
  languages: Record<string, () => Promise<Messages>>;
}

/** The first that can be spoken, of those that are said: `ru`, `en-GB`. */
export const firstSpoken = (said: (string | null | undefined)[], { messages, languages }: Languages): string =>
  said.map((lang) => lang?.slice(0, 2).toLowerCase() ?? "").find((lang) => messages[lang] ?? languages[lang]) ?? "en";

/** What the page says of an element's language; within a component's shadow, of its own. */
export const langAround = (element: Element): string | null =>
  (element.closest("[lang]") ?? element.ownerDocument.documentElement).getAttribute("lang");

/** English stands in for what can't be loaded. */
export async function learn(lang: string, { messages, languages }: Languages): Promise<void> {
  messages[lang] = (await languages[lang]?.().catch(() => undefined)) ?? en;
}
