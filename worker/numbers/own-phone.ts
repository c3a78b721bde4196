/**
 * Phones that are the owner's to name: of buttons, of agents, of the console's dialling. They go
 * through the same reader as everybody's, and may be addresses of SIPNET too. The provider is sent,
 * and gives back, international digits without a plus: what would then read otherwise is refused.
 */
import { digitsOf, isTrunkOfSeven, parse, readNumber, unreadable } from "./reading.ts";
import { type Unreadable, withoutMarks } from "./destination.ts";

export type OwnPhone =
  /** `sent` is what the provider gets: digits, with `pstn` before them where that was written. */
  | { kind: "number"; e164: string; sent: string }
  /** A SIP id or `SIPID@domain`, as it is. */
  | { kind: "sip"; sent: string }
  | { kind: "unreadable"; why: Unreadable };

const sipAddress = /^[\w.-]{1,64}@[a-z\d.-]{3,253}$/i;
/** Seven digits, or ten with their leading zeros. */
const sipId = /^(?:\d{7}|0\d{9})$/;

export function readOwnPhone(text: string, countries: readonly string[]): OwnPhone {
  const plain = withoutMarks(text);
  if (sipAddress.test(plain)) return { kind: "sip", sent: plain };
  if (sipId.test(plain))
    return parse(plain, countries) === null ? { kind: "sip", sent: plain } : unreadable("two-meanings");
  const [pstn, written] = /^pstn/i.test(plain) ? ["pstn", plain.slice(4)] : ["", plain];
  const read = readInternationally(written, countries);
  if (read.kind === "unreadable") return read;
  const digits = read.e164.slice(1);
  const again = readInternationally(digits, countries);
  if (again.kind === "unreadable" || again.e164 !== read.e164) return unreadable("two-meanings");
  return { ...read, sent: `${pstn}${digits}` };
}

/** The number that a destination rings: also behind `pstn` and before `@domain`. Null for an address of SIPNET's own. */
export function numberBehind(sent: string, countries: readonly string[]): string | null {
  const [user = ""] = sent.split("@");
  const read = sipId.test(user) ? null : readOwnPhone(user, countries);
  return read?.kind === "number" ? read.e164 : null;
}

type Read = { kind: "number"; e164: string } | { kind: "unreadable"; why: Unreadable };

/** Digits without a plus are international; what is ten digits here and a number abroad as well is neither. */
function readInternationally(text: string, countries: readonly string[]): Read {
  const read = readNumber(text, countries);
  const national = read.kind === "number" ? read.number.number : null;
  if (text.includes("+") || (read.kind === "unreadable" && !isOfDigits(read.why)))
    return read.kind === "number" ? { kind: "number", e164: read.number.number } : read;
  const digits = digitsOf(text);
  const international = isTrunkOfSeven(digits, countries) ? null : (parse(`+${digits}`, countries)?.number ?? null);
  if (national !== null && international !== null && national !== international) return unreadable("two-meanings");
  const e164 = international ?? national;
  return e164 === null ? unreadable(read.kind === "unreadable" ? read.why : "no-number") : { kind: "number", e164 };
}

function isOfDigits(why: Unreadable): boolean {
  return why === "no-number" || why === "too-few-digits";
}
