/** Where a visitor was, for the owner to know: origin and path, without any number that stands there. */
import { maskNumber } from "../numbers/phone.ts";
import { readNumber } from "../numbers/reading.ts";

/** Digits as an address writes them: plus, brackets and spaces may be escaped. */
const written = /(?:\+|%2B)?\d(?:[\d().\s_-]|%20|%28|%29){5,30}\d/gi;
const bare = /(?:\+|%2B)?\d{7,15}/gi;

/** A query may hold anything, and is dropped; so is what is no address. */
export function pageOf(page: string | undefined, countries: readonly string[]): string | null {
  const url = addressOf(page);
  if (url === null) return null;
  // A shop may have its customer's phone in the path: raw numbers rest nowhere.
  return `${url.origin}${withoutNumbers(url.pathname, countries)}`.slice(0, 500);
}

/** Null where it is no page's. */
export function addressOf(page: string | undefined): URL | null {
  const url = page === undefined ? null : URL.parse(page);
  return url !== null && /^https?:$/.test(url.protocol) ? url : null;
}

/** The same text with each number that stands in it masked. */
export function withoutNumbers(text: string, countries: readonly string[]): string {
  const mask = (part: string) => masked(part, countries);
  return text.replace(written, (found) => mask(found) ?? found.replace(bare, (part) => mask(part) ?? part));
}

/** Null where it is no number. */
function masked(text: string, countries: readonly string[]): string | null {
  const read = readNumber(text.replace(/%(?:2B|2[089])/gi, decodeURIComponent).replaceAll("_", " "), countries);
  return read.kind === "number" ? maskNumber(read.number.number) : null;
}
