/** Everybody who reads numbers, asked about the same writings. */
import { finds } from "../../../worker/console/calls/search.ts";
import { isDestination } from "../../../worker/numbers/destination.ts";
import { readOwnPhone } from "../../../worker/numbers/own-phone.ts";
import { judgePhone } from "../../../worker/numbers/phone.ts";
import { readNumber } from "../../../worker/numbers/reading.ts";
import { unreadableWords } from "../../../worker/numbers/unreadable-words.ts";
import { kinds, type Writing, writings } from "./number-writings.ts";

/** A number, or words; nothing else may come of a text. */
type Answer = { e164: string } | { words: string };
type Reader = (text: string) => Answer;

const countries = ["RU"];

export const readers: Record<string, Reader> = {
  visitor: (text) => {
    const phone = judgePhone(text, countries);
    return "e164" in phone ? phone : { words: unreadableWords(phone.why, "ru") };
  },
  "opt-out, blocks, what would happen": (text) => {
    const read = readNumber(text, countries);
    return read.kind === "number" ? { e164: read.number.number } : { words: unreadableWords(read.why, "en") };
  },
  owner: (text) => {
    const read = readOwnPhone(text, countries);
    // Seven digits alone are an address of SIPNET's own: no phone of anybody's.
    if (read.kind === "sip") return { words: "SIP id" };
    return read.kind === "number" ? read : { words: unreadableWords(read.why, "ru") };
  },
};

export interface Reading {
  asked: number;
  /** Read as another number than the writer meant, by whom. */
  wrong: string[];
  /** Plain writings that somebody refused, and refusals without words. */
  unread: string[];
  /** Numbers that the console's search did not find by what a reader understands. */
  unfound: string[];
  /** How many of each kind everybody read. */
  read: Record<string, number>;
}

export function readAll(count: number, seed: number, asked = readers): Reading {
  const reading: Reading = { asked: count, wrong: [], unread: [], unfound: [], read: {} };
  for (const kind of kinds) reading.read[kind] = 0;
  for (const writing of writings(count, seed)) readOne(writing, asked, reading);
  return reading;
}

function readOne({ text, e164, kind, plain }: Writing, asked: Record<string, Reader>, reading: Reading): void {
  let readByAll = true;
  for (const [name, reader] of Object.entries(asked)) {
    const answer = reader(text);
    const said = `${name}: ${JSON.stringify(text)} (${kind})`;
    if ("e164" in answer) {
      if (answer.e164 !== e164 && !mayMeanAnother(kind)) reading.wrong.push(`${said} is ${answer.e164}, not ${e164}`);
      continue;
    }
    readByAll = false;
    if (plain && !isTwoNumbers(name, kind)) reading.unread.push(`${said} is not read`);
    if (answer.words === "") reading.unread.push(`${said} is refused without a word`);
  }
  if (!readByAll || mayMeanAnother(kind)) return;
  reading.read[kind] = (reading.read[kind] ?? 0) + 1;
  const shown = [e164.slice(1), `${e164.slice(0, 5)}***${e164.slice(-4)}`];
  if (shown.some((each) => !finds([each], text))) reading.unfound.push(text);
  if (!isDestination(text)) reading.unfound.push(`${text} has not the form that the console asks for`);
}

/** A digit more or less, or a country left out behind a plus, can be somebody else's number: nobody could know. */
function mayMeanAnother(kind: string): boolean {
  return kind === "digit missing" || kind === "digit too many" || kind === "no country, plus";
}

/** The owner's ten digits that are a number abroad too: they are told to begin with +. */
function isTwoNumbers(reader: string, kind: string): boolean {
  return reader === "owner" && kind === "national";
}
