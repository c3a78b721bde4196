/**
 * Parameters as the document writes them: each schema checks what a caller (or the owner's console)
 * gives and turns it into the text that is sent, so that types, checks and wire form are one thing.
 */
import * as v from "valibot";
import { toDigits } from "./fields.ts";
import { formatMoment, writeMoment } from "./moments.ts";

/** Free text. */
export const text = v.pipe(v.string(), v.maxLength(500));

/** Text that means nothing when empty. */
export const word = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(255));

/** A number in international digits however spaced (`pstn` before it skips ENUM), a SIP id, or `SIPID@domain`. */
const destination = /^(?:(?:pstn)?\d{3,18}|[\w.-]{1,64}@[a-z\d.-]{1,253})$/i;
export const phone = v.pipe(
  v.string(),
  v.transform((given) => toDigits(given.trim())),
  v.regex(destination),
);

/** An address of the web. */
export const link = v.pipe(v.string(), v.regex(/^https?:\/\/\S{1,500}$/i));

/** Several of them, comma separated. */
export const phones = v.pipe(
  v.string(),
  v.maxLength(1_000),
  v.transform((given) => given.split(",")),
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
export const digitFlag = v.pipe(
  v.union([v.boolean(), v.picklist([0, 1, "0", "1"])]),
  v.transform((given) => String(Number(given))),
);

/** `Y` or `N`. */
export const letterFlag = v.pipe(
  v.union([v.boolean(), v.picklist(["Y", "N"])]),
  v.transform((given) => (given === true || given === "Y" ? "Y" : "N")),
);

/** A whole number from 0 on. */
export const count = v.pipe(v.union([v.number(), v.string()]), v.transform(String), v.regex(/^\d{1,9}$/));

/** `20s`, `1m`. */
export const wait = v.pipe(v.string(), v.regex(/^\d{1,3}[sm]$/));

export const language = v.picklist(["ru", "en"]);

/** From and to, both inclusive; today where not given. API document, section 4. */
export const period = { d1: v.optional(moment), d2: v.optional(moment) };

/** The same, over sub-accounts too if asked. */
export const familyPeriod = { ...period, showchild: v.optional(digitFlag) };
