/**
 * A party of a call as the provider may write it back: with `pstn` before it, as a SIP address, nationally,
 * or with stars in it. What is compared is who it is, not how it is written.
 */
import { withoutMarks } from "../numbers/destination.ts";

export type Party =
  | { kind: "plain"; user: string; host: string | null }
  /** The digits before and after what is hidden. */
  | { kind: "masked"; head: string; tail: string };

const hidden = "[*xх•●·…#_]";
const masked = new RegExp(`^\\+?([\\d\\s().-]*?)${hidden}[\\s().${hidden.slice(1, -1)}-]*([\\d\\s().-]*)$`, "i");

/** Words for a number that is not shown. */
const withheld =
  /^(?:anonymous|unknown|private|hidden|restricted|withheld|скрыт|скрыто|скрытый|номер скрыт|скрытый номер|неизвестен|неизвестный|\?+|-+)$/i;

export function readParty(text: string): Party {
  const bare = withoutName(withoutMarks(text))
    .replace(/^(?:sips?|tel):/i, "")
    .replace(/;.*$/, "")
    .replace(/%2b/gi, "+")
    .replace(/^pstn(?=[+\d*])/i, "");
  const [user = "", host = null] = bare.split("@");
  if (withheld.test(user.trim())) return { kind: "masked", head: "", tail: "" };
  const [whole, head = "", tail = ""] = masked.exec(user) ?? [];
  if (whole !== undefined) return { kind: "masked", head: head.replace(/\D/g, ""), tail: tail.replace(/\D/g, "") };
  const digits = /^\+?[\d\s().-]+$/.test(user) ? withoutExit(user.replace(/\D/g, "")) : user.toLowerCase();
  return { kind: "plain", user: digits, host: host && host.toLowerCase() };
}

/** `"Anna" <sip:…>` and `Anna 7916…` are the address and the number alone, where it is one. */
function withoutName(text: string): string {
  const [, address] = /<([^<>]+)>/.exec(text) ?? [];
  if (address !== undefined) return address;
  if (text.includes("@") || !/\p{L}/u.test(text)) return text;
  const [only, ...others] = text.match(/(?<![^\s(])\+?\d[\d\s().-]{5,}\d(?![^\s)])/g) ?? [];
  return only !== undefined && others.length === 0 ? only : text;
}

/** What one dials to get out of a country: Russia's 8-10, and 00 or 011 elsewhere. No number begins so. */
function withoutExit(digits: string): string {
  return digits.replace(/^(?:810|011|00)(?=\d{10})/, "");
}

/** Every writing under which the party may rest as a hash: digits, or a whole address. */
export function writingsOf(party: Party): string[] {
  if (party.kind === "masked") return [];
  const { user, host } = party;
  // A SIP id is known by its address; the provider's own domain may have been left out.
  return [user, `${user}@${host ?? "sipnet.ru"}`];
}

/** How surely two writings mean the same party: `exact`, or as far as what is hidden lets see. */
export function compare(seen: Party, known: Party): "exact" | "masked" | null {
  if (seen.kind === "plain" && known.kind === "plain") return isSame(seen.user, known.user) ? "exact" : null;
  const [head, tail] = [headOf(seen), headOf(known)].map(international);
  const [end, otherEnd] = [tailOf(seen), tailOf(known)];
  const fits = isStart(head ?? "", tail ?? "") && (end.endsWith(otherEnd) || otherEnd.endsWith(end));
  return fits ? "masked" : null;
}

/** How many digits of a party can be seen. */
export function visibleDigits(party: Party): number {
  return party.kind === "plain" ? party.user.length : party.head.length + party.tail.length;
}

function isSame(one: string, other: string): boolean {
  if (one === other) return true;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (long.length !== 11 || !/^[78]/.test(long)) return false;
  // Eleven digits from 8 are written nationally, ten have lost their first one.
  return short.length === 11
    ? /^[78]/.test(short) && short.slice(1) === long.slice(1)
    : /^[3489]\d{9}$/.test(short) && long.endsWith(short);
}

function headOf(party: Party): string {
  return party.kind === "plain" ? party.user : party.head;
}

function tailOf(party: Party): string {
  return party.kind === "plain" ? party.user : party.tail;
}

function international(head: string): string {
  return head.replace(/^8(?=\d)/, "7");
}

function isStart(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}
