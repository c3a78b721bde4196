/** Callers write a number with a plus, with `pstn` in front, or as a SIP address: here it gets one form. */

/** Digits without a plus; a SIP address or seven-digit SIP ID as it is; nothing when it is neither. */
export function readPhone(text: string): string | undefined {
  const trimmed = text.trim();
  if (/^[\w.-]{1,64}@[a-z0-9.-]{1,253}$/i.test(trimmed)) return trimmed.toLowerCase();
  const digits = trimmed.replace(/^(pstn|\+)/i, "");
  return /^\d{3,15}$/.test(digits) ? digits : undefined;
}
