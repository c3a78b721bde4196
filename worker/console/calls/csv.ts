/**
 * A table for spreadsheets, as Russian Excel reads it: semicolons, decimal commas, local times. A cell that begins like
 * a formula is made text by an apostrophe: a caller's name must not run anything on the owner's computer. OWASP,
 * "CSV Injection". So is what a spreadsheet would take for a number or a day and write otherwise.
 */
export type Cell = string | number | Date | undefined;

export interface CsvStyle {
  lang: "ru" | "en";
  /** IANA zone, by which times are told. */
  zone: string;
}

export function csvOf(head: readonly string[], rows: readonly (readonly Cell[])[], style: CsvStyle): string {
  const lines = [head, ...rows].map((cells) => cells.map((cell) => cellOf(cell, style)).join(";"));
  // Without the mark Excel takes Cyrillic for something else; with semicolons it needs no import.
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}

function cellOf(value: Cell, style: CsvStyle): string {
  if (typeof value === "number") return style.lang === "ru" ? String(value).replace(".", ",") : String(value);
  if (value instanceof Date) return timeOf(value, style);
  return `"${safe(value ?? "").replaceAll('"', '""')}"`;
}

function safe(text: string): string {
  // A program that splits the line otherwise finds no formula behind its own separators either.
  const within = text.replace(/([;,\t\r\n]\s*)(?=[=+\-@＝＋－＠|%])/g, "$1'");
  // Spreadsheets look past leading white space, and take full-width signs for their plain ones.
  return /^\s*[=+\-@＝＋－＠|%]|^[\t\r\n]/.test(text) || isMisread(text) ? `'${within}` : within;
}

const month = /янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec/
  .source;
/** `1 мая`, `May 5` and `12-янв-2027`: digits with a month among them and no other word. */
const day = new RegExp(`^(?=.*\\d)[\\d\\s.,/-]*(?:${month})\\p{L}*[\\d\\s.,/-]*$`, "iu");

/** `0012345678` would lose its zeros, twenty digits their end, `2-3` and `1 мая` become a day, `(5)` and `5%` sums. */
function isMisread(text: string): boolean {
  if (/^[1-9]\d{0,14}$/.test(text)) return false;
  return (
    /^[\s($€₽£]*\d[-\d\s.,:/]*[\s)%$€₽£]*$/.test(text) ||
    /^\s*\d+(?:\.\d+)?e\d+\s*$/i.test(text) ||
    /^\s*\d[\d:\s]*[ap]m?\s*$/i.test(text) ||
    day.test(text)
  );
}

/** `24.11.2026 12:30:05`, which Excel takes for a time in either language. */
function timeOf(at: Date, { lang, zone }: CsvStyle): string {
  if (Number.isNaN(at.getTime())) return '""';
  const style = { dateStyle: "short", timeStyle: "medium", timeZone: zone } as const;
  if (lang === "en") return new Intl.DateTimeFormat("sv", style).format(at);
  const [date, time] = [
    new Intl.DateTimeFormat("ru", { dateStyle: "short", timeZone: zone }),
    new Intl.DateTimeFormat("ru", { timeStyle: "medium", timeZone: zone }),
  ].map((format) => format.format(at));
  return `${date} ${time}`;
}
