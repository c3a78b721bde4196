/**
 * A table for spreadsheets. A cell that begins like a formula is made text by an apostrophe: a
 * caller's name must not run anything on the owner's computer. OWASP, "CSV Injection".
 */
export function csvOf(head: readonly string[], rows: readonly (readonly (string | number | undefined)[])[]): string {
  const lines = [head, ...rows].map((cells) => cells.map(cellOf).join(";"));
  // Without the mark Excel takes Cyrillic for something else; with semicolons it needs no import.
  return `\uFEFF${lines.join("\r\n")}\r\n`;
}

function cellOf(value: string | number | undefined): string {
  if (typeof value === "number") return String(value);
  const text = value ?? "";
  // Spreadsheets look past leading white space, and take full-width signs for their plain ones.
  const safe = /^\s*[=+\-@＝＋－＠|%]|^[\t\r\n]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
