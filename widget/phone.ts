/** A light look at what the visitor typed: the Worker judges, this only spares a round trip. */

/** E.164, or nothing when it can't be one. Russia's own "8 916 …" and "916 …" are understood. */
export function toE164(typed: string): string | undefined {
  const text = typed.trim().replace(/^tel:/i, "");
  // Letters and "#" are an extension: its digits must not become part of a stranger's number.
  if (/[\p{L}#*,;]/u.test(text)) return undefined;
  const digits = text.replace(/\D/g, "");
  const number = /^\D*\+/.test(text)
    ? digits
    : digits.replace(/^(00|8(?=\d{10}$))|^(?=9\d{9}$)/, (lead) => (lead === "00" ? "" : "7"));
  return /^\d{7,15}$/.test(number) ? `+${number}` : undefined;
}

/** As one writes it in Russia; other countries' numbers stay as they are. */
export const written = (e164: string): string => e164.replace(/^\+7(\d{3})(\d{3})(\d\d)(\d\d)$/, "+7 $1 $2-$3-$4");
