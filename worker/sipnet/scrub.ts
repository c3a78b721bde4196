/** The provider's own words may repeat what we sent, and they travel on to logs and to the owner's console. */

/** From this length on a secret is no word that a text might hold by chance. */
const leastSecret = 12;
const mostLetters = 300;
/** What looks like a phone, however it is spaced. */
const digits = /\+?\d[\d\s()-]{5,}\d/g;

/** A function that takes secrets, what was asked, and any phone out of a text, and cuts it short. */
export function scrubber(secrets: readonly string[], asked: readonly string[]): (text: string) => string {
  // Nearly every answer is a success, with nothing to take out of it.
  return (text) =>
    hiddenIn(secrets, asked)
      .reduce((left, value) => left.replaceAll(value, "…"), text)
      .replace(digits, "…")
      .replace(/\p{Cc}+/gu, " ")
      .slice(0, mostLetters);
}

/** Longest first. Shorter values are words of the interface (`ru`, `Y`, `sms`): without them no message could be read. */
function hiddenIn(secrets: readonly string[], asked: readonly string[]): string[] {
  return [...secrets, ...asked.filter((value) => value.length > 3)]
    .flatMap((value) => [value, encodeURIComponent(value)])
    .sort((a, b) => b.length - a.length);
}

/** A function that puts stars for secrets: the addresses in an answer may hold the key that asked for it. */
export function secretMask(secrets: readonly string[]): (text: string) => string {
  const writings = new Set(secrets.flatMap((value) => [value, encodeURIComponent(value)]));
  // A short password is a word of the language: starred everywhere it would spoil honest texts.
  const long = [...writings].filter(({ length }) => length >= leastSecret);
  return (text) => {
    const inAddresses = text.replace(/([?&;][\w-]+=)([^&;#\s]*)/g, (whole, name: string, value: string) =>
      writings.has(value) ? `${name}***` : whole,
    );
    return long.reduce((left, value) => left.replaceAll(value, "***"), inAddresses);
  };
}
