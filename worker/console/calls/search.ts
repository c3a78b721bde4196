/** Whether a line of the history is one that the owner looks for; a number is found in any writing. */
import { withoutMarks } from "../../numbers/destination.ts";

/** Digits that tell a number even without its country or trunk prefix. */
const telling = 9;
const wholeNumber = 10;

export function finds(texts: readonly (string | undefined)[], search: string): boolean {
  const wanted = withoutMarks(search).toLowerCase();
  if (wanted === "") return true;
  const digits = digitsIn(wanted);
  return texts.some((text) => {
    if (text === undefined) return false;
    return text.toLowerCase().includes(wanted) || (digits !== "" && hasNumber(text, digits));
  });
}

function hasNumber(text: string, digits: string): boolean {
  const [head = "", tail] = text.split("***").map(digitsOf);
  // A masked number fits what could be behind the mask.
  if (tail !== undefined)
    return digits.length >= wholeNumber && digits.includes(head.slice(-3)) && digits.endsWith(tail);
  return head.includes(digits.length >= wholeNumber ? digits.slice(-telling) : digits.replace(/^8/, ""));
}

/** The digits of what looks like a number or the beginning of one; a year in a sentence is none. */
function digitsIn(wanted: string): string {
  const digits = digitsOf(wanted);
  return digits.length >= 3 && /^[\s+\d()./\p{Pd}\u2212]*$/u.test(wanted) ? digits : "";
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, "");
}
