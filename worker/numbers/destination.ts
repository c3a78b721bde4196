/**
 * How a phone may be written down, for everybody who takes one: console, routes and the provider's
 * client. What a text means is read in `numbers/`; this says only what it may consist of.
 */

/** Set around a number by contact lists and messengers, and seen by nobody: direction marks, joiners, soft hyphens. */
const unseen = /\p{Cf}/gu;

/** Wide characters of East Asian keyboards, `＋７９１６`: the same ones of ASCII lie 0xFEE0 before them. */
const wide = /[\uff01-\uff5e]/g;

/** What a person sees of a text: no marks, no `tel:`, no blanks around it. */
export function withoutMarks(text: string): string {
  const narrow = text.replace(wide, (each) => String.fromCharCode(each.charCodeAt(0) - 0xfee0));
  return narrow
    .replace(unseen, "")
    .trim()
    .replace(/^(?:tel:\s*)+/i, "");
}

/**
 * A number however spaced (`pstn` before it skips ENUM, API document 6.15), a SIP id, or
 * `SIPID@domain`. Source of a regular expression with the flag `v`, as `pattern` of HTML has it.
 */
export const destinationPattern = String.raw`[\s\p{Cf}]*(?:(?:[Tt][Ee][Ll]:)?(?:[Pp][Ss][Tt][Nn])?[\+\d\s\p{Cf}\p{Pd}\u2212\(\).\/\uff08-\uff19]{3,32}|[\w.\-]{1,64}@[a-zA-Z\d.\-]{3,253})[\s\p{Cf}]*`;

const destination = new RegExp(`^(?:${destinationPattern})$`, "v");

/** Whether a text has the form of a destination; what it means, only a reader of `numbers/` can say. */
export function isDestination(text: string): boolean {
  return destination.test(text);
}

/** Why a text is no number, or not surely one; each has its words in `numbers/unreadable-words.ts`. */
export type Unreadable =
  "empty" | "too-long" | "extension" | "letters" | "several" | "too-few-digits" | "no-number" | "two-meanings";
