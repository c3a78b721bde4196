/** The provider's own words may repeat what we sent, and they travel on to logs and to the owner's console. */

const mostLetters = 300;
/** What looks like a phone, however it is spaced. */
const digits = /\+?\d[\d\s()-]{5,}\d/g;

/** A function that takes these values, and any phone, out of a text, and cuts it short. */
export function scrubber(values: readonly string[]): (text: string) => string {
  // Shorter ones are words of the interface (`ru`, `Y`, `sms`) and would make every message unreadable.
  const secret = values.filter((value) => value.length > 3).sort((a, b) => b.length - a.length);
  return (text) =>
    secret
      .reduce((left, value) => left.replaceAll(value, "…"), text)
      .replace(digits, "…")
      .slice(0, mostLetters);
}
