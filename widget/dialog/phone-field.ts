/**
 * A light look at what the visitor typed. The Worker judges; what this is not sure of goes there as it was typed, for
 * a guess could ring a stranger.
 */

interface Plan {
  prefix: string;
  /** Dialled before the area within the country, in place of the prefix. */
  trunk?: string;
  /** Digits after either. */
  length: number;
}

const seven: Plan = { prefix: "+7", trunk: "8", length: 10 };
const plans: Readonly<Record<string, Plan>> = {
  RU: seven,
  KZ: seven,
  UZ: { prefix: "+998", length: 9 },
};

/** `+7`; nothing of a country that isn't known here. */
export const prefixOf = (country: string): string => plans[country]?.prefix ?? "";

export interface Parts {
  /** As it is written before the rest: `+7` or `8`. */
  lead: string;
  /** Digits after it. */
  rest: string;
  /** Digits that are wanting; less than none where there are too many. */
  missing: number;
}

/** Takes a number of the country apart; nothing where it is another's. */
export function partsOf(typed: string, country: string): Parts | undefined {
  const plan = plans[country];
  if (!plan) return undefined;
  const { prefix, trunk = prefix, length } = plan;
  const digits = typed.replace(/[^\d+]/g, "");
  // "7916…" is "+7916…" without its plus.
  const whole = `+${digits}`.startsWith(prefix) ? `+${digits}` : digits;
  const lead = [prefix, trunk].find((one) => whole.startsWith(one)) ?? "";
  if (!lead && whole.startsWith("+")) return undefined;
  const rest = whole.slice(lead.length);
  return { lead: lead || prefix, rest, missing: length - rest.length };
}

/** A number to call, or what is wrong with what was typed. */
export type Reading = { phone: string } | { missing?: number };

export function readPhone(typed: string, country: string): Reading {
  const bare = typed.replace(/^tel:/, "");
  // Letters and "#" are an extension: its digits must not become part of a stranger's number.
  if (/[\p{L}#*,;]|[^\P{Nd}\d]/u.test(bare)) return {};
  const number = bare.replace(/[^\d+]/g, "");
  const parts = partsOf(number, country);
  if (!parts) return /^\+?\d{7,15}$/.test(number) ? { phone: number } : {};
  if (parts.missing === 0) return { phone: prefixOf(country) + parts.rest };
  return parts.missing > 0 && parts.rest ? { missing: parts.missing } : {};
}
