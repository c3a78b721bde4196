/**
 * Which numbers may be dialled at a stranger's wish. The full metadata of libphonenumber
 * is needed: its small edition takes most premium-rate numbers for ordinary ones.
 */
import parsePhone, { type CountryCode, type NumberType } from "libphonenumber-js/max";

/** A number that may be dialled. */
export interface Phone {
  /** `+79161234567` */
  e164: string;
  /** `+7916***4567`, fit for logs and rows. */
  mask: string;
  country: string;
  mobile: boolean;
}

/** `phone-invalid` and `phone-not-allowed` are the problem; `rule` says to the owner which check it was. */
export interface PhoneRefusal {
  problem: "phone-invalid" | "phone-not-allowed";
  rule: "phone.malformed" | "phone.extension" | "phone.country" | "phone.prefix" | "phone.type";
}

const ordinary: readonly NumberType[] = ["MOBILE", "FIXED_LINE", "FIXED_LINE_OR_MOBILE"];

// Satellite, global and shared-cost services. 7840, 7940 and 7954 read as Russian numbers and are none.
const forbiddenPrefixes = /^\+(?:7840|7940|7954|870|878|881|882|883|888|979|800|808)/;

/** Judges what a visitor typed; national writing is read as a number of `countries[0]`. */
export function judgePhone(typed: string, countries: readonly string[]): Phone | PhoneRefusal {
  if (typed.length > 32 || !/^[\s+\d().\-–—‐‑‒/\u00a0]*$/.test(typed))
    return refuse("phone-invalid", extensionOf(typed));
  const parsed = parsePhone(typed.trim(), { defaultCountry: countries[0] as CountryCode, extract: false });
  if (!parsed) return refuse("phone-invalid", "phone.malformed");
  if (parsed.ext) return refuse("phone-invalid", "phone.extension");
  if (forbiddenPrefixes.test(parsed.number)) return refuse("phone-not-allowed", "phone.prefix");
  if (!parsed.isValid()) return refuse("phone-invalid", "phone.malformed");
  if (!parsed.country || !countries.includes(parsed.country)) return refuse("phone-not-allowed", "phone.country");
  const type = parsed.getType();
  if (!ordinary.includes(type)) return refuse("phone-not-allowed", "phone.type");
  return { e164: parsed.number, mask: maskNumber(parsed.number), country: parsed.country, mobile: type === "MOBILE" };
}

/** Any number at all as E.164, for lists of numbers that must not be called; null if it is none. */
export function anyPhone(typed: string, countries: readonly string[]): string | null {
  const parsed = parsePhone(typed.slice(0, 32), { defaultCountry: countries[0] as CountryCode, extract: false });
  return parsed?.isPossible() ? parsed.number : null;
}

function refuse(problem: PhoneRefusal["problem"], rule: PhoneRefusal["rule"]): PhoneRefusal {
  return { problem, rule };
}

function extensionOf(typed: string): PhoneRefusal["rule"] {
  return /(?:ext|доб|[x#;,])/i.test(typed) ? "phone.extension" : "phone.malformed";
}

/** `+7916***4567`: enough to recognise a caller, not enough to call one. */
export function maskNumber(phone: string): string {
  const digits = phone.startsWith("+") ? phone : `+${phone}`;
  return digits.length < 9 ? "***" : `${digits.slice(0, 5)}***${digits.slice(-4)}`;
}

/** The digits SIPNET wants, no plus; a SIP id or address passes as it is. API document, section 6.15. */
export function toSipnet(phone: string): string {
  return phone.includes("@") ? phone : phone.replace(/\D/g, "");
}
