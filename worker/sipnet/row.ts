/**
 * One JSON object of an answer. Nobody knows how the provider spells all of its rows, so names are
 * compared without case and underscores, and a list is recognised in every plausible writing.
 */
import { SipnetUnreadable } from "./sipnet-error.ts";

export type Raw = Readonly<Record<string, unknown>>;

/** A value that came and could not be understood: under which key, and of what type. Never the value. */
export interface Doubt {
  key: string;
  type: string;
}

export class Row {
  /** The object as it came. */
  readonly raw: Raw;
  /** What could not be understood so far, of this row and of those inside it. */
  readonly doubts: Doubt[];
  /** The name it had where a list was written as an object; null in a plain list. */
  readonly key: string | null;
  readonly #byName: ReadonlyMap<string, [key: string, value: unknown]>;

  constructor(raw: Raw, doubts: Doubt[] = [], key: string | null = null) {
    this.raw = raw;
    this.doubts = doubts;
    this.key = key;
    // Of two names that fold alike the plain one counts: a database's own `_id` is not the call's `id`.
    const names = Object.entries(raw).toSorted(([one], [other]) => separators(other) - separators(one));
    this.#byName = new Map(names.map(([name, value]) => [fold(name), [name, value]]));
  }

  /** The first of these names that has a value. */
  value(names: readonly string[]): unknown {
    return this.#find(names)?.[1];
  }

  /** Notes that the value under these names, which is there, could not be understood. */
  doubt(names: readonly string[]): void {
    const [key, value] = this.#find(names) ?? [];
    if (key !== undefined) this.doubts.push({ key: nameOf(key), type: typeOf(value) });
  }

  /**
   * A list of rows. Absent, `[]`, `{}`, `null` and `""` are empty; a single object is a list of one;
   * an item that is plain text stands for `{[lone]: text}`; under another name it is taken if it is the only list.
   * @throws SipnetUnreadable where it is anything else: a broken list must not look like an empty one.
   */
  rows(name: string, lone?: string): Row[] {
    return listOf(this.#list(name)).map(([key, item]) => {
      if (isRaw(item)) return new Row(item, this.doubts, key);
      if (lone !== undefined && textOf(item) !== undefined) return new Row({ [lone]: item }, this.doubts, key);
      this.doubts.push({ key: name, type: typeOf(item) });
      throw new SipnetUnreadable(`${name} is not a list of rows but has an item of type ${typeOf(item)}`);
    });
  }

  /** The list of this name, here or one step further in; else the one list that is here, whatever its name. */
  #list(name: string): unknown {
    const named = this.value([name]);
    if (named !== undefined) return named;
    const envelopes = Object.values(this.raw).filter(isRaw);
    const inside = envelopes.map((each) => new Row(each).value([name])).find((list) => list !== undefined);
    if (inside !== undefined) return inside;
    const lists = Object.entries(this.raw).filter(([, value]) => isListOfRows(value));
    if (lists.length > 1) for (const [key] of lists) this.doubt([key]);
    return lists.length > 1 ? undefined : lists[0]?.[1];
  }

  #find(names: readonly string[]): [key: string, value: unknown] | undefined {
    const found = names.map((name) => this.#byName.get(fold(name)));
    return found.find((entry) => entry !== undefined && !isNothing(entry[1]));
  }
}

export function isRaw(value: unknown): value is Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Text that says something, also written as a number, or alone in a list, as what was made of XML has it. */
export function textOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.length === 1 && !Array.isArray(value[0]) ? textOf(value[0]) : undefined;
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? readable(value).trim() || undefined : undefined;
}

/** `[]` or `{}`: how a text that says nothing comes out of XML. */
export function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

/** What a value is, in a word that a report may hold. */
function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

/** A key is a name only if it looks like one: a list written as an object has ids or phones for keys. */
function nameOf(key: string): string {
  return /^[\p{L}_][\p{L}\p{M}_-]{0,31}\d{0,2}$/u.test(key) ? key : "(not a name)";
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "string" && value.trim() === "");
}

const separator = /[\s_-]/g;

function fold(name: string): string {
  return name.toLowerCase().replace(separator, "");
}

function separators(name: string): number {
  return name.match(separator)?.length ?? 0;
}

type Item = [key: string | null, item: unknown];

function listOf(value: unknown): Item[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap(itemsOf);
  if (!isRaw(value)) return [[null, value]];
  const entries = Object.entries(value);
  const [[, only] = []] = entries;
  // What XML wrote as `<calls><call/><call/></calls>`.
  if (entries.length === 1 && Array.isArray(only)) return listOf(only);
  // PHP writes a list with gaps as an object: {"0": {...}, "2": {...}}; others name each row by its id.
  const rows = entries.filter(([, row]) => isRaw(row));
  const isCounted = rows.length > 0 && rows.every(([key]) => /^\d+$/.test(key));
  if (rows.length === entries.length || isCounted) return rows.map(([key, row]) => [key, unwrapped(row)]);
  return [[null, value]];
}

/** A row, or several in a list of their own. A hole stays one: where rows are lost the list can't be read. */
function itemsOf(item: unknown): Item[] {
  if (Array.isArray(item) && item.length > 0) return listOf(item);
  return [[null, unwrapped(item)]];
}

/** `{"call": {...}}` is the row inside it. */
function unwrapped(item: unknown): unknown {
  const [only, ...others] = isRaw(item) ? Object.values(item) : [];
  return others.length === 0 && isRaw(only) ? only : item;
}

function isListOfRows(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isRaw);
}

const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
  laquo: "«",
  raquo: "»",
  mdash: "—",
  ndash: "–",
  bull: "•",
  middot: "·",
  hellip: "…",
  times: "×",
  lrm: "\u200e",
  rlm: "\u200f",
};

/** Text that was written for a page and came in JSON: `&amp;` sent back as it came would grow with each edit. */
function readable(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[String(name).toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
    return code > 31 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
