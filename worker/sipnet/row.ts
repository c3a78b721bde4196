/**
 * One JSON object of an answer. Nobody knows how the provider spells all of its rows, so names are
 * compared without case and underscores, and a list is recognised in every plausible writing.
 */
import { SipnetUnreadable } from "./sipnet-error.ts";

export type Raw = Readonly<Record<string, unknown>>;

export class Row {
  /** The object as it came. */
  readonly raw: Raw;
  readonly #byName: ReadonlyMap<string, unknown>;

  constructor(raw: Raw) {
    this.raw = raw;
    this.#byName = new Map(Object.entries(raw).map(([name, value]) => [fold(name), value]));
  }

  /** The first of these names that has a value. */
  value(names: readonly string[]): unknown {
    const values = names.map((name) => this.#byName.get(fold(name)));
    return values.find((value) => value !== undefined && value !== null && value !== "");
  }

  /**
   * A list of rows. Absent, `[]`, `{}`, `null` and `""` are empty; a single object is a list of one;
   * an item that is plain text stands for `{[lone]: text}`.
   * @throws SipnetUnreadable where it is anything else: a broken list must not look like an empty one.
   */
  rows(name: string, lone?: string): Row[] {
    return listOf(this.value([name])).map((item) => {
      if (isRaw(item)) return new Row(item);
      if (lone !== undefined && textOf(item) !== undefined) return new Row({ [lone]: item });
      throw new SipnetUnreadable(`${name} is not a list of rows`);
    });
  }
}

export function isRaw(value: unknown): value is Raw {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Text that says something, also written as a number. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? value.trim() || undefined : undefined;
}

function fold(name: string): string {
  return name.toLowerCase().replaceAll("_", "");
}

function listOf(value: unknown): unknown[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  // PHP writes a list with gaps as an object: {"0": {...}, "2": {...}}.
  if (isRaw(value) && Object.values(value).every(isRaw)) return Object.values(value);
  return [value];
}
