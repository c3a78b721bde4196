/**
 * What a row is made of, so that a reader can be written as a table: our name of the field, how it is
 * read, and which other names it may have there (case and underscores never count). What cannot be read
 * is left out; only what a caller cannot do without is an error.
 */
import { readMoment } from "./moments.ts";
import { isEmpty, type Raw, type Row, textOf } from "./row.ts";
import { SipnetUnreadable } from "./sipnet-error.ts";

/** Reads a field that the provider calls as we do, or by another name that the field knows. */
export type Field<Value> = (row: Row, name: string) => Value;
type Shape = Record<string, Field<unknown>>;

type ValueOf<Each> = Each extends Field<infer Value> ? Value : never;
type Sure<Fields extends Shape> = {
  [Name in keyof Fields as undefined extends ValueOf<Fields[Name]> ? never : Name]: ValueOf<Fields[Name]>;
};
type Unsure<Fields extends Shape> = {
  [Name in keyof Fields as undefined extends ValueOf<Fields[Name]> ? Name : never]?: Exclude<
    ValueOf<Fields[Name]>,
    undefined
  >;
};
/** What a shape reads: a field that may not be there is optional. */
export type Read<Fields extends Shape> = {
  [Name in keyof (Sure<Fields> & Unsure<Fields>)]: (Sure<Fields> & Unsure<Fields>)[Name];
};

/** The fields that could be read; the others are absent rather than undefined. */
export function shape<Fields extends Shape>(fields: Fields): (row: Row) => Read<Fields> {
  return (row) => {
    const values = Object.entries(fields).map(([name, field]) => [name, field(row, name)]);
    return Object.fromEntries(values.filter(([, value]) => value !== undefined)) as Read<Fields>;
  };
}

/** `{[name]: [...]}`, each row with its fields and itself as `raw`. */
export function list<Name extends string, Fields extends Shape>(name: Name, fields: Fields, lone?: string) {
  const raw: Field<Raw> = (row) => row.raw;
  const read = shape({ ...fields, raw });
  return (answer: Row) =>
    ({ [name]: answer.rows(name, lone).map((row) => read(row)) }) as Record<Name, Read<Fields & { raw: Field<Raw> }>[]>;
}

const from =
  <Value>(read: (text: string) => Value | undefined) =>
  (...others: string[]): Field<Value | undefined> =>
  (row, name) => {
    const names = [name, ...others];
    const given = row.value(names);
    if (given === undefined || isEmpty(given)) return undefined;
    const text = textOf(given);
    const value = text === undefined ? undefined : read(text);
    if (value === undefined) row.doubt(names);
    return value;
  };

export const text = from((given) => given);

/** `12.3`, `12,3`, `1 250,40`. */
export const number = from(readNumber);

/** The same, with the currency behind it or before it: `12,30 руб.`. What no sum could hold to the hundredth is none. */
export const money = from((given) => {
  const read = readNumber(given.replace(/^[\p{Sc}\s]+|[\s\p{Sc}]*(?:\p{L}{1,6}\.?)?[\s\p{Sc}]*$/gu, ""));
  return read === undefined || !Number.isSafeInteger(Math.round(read * 100)) ? undefined : read;
});

/** Seconds of a call, also written `MM:SS`, `HH:MM:SS`, `37 сек`, `1 min 5 s` or `PT1M5S`; whole ones, for half a second is talk. */
export const seconds = from((given) => {
  const read = readSeconds(given);
  return read === undefined || read > longestCallS ? undefined : Math.ceil(read);
});

/** How long something is kept, or all calls together took, in the same writings; it may be weeks. */
export const term = from(readSeconds);

/** No call lasts longer: what says so is no number of seconds. */
const longestCallS = 86_400;

function readSeconds(given: string): number | undefined {
  const read = /^\d+(:[0-5]\d){1,2}(\.\d+)?$/.test(given)
    ? given.split(":").reduce((sum, part) => sum * 60 + Number(part), 0)
    : (inUnits(given) ?? readNumber(given));
  return read === undefined || read < 0 ? undefined : read;
}

const units =
  /^(?=.*\d)(?:pt)?(?:(\d+)\s*(?:h|hours?|ч|час(?:а|ов)?)\.?)?,?\s*(?:(\d+)\s*(?:m|mins?|minutes?|м|мин|минут[аы]?)\.?)?,?\s*(?:(\d+)\s*(?:s|secs?|seconds?|с|сек|секунд[аы]?)\.?)?$/i;

function inUnits(given: string): number | undefined {
  const [whole, ...parts] = units.exec(given) ?? [];
  if (!whole) return undefined;
  return parts.reduce((sum, part) => sum * 60 + Number(part ?? 0), 0);
}

export const moment = from(readMoment);

/** International digits without a plus; SIP ids and addresses untouched. */
export const phone = from(toDigits);

/** Yes or no. */
export const flag =
  (...others: string[]): Field<boolean | undefined> =>
  (row, name) => {
    const value = row.value([name, ...others]);
    const given = typeof value === "boolean" ? String(value) : (textOf(value) ?? "").toLowerCase();
    if (/^(y|yes|1|true|on|да)$/.test(given)) return true;
    if (/^(n|no|0|false|off|нет)$/.test(given)) return false;
    row.doubt([name, ...others]);
    return undefined;
  };

/**
 * What a word means, whatever its case and separators (`NO_ANSWER`, `no answer`, `Нет ответа`).
 * Digits are kept: a number is a word only where the table has it. A `subject` may stand before the word.
 */
export function word<Meaning extends string>(meanings: Record<Meaning, RegExp>, subject?: RegExp) {
  const pairs = Object.entries(meanings) as [Meaning, RegExp][];
  return from((given) => {
    const plain = given
      .toLowerCase()
      .replaceAll("ё", "е")
      .replace(/[^a-zа-я\d]/g, "");
    const said = (whole: string) => pairs.find(([, words]) => words.test(whole))?.[0];
    return said(plain) ?? (subject && said(plain.replace(subject, "")));
  });
}

/** @throws SipnetUnreadable where it is missing */
export function needed<Value>(field: Field<Value | undefined>): Field<Value> {
  return (row, name) => {
    const value = field(row, name);
    if (value === undefined) throw new SipnetUnreadable(`no usable ${name}`, name);
    return value;
  };
}

export function or<Value>(field: Field<Value | undefined>, fallback: Value): Field<Value> {
  return (row, name) => field(row, name) ?? fallback;
}

export function toDigits(given: string): string {
  return /^\+?[\d\s().-]+$/.test(given) ? given.replace(/\D/g, "") : given;
}

function readNumber(given: string): number | undefined {
  const plain = given.replace(/[\s']/g, "");
  // The last of the two is the decimal mark; where both come, the other one groups.
  const pointed =
    plain.lastIndexOf(",") > plain.lastIndexOf(".")
      ? plain.replaceAll(".", "").replace(",", ".")
      : plain.replaceAll(",", "");
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(pointed) ? Number(pointed) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}
