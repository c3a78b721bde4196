/**
 * Parameters as the document writes them: each schema checks what a caller (or the owner's console)
 * gives and turns it into the text that is sent, so that types, checks and wire form are one thing.
 */
import * as v from "valibot";
import { isDestination, withoutMarks } from "../numbers/destination.ts";
import { formatMoment, writeMoment } from "./moments.ts";

/** JSON may write a number where the document has text; one that a double can't hold was another number. */
const written = v.union([
  v.string(),
  v.pipe(
    v.number(),
    v.safeInteger(),
    v.transform((given) => String(given)),
  ),
]);

/** Free text. */
export const text = v.pipe(written, v.maxLength(500));

/** Text that means nothing when empty. */
export const word = v.pipe(written, v.trim(), v.minLength(1), v.maxLength(255));

/** One of a few words, whatever their case. */
export function choice<Word extends string>(...words: [Word, ...Word[]]) {
  return v.pipe(
    written,
    v.transform((given) => given.trim().toLowerCase()),
    v.picklist(words),
  );
}

/** What the provider wrote and we can't read, on its way back unchanged. */
export const asCame = v.pipe(
  v.strictObject({ asCame: v.pipe(v.string(), v.maxLength(5_000)) }),
  v.transform((given) => given.asCame),
);

/** A number in international digits however spaced (`pstn` before it skips ENUM), a SIP id, or `SIPID@domain`. */
export const phone = v.pipe(written, v.check(isDestination), v.transform(plainDestination));

function plainDestination(given: string): string {
  const plain = withoutMarks(given);
  return plain.includes("@") ? plain : plain.replace(/[^\da-z]/gi, "");
}

/** An address of the web. */
export const link = v.pipe(v.string(), v.regex(/^https?:\/\/\S{1,500}$/i));

/** Several of them, comma separated. */
export const phones = v.pipe(
  written,
  v.maxLength(1_000),
  v.transform((given): (string | number)[] => given.split(",")),
  v.array(phone),
  v.transform((each) => each.join()),
);

/** A `Date`; in JSON also RFC 3339 or the document's own form, whose missing parts the provider fills. */
export const moment = v.pipe(
  v.union([v.pipe(v.date(), v.transform(formatMoment)), v.string()]),
  v.transform(writeMoment),
  v.string(),
);

/** `0` or `1`. */
const digitFlag = v.union([
  v.pipe(
    v.boolean(),
    v.transform((given) => (given ? "1" : "0")),
  ),
  choice("0", "1"),
]);

/** `Y` or `N`, in either case. */
export const letterFlag = v.union([
  v.pipe(
    v.boolean(),
    v.transform((given) => (given ? "Y" : "N")),
  ),
  v.pipe(
    choice("y", "n"),
    v.transform((given) => given.toUpperCase()),
  ),
]);

/** A whole number from 0 on. */
export const count = v.pipe(written, v.trim(), v.regex(/^\d{1,9}$/));

/** `20s`, `1m`. */
export const wait = v.pipe(
  v.string(),
  v.transform((given) => given.trim().toLowerCase()),
  v.regex(/^\d{1,3}[sm]$/),
);

/** From and to, both inclusive; today where not given. API document, section 4. */
export const period = { d1: v.optional(moment), d2: v.optional(moment) };

/** The same, over sub-accounts too if asked. */
export const familyPeriod = { ...period, showchild: v.optional(digitFlag) };
