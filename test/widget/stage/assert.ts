/** The few assertions these tests need; a browser has none of its own. */

export function ok(value: unknown, what: string): asserts value {
  if (!value) throw new Error(`Expected ${what}`);
}

export function equal(actual: unknown, expected: unknown, what = "value"): void {
  const [seen, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (seen !== wanted) throw new Error(`Expected ${what} to be ${wanted}, not ${seen}`);
}

/** `part` is in `text`, white space aside. */
export function contains(text: string | null | undefined, part: string): void {
  const seen = (text ?? "").replace(/\s+/g, " ");
  if (!seen.includes(part)) throw new Error(`Expected "${part}" in "${seen}"`);
}
