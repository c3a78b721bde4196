/** An answer in the format that was asked for: JSON, or the same fields as XML. */
import type { Assumed, Row } from "../assumed.ts";

export interface Rendered {
  status: number;
  type: string;
  body: string;
}

export function render(fields: Row, format: string | undefined, assumed: Assumed): Rendered {
  const shaped = shape(fields, assumed);
  if (format?.toLowerCase() !== "xml") {
    return { status: 200, type: "application/json; charset=utf-8", body: toJson(shaped) };
  }
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n${toXml(assumed.xml.root, shaped, assumed.xml.row)}\n`;
  return { status: 200, type: "text/xml; charset=utf-8", body };
}

/** A number of any length is written out in full. */
function toJson(value: unknown): string {
  const { rawJSON } = JSON as unknown as { rawJSON: (text: string) => unknown };
  return JSON.stringify(value, (_key, each: unknown) => (typeof each === "bigint" ? rawJSON(String(each)) : each));
}

/** Applies what is assumed of numbers, texts, the case of row keys and lists. */
function shape(fields: Row, { numbers, keyCase, emptyLists, lists, escaped }: Assumed): Row {
  const scalar = (value: unknown) => {
    if (typeof value === "string") return escaped ? escape(value).replaceAll('"', "&quot;") : value;
    return numbers === "string" && typeof value === "number" ? String(value) : value;
  };
  const rename = (key: string) =>
    keyCase === "as-is" ? key : keyCase === "lower" ? key.toLowerCase() : key.toUpperCase();
  const list = (rows: unknown[]) => {
    const renamed = rows.map((row) =>
      isRow(row) ? Object.fromEntries(Object.entries(row).map(([key, value]) => [rename(key), scalar(value)])) : row,
    );
    return lists === "by-id" ? keyed(rows, renamed) : renamed;
  };
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => !(emptyLists === "absent" && Array.isArray(value) && value.length === 0))
      .map(([key, value]) => [key, Array.isArray(value) ? list(value) : scalar(value)]),
  );
}

/** A row is named by its id and does not repeat it; one without an id by its place. */
function keyed(rows: readonly unknown[], renamed: readonly unknown[]): unknown {
  if (!renamed.every(isRow)) return renamed;
  const named = renamed.map((row, place) => {
    const { ID, cid } = Object(rows[place]) as { ID?: unknown; cid?: unknown };
    const id = ID ?? cid;
    if (id === undefined) return [String(place), row] as const;
    return [String(id), Object.fromEntries(Object.entries(row).filter(([, value]) => value !== id))] as const;
  });
  // Several rows of one id, as legs have, can't share a key.
  return new Set(named.map(([key]) => key)).size === named.length ? Object.fromEntries(named) : renamed;
}

function toXml(name: string, value: unknown, rowName: string): string {
  const inner = Array.isArray(value)
    ? value.map((row) => toXml(rowName, row, rowName)).join("")
    : isRow(value)
      ? Object.entries(value)
          .map(([key, field]) => toXml(key, field, rowName))
          .join("")
      : escape(String(value));
  return `<${name}>${inner}</${name}>`;
}

function escape(text: string): string {
  const clean = text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "");
  return clean.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

const isRow = (value: unknown): value is Row => typeof value === "object" && value !== null && !Array.isArray(value);
