/**
 * The one reader of numbers. Visitors, people who want peace, the owner's blocks, "what would
 * happen" and the owner's own phones are all read here, so that a number that was opted out in one
 * writing can't be rung in another. What could mean two numbers is read as none.
 */
import parsePhone, { type CountryCode, getCountryCallingCode, type PhoneNumber } from "libphonenumber-js/core";
import { type Unreadable, withoutMarks } from "./destination.ts";
import { phoneMetadata } from "./phone-metadata.cjs";

export type Reading = { kind: "number"; number: PhoneNumber } | { kind: "unreadable"; why: Unreadable };

/** Characters of input, marks included. */
const mostCharacters = 32;
/** No country has shorter numbers, its code counted. */
const fewestDigits = 7;

// Satellite, global and shared-cost services. 7840, 7940 and 7954 read as Russian numbers and are none.
const specialPrefixes = /^\+(?:7840|7940|7954|870|878|881|882|883|888|979|800|808)/;

/** Reads what a person wrote; national writing is a number of `countries[0]`. */
export function readNumber(text: string, countries: readonly string[]): Reading {
  if (text.length > mostCharacters) return unreadable("too-long");
  const plain = withoutMarks(text);
  if (plain === "") return unreadable("empty");
  if (/ext|доб|[x#;,*]/i.test(plain)) return unreadable("extension");
  if (!/^[\s+\d()./\p{Pd}\u2212]*$/u.test(plain)) return unreadable("letters");
  const [before = "", ...after] = plain.split("+").map(digitsOf);
  if (after.length === 0) return readDigits(before, countries);
  const code = callingCode(countries);
  const whole = after.pop() ?? "";
  // A field that begins with "+7" and a pasted number together make "+7+7916…".
  const behind = [before, ...after].filter((each) => each !== "");
  if (behind.some((each) => each !== code)) return unreadable("several");
  return behind.length === 0 ? readInternational(whole, countries) : readBehindCode(whole, countries);
}

/** "+7+495…" is Moscow's where the plus was a slip, and Germany's where it was none. */
function readBehindCode(digits: string, countries: readonly string[]): Reading {
  const meant = parse(`+${callingCode(countries)}${digits}`, countries);
  const written = readInternational(digits, countries);
  if (!meant) return written;
  const isOne = written.kind === "unreadable" || written.number.number === meant.number;
  return isOne ? number(meant) : unreadable("two-meanings");
}

/** Whether it is one of a global service: nothing that an ordinary person answers. */
export function isSpecial(e164: string): boolean {
  return specialPrefixes.test(e164);
}

/** Digits after a plus. `+8 916…` is written by people who mean 8 or +7; where it could be both, it is neither. */
function readInternational(digits: string, countries: readonly string[]): Reading {
  const written = parse(`+${digits}`, countries);
  if (!isTrunkOfSeven(digits, countries)) return written ? number(written) : noNumber(digits);
  const meant = parse(`+7${digits.slice(1)}`, countries);
  if (written && meant && !isAllowed(written, countries)) return unreadable("two-meanings");
  const read = written ?? meant;
  return read ? number(read) : noNumber(digits);
}

function readDigits(digits: string, countries: readonly string[]): Reading {
  const national = parse(digits, countries);
  return national ? number(national) : noNumber(digits);
}

/** Eleven digits from 8 where 8 is how one dials at home: Russia and Kazakhstan. */
export function isTrunkOfSeven(digits: string, countries: readonly string[]): boolean {
  return callingCode(countries) === "7" && /^8\d{10}$/.test(digits);
}

/** A number that exists, or one of a global service; null for anything else. */
export function parse(writing: string, countries: readonly string[]): PhoneNumber | null {
  const options = { defaultCountry: countries[0] as CountryCode, extract: false };
  const parsed = parsePhone(writing, options, phoneMetadata());
  return parsed?.isPossible() && (parsed.isValid() || isSpecial(parsed.number)) ? parsed : null;
}

export function unreadable(why: Unreadable): Reading & { kind: "unreadable" } {
  return { kind: "unreadable", why };
}

export function digitsOf(text: string): string {
  return text.replace(/\D/g, "");
}

function number(read: PhoneNumber): Reading {
  return { kind: "number", number: read };
}

function noNumber(digits: string): Reading {
  return unreadable(digits.length <= fewestDigits ? "too-few-digits" : "no-number");
}

function isAllowed({ country }: PhoneNumber, countries: readonly string[]): boolean {
  return country !== undefined && countries.includes(country);
}

function callingCode(countries: readonly string[]): string {
  return getCountryCallingCode((countries[0] ?? "RU") as CountryCode, phoneMetadata());
}
