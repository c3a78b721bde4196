/** How a shape is made: by changing the rows that are assumed. */
import type { Assumed, Row } from "../assumed.ts";
import type { Call } from "../network/call.ts";

/** Changes each row of `calls2`; several rows for one are legs or destinations. */
export function ofCalls2(says: string, change: (row: Row, call: Call, nowMs: number) => Row | Row[]) {
  const of = (assumed: Assumed): Assumed => {
    const calls2 = (call: Call, nowMs: number): Row[] =>
      listed(assumed.rows.calls2(call, nowMs)).flatMap((row) => listed(change(row, call, nowMs)));
    return { ...assumed, rows: { ...assumed.rows, calls2 } };
  };
  return { says, of };
}

function listed(rows: Row | readonly Row[]): Row[] {
  return isList(rows) ? [...rows] : [rows];
}

function isList(rows: Row | readonly Row[]): rows is readonly Row[] {
  return Array.isArray(rows);
}

/** Changes what is assumed of answers as a whole. */
export function ofAnswers(says: string, change: Partial<Assumed>) {
  return { says, of: (assumed: Assumed): Assumed => ({ ...assumed, ...change }) };
}

/** Changes what rows of these kinds are. */
export function ofRows(says: string, change: (rows: Assumed["rows"]) => Partial<Assumed["rows"]>) {
  const of = (assumed: Assumed): Assumed => ({ ...assumed, rows: { ...assumed.rows, ...change(assumed.rows) } });
  return { says, of };
}

/** The row without these keys. */
export function without(row: Row, ...keys: string[]): Row {
  return Object.fromEntries(Object.entries(row).filter(([key]) => !keys.includes(key)));
}

/** The row with the values of these keys changed, where it has them. */
export function changing(row: Row, keys: readonly string[], change: (value: unknown) => unknown): Row {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, keys.includes(key) ? change(value) : value]),
  );
}

/** Seconds that the two have talked by now. */
export function talkedS({ connectedAt, endedAt }: Call, nowMs: number): number {
  return connectedAt === undefined ? 0 : Math.max(1, Math.round(((endedAt ?? nowMs) - connectedAt) / 1_000));
}
