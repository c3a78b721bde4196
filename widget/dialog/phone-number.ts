/** A light look at what the visitor typed: the Worker judges, this only spares a round trip. */

/** E.164, or nothing when it can't be one. Ten digits, or eleven from 7 or 8, are Russian. */
export function toE164(typed: string): string | undefined {
  // Letters and "#" are an extension: its digits must not become part of a stranger's number.
  const number = /[\p{L}#*,;]/u.test(typed.replace(/^tel:/, "")) ? "" : typed.replace(/\D/g, "");
  const whole = typed.includes("+") ? number : number.replace(/^[78]?(\d{10})$/, "7$1");
  return /^\d{7,15}$/.test(whole) ? `+${whole}` : undefined;
}

/** As one writes it in Russia; other countries' numbers stay as they are. */
export const written = (e164: string): string => e164.replace(/^\+7(...)(...)(..)(..)$/, "+7 $1 $2-$3-$4");
