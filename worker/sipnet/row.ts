/**
 * One JSON object of an answer. Nobody knows how the provider spells all of its rows, so names are
 * compared without case and underscores, and numbers, flags and dates are taken in every plausible
 * writing. What cannot be read is undefined; only what a caller cannot do without is an error.
 */
import { readMoment } from "./moments.ts";
import { SipnetUnreadable } from "./sipnet-error.ts";

export type Raw = Readonly<Record<string, unknown>>;

const flags: ReadonlyMap<string, boolean> = new Map([
  ...["y", "yes", "1", "true", "on"].map((word) => [word, true] as const),
  ...["n", "no", "0", "false", "off"].map((word) => [word, false] as const),
]);

export class Row {
  /** The object as it came. */
  readonly raw: Raw;
  readonly #byName: ReadonlyMap<string, unknown>;

  constructor(raw: Raw) {
    this.raw = raw;
    this.#byName = new Map(Object.entries(raw).map(([name, value]) => [fold(name), value]));
  }

  /** The first of these names that has a value. */
  value(...names: string[]): unknown {
    const values = names.map((name) => this.#byName.get(fold(name)));
    return values.find((value) => value !== undefined && value !== null && value !== "");
  }

  text(...names: string[]): string | undefined {
    const value = this.value(...names);
    if (typeof value === "number") return String(value);
    return typeof value === "string" ? value.trim() || undefined : undefined;
  }

  /** `12.3`, `"12,3"`, `"1 250,40"`. */
  number(...names: string[]): number | undefined {
    const text = this.text(...names)?.replace(/[\s']/g, "");
    const plain = text?.includes(".") ? text.replaceAll(",", "") : text?.replace(",", ".");
    return plain && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? finite(Number(plain)) : undefined;
  }

  /** Seconds, also written `MM:SS` or `HH:MM:SS`. */
  seconds(...names: string[]): number | undefined {
    const text = this.text(...names) ?? "";
    if (!/^\d+(:[0-5]\d){1,2}$/.test(text)) return this.number(...names);
    return text.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
  }

  flag(...names: string[]): boolean | undefined {
    const value = this.value(...names);
    return typeof value === "boolean" ? value : flags.get(this.text(...names)?.toLowerCase() ?? "");
  }

  moment(...names: string[]): Date | undefined {
    return readMoment(this.text(...names) ?? "");
  }

  /** International digits without a plus; SIP ids and addresses untouched. */
  phone(...names: string[]): string | undefined {
    const text = this.text(...names);
    return text === undefined ? undefined : toDigits(text);
  }

  /** What a word means, whatever its case and separators (`NO_ANSWER`, `no answer`). */
  word<Meaning>(meanings: ReadonlyMap<string, Meaning>, ...names: string[]): Meaning | undefined {
    return meanings.get((this.text(...names) ?? "").toLowerCase().replace(/[^a-z]/g, ""));
  }

  /**
   * A list of rows. Absent, `[]`, `{}`, `null` and `""` are empty; a single object is a list of one;
   * an item that is plain text stands for `{[lone]: text}`.
   * @throws SipnetUnreadable where it is anything else: a broken list must not look like an empty one.
   */
  rows(name: string, lone?: string): Row[] {
    return listOf(this.value(name)).map((item) => {
      if (isRaw(item)) return new Row(item);
      if (lone !== undefined && (typeof item === "string" || typeof item === "number"))
        return new Row({ [lone]: item });
      throw new SipnetUnreadable(`${name} is not a list of rows`);
    });
  }

  /** The value, which the caller cannot do without. @throws SipnetUnreadable */
  need<Value>(value: Value | undefined, name: string): Value {
    if (value === undefined) throw new SipnetUnreadable(`no usable ${name}`);
    return value;
  }
}

/** Optional where the value may be undefined. */
export type Given<Fields> = {
  [Name in keyof Fields as undefined extends Fields[Name] ? never : Name]: Fields[Name];
} & { [Name in keyof Fields as undefined extends Fields[Name] ? Name : never]?: Exclude<Fields[Name], undefined> };

/** The fields that were read; the others are left out rather than present and undefined. */
export function given<Fields extends object>(fields: Fields): Given<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<Fields>;
}

export function isRaw(value: unknown): value is Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function toDigits(phone: string): string {
  return /^\+?[\d\s().-]+$/.test(phone) ? phone.replace(/\D/g, "") : phone;
}

function fold(name: string): string {
  return name.toLowerCase().replaceAll("_", "");
}

function finite(number: number): number | undefined {
  return Number.isFinite(number) ? number : undefined;
}

function listOf(value: unknown): unknown[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  // PHP writes a list with gaps as an object: {"0": {...}, "2": {...}}.
  if (isRaw(value) && Object.values(value).every(isRaw)) return Object.values(value);
  return [value];
}
