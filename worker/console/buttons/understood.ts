/** How the Worker understood a phone: shown beside what was written, so that a wrong one is seen before it rings. */
import type { PhoneReading } from "../../contract/owner-buttons.ts";
import { unreadableWords } from "../../numbers/unreadable-words.ts";
import { language } from "../words.ts";
import { words } from "../words/button-fields.ts";

/** Nothing for a phone that was changed since, or is an address of SIPNET's. */
export function understood(written: string, phones: readonly PhoneReading[]): string | undefined {
  const reading = phones.find((each) => each.written === written);
  if (reading?.why !== undefined)
    return `${words().notRung}: ${unreadableWords(reading.why, language()).toLowerCase()}`;
  return reading?.number === undefined ? undefined : `${words().rings} ${spaced(reading.number)}`;
}

function spaced(e164: string): string {
  return e164.replace(/^\+7(...)(...)(..)(..)$/, "+7 $1 $2-$3-$4");
}
