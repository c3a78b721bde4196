/**
 * One number in as many writings as people, phones and contact lists have for it, decent ones and
 * odd ones: what everybody who reads numbers must read alike, or refuse in words.
 */
import { type Chance, chanceFrom } from "../../support/chance.ts";
import { ordinaryRussians } from "./numbers.ts";

export interface Writing {
  text: string;
  /** The number that the writer means. */
  e164: string;
  /** A kind of writing; the proof counts them. */
  kind: string;
  /** Everybody must read it; the others may also be refused in words. */
  plain: boolean;
}

/** What contact lists, messengers and word processors put around and into a number. */
const marks = ["\u202a", "\u202c", "\u200e", "\u200f", "\u2066", "\u2069", "\u00ad", "\u2060", "\ufeff", "\u061c"];
const blanks = [" ", "\u00a0", "\u202f", "\u2009", "\t"];
const dashes = ["-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212", "."];
const labels = ["тел. ", "Тел.: ", "моб. ", "phone: ", "Анна ", "т.", "WhatsApp "];
const names = [" (Анна)", " Иван", " — офис", " (work)"];
const extensions = [" доб. 5", " ext 12", "#7", ",,3", ";ext=9", " x4"];

type Write = (e164: string, chance: Chance) => string;

const plainly: Record<string, Write> = {
  international: spaced,
  digits: (e164) => e164.slice(1),
  eight: (e164) => `8${e164.slice(2)}`,
  "eight, spaced": (e164, chance) => spaced(e164, chance).replace("+7", "8"),
  national: (e164) => e164.slice(2),
  "in brackets": (e164) => `+7 (${e164.slice(2, 5)}) ${e164.slice(5, 8)}-${e164.slice(8, 10)}-${e164.slice(10)}`,
  marks: (e164, chance) => `${chance.pick(marks)}${spaced(e164, chance)}${chance.pick(marks)}`,
  "mark within": (e164, chance) => withAt(spaced(e164, chance), chance.pick(marks), chance),
  "blank before": (e164, chance) => `${chance.pick(blanks)}${e164}`,
  "line end after": (e164) => `${e164}\r\n`,
  link: (e164) => `tel:${e164}`,
  wide: (e164) => [...e164].map((each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0)).join(""),
  "plus seven twice": (e164, chance) => `+7${chance.pick(["", " "])}${e164}`,
  "plus seven and eight": (e164) => `+7 8${e164.slice(2)}`,
};

const oddly: Record<string, Write> = {
  "plus eight": (e164, chance) => `+8${chance.pick(["", " "])}${e164.slice(2)}`,
  label: (e164, chance) => `${chance.pick(labels)}${e164}`,
  name: (e164, chance) => `${e164}${chance.pick(names)}`,
  extension: (e164, chance) => `${e164}${chance.pick(extensions)}`,
  "too long": (e164) => `${spaced(e164, chanceFrom(1))}${" ".repeat(40)}`,
  "seven digits": (e164) => e164.slice(-7),
  "digit missing": (e164) => e164.slice(0, -1),
  "digit too many": (e164, chance) => `${e164}${chance.under(10)}`,
  twice: (e164) => `${e164}/${e164}`,
  "plus seven, plus and no country": (e164, chance) => `+7${chance.pick(["", " "])}+${e164.slice(2)}`,
  "no country, plus": (e164) => `+${e164.slice(2)}`,
  "two noughts": (e164) => `00${e164.slice(1)}`,
  "arabic digits": (e164) => Array.from(e164.slice(1), (each) => String.fromCharCode(0x660 + Number(each))).join(""),
  masked: (e164) => `${e164.slice(0, 5)}***${e164.slice(-4)}`,
  "letter for digit": (e164) => e164.replace(/\d$/, "O"),
};

export const kinds = [...Object.keys(plainly), ...Object.keys(oddly)];

/** Writings of Russian numbers, every kind in turn; where `fresh` ones are given, each number once. */
export function writings(count: number, seed: number, fresh?: readonly string[]): Writing[] {
  const chance = chanceFrom(seed);
  const numbers = fresh ?? ordinaryRussians(Math.min(count, 2_000), seed).map(({ e164 }) => e164);
  return Array.from({ length: count }, (_, index) => {
    const kind = kinds[index % kinds.length] ?? "";
    const e164 = fresh?.[index] ?? chance.pick(numbers);
    const write = plainly[kind] ?? oddly[kind];
    if (!write) throw new Error(`Nobody writes ${kind}`);
    return { text: write(e164, chance), e164, kind, plain: kind in plainly };
  });
}

function spaced(e164: string, chance: Chance): string {
  const [, ...groups] = /^(\+7)(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(e164) ?? [];
  const [code = "", ...rest] = groups;
  const dash = chance.pick([...dashes, ...blanks]);
  return `${code}${chance.pick(blanks)}${rest.join(dash)}`;
}

function withAt(text: string, mark: string, chance: Chance): string {
  const at = chance.under(text.length);
  return `${text.slice(0, at)}${mark}${text.slice(at)}`;
}
