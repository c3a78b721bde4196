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
    return { status: 200, type: "application/json; charset=utf-8", body: JSON.stringify(shaped) };
  }
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n${toXml(assumed.xml.root, shaped, assumed.xml.row)}\n`;
  return { status: 200, type: "text/xml; charset=utf-8", body };
}

/** Applies what is assumed of numbers, of the case of row keys and of empty lists. */
function shape(fields: Row, { numbers, keyCase, emptyLists }: Assumed): Row {
  const scalar = (value: unknown) => (numbers === "string" && typeof value === "number" ? String(value) : value);
  const rename = (key: string) =>
    keyCase === "as-is" ? key : keyCase === "lower" ? key.toLowerCase() : key.toUpperCase();
  const list = (rows: unknown[]) =>
    rows.map((row) =>
      isRow(row) ? Object.fromEntries(Object.entries(row).map(([key, value]) => [rename(key), scalar(value)])) : row,
    );
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => !(emptyLists === "absent" && Array.isArray(value) && value.length === 0))
      .map(([key, value]) => [key, Array.isArray(value) ? list(value) : scalar(value)]),
  );
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
