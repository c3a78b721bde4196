/** The provider's own words may repeat what we sent, and they travel on to logs and to the owner's console. */

const mostLetters = 300;
/** What looks like a phone, however it is spaced. */
const digits = /\+?\d[\d\s()-]{5,}\d/g;

/** A function that takes secrets, what was asked, and any phone out of a text, and cuts it short. */
export function scrubber(secrets: readonly string[], asked: readonly string[]): (text: string) => string {
  // Shorter values are words of the interface (`ru`, `Y`, `sms`): without them no message could be read.
  const hidden = [...secrets, ...asked.filter((value) => value.length > 3)]
    .flatMap((value) => [value, encodeURIComponent(value)])
    .sort((a, b) => b.length - a.length);
  return (text) =>
    hidden
      .reduce((left, value) => left.replaceAll(value, "…"), text)
      .replace(digits, "…")
      .replace(/\p{Cc}+/gu, " ")
      .slice(0, mostLetters);
}
