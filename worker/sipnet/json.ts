/** JSON from outside, as exact as it was written: an id of seventeen digits is another id once it is rounded. */

/**
 * The value of a JSON text. A whole number that a double can't hold becomes the text it was written as.
 * @param mask takes out of each text what must not travel on
 * @throws SyntaxError
 */
export function parseExact(json: string, mask: (text: string) => string = (text) => text): unknown {
  return JSON.parse(json, (_key, value: unknown, context?: { source?: string }) => {
    if (typeof value === "string") return mask(value);
    const rounded = typeof value === "number" && !Number.isSafeInteger(Math.trunc(value));
    return rounded ? (context?.source ?? String(value)) : value;
  });
}
