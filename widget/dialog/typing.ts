/** A number as one writes it: grouped while it is typed, and wherever it is shown. */
import type { Parts } from "./phone-field.ts";

export type PartsOf = (typed: string, country: string) => Parts | undefined;

const seven = { groups: [3, 3, 2, 2], example: "+7 912 345-67-89" };
const written: Readonly<Record<string, { groups: readonly number[]; example: string }>> = {
  RU: seven,
  KZ: { ...seven, example: "+7 701 234-56-78" },
  UZ: { groups: [2, 3, 2, 2], example: "+998 90 123-45-67" },
};

/** A number that nobody has, for the empty field. */
export const exampleFor = (country: string): string => written[country]?.example ?? "";

/** What there is so far, grouped. Left alone: another country's number, brackets, letters, more than there can be. */
export function groupPhone(typed: string, country: string, partsOf: PartsOf): string {
  const parts = /^\+?[\d\s-]+$/.test(typed) ? partsOf(typed, country) : undefined;
  if (!parts || parts.missing < 0) return typed;
  let at = 0;
  const groups = (written[country]?.groups ?? []).map((length) => parts.rest.slice(at, (at += length))).filter(Boolean);
  return `${parts.lead} ${groups.join("-").replace("-", " ")}`;
}

/** What is typed at the end: a deletion, or a change in the middle, is the visitor's own business. */
export function groupAsTyped({ inputType, isComposing, target }: InputEvent, country: string, partsOf: PartsOf): void {
  if (!(target instanceof HTMLInputElement) || isComposing || /^(delete|history)/.test(inputType)) return;
  const { value, selectionStart } = target;
  if (selectionStart === value.length) target.value = groupPhone(value, country, partsOf);
}
