/**
 * Which numbers may be dialled at a stranger's wish. The full metadata of libphonenumber
 * is needed: its small edition takes most premium-rate numbers for ordinary ones.
 */
import type { NumberType } from "libphonenumber-js/core";
import type { Unreadable } from "./destination.ts";
import { isSpecial, readNumber } from "./reading.ts";

/** A number that may be dialled. */
export interface Phone {
  /** `+79161234567` */
  e164: string;
  /** `+7916***4567`, fit for logs and rows. */
  mask: string;
  country: string;
  mobile: boolean;
}

/** A text that is no number; `rule` says to the owner which check it was. */
export interface PhoneInvalid {
  problem: "phone-invalid";
  rule: "phone.malformed" | "phone.extension";
  why: Unreadable;
}

/** A number that no stranger may have rung. */
export interface PhoneNotAllowed {
  problem: "phone-not-allowed";
  rule: "phone.country" | "phone.prefix" | "phone.type";
  e164: string;
}

const ordinary: readonly NumberType[] = ["MOBILE", "FIXED_LINE", "FIXED_LINE_OR_MOBILE"];

/** Judges what a visitor typed; national writing is read as a number of `countries[0]`. */
export function judgePhone(typed: string, countries: readonly string[]): Phone | PhoneInvalid | PhoneNotAllowed {
  const read = readNumber(typed, countries);
  if (read.kind === "unreadable") {
    const { why } = read;
    return { problem: "phone-invalid", rule: why === "extension" ? "phone.extension" : "phone.malformed", why };
  }
  const { number: e164, country } = read.number;
  const refuse = (rule: PhoneNotAllowed["rule"]): PhoneNotAllowed => ({ problem: "phone-not-allowed", rule, e164 });
  if (isSpecial(e164)) return refuse("phone.prefix");
  if (!country || !countries.includes(country)) return refuse("phone.country");
  const type = read.number.getType();
  if (!ordinary.includes(type)) return refuse("phone.type");
  return { e164, mask: maskNumber(e164), country, mobile: type === "MOBILE" };
}

/** `+7916***4567`: enough to recognise a caller, not enough to call one. */
export function maskNumber(phone: string): string {
  const digits = phone.startsWith("+") ? phone : `+${phone}`;
  return digits.length < 9 ? "***" : `${digits.slice(0, 5)}***${digits.slice(-4)}`;
}

/** The digits SIPNET wants, no plus. API document, section 6.15. */
export function toSipnet(e164: string): string {
  return e164.replace(/^\+/, "");
}
