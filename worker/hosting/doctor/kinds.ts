/** Values as kinds: the only thing of an answer that a report may hold. */

const patterns: [kind: string, pattern: RegExp][] = [
  ["empty", /^\s*$/],
  ["Y/N", /^[YN]$/i],
  ["UUID", /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i],
  ["DD.MM.YYYY HH:MM:SS", /^\d\d\.\d\d\.\d{4} \d\d:\d\d:\d\d$/],
  ["YYYY-MM-DD HH:MM:SS", /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/],
  ["RFC 3339", /^\d{4}-\d\d-\d\dT\d\d:\d\d/],
  ["digits", /^\d+$/],
  ["decimal with a point", /^-?\d+\.\d+$/],
  ["decimal with a comma", /^-?\d+,\d+$/],
  ["amount in words", /^-?[\d ]+(?:[.,]\d+)?\s*(?:руб|р\.|rub|₽)/i],
  ["duration in words", /^\d+\s*(?:сек|мин|час|sec|min)/i],
  ["address with a query", /^https?:\/\/[^?]+\?/i],
  ["address", /^https?:\/\//i],
  ["masked number", /^\+?\d*\*+\d*$/],
  ["pstn number", /^pstn\+?\d+$/i],
  ["number at a domain", /^[^@\s]+@[^@\s]+$/],
  ["escaped text", /&(?:amp|quot|lt|gt|apos|#\d+);/],
  ["Cyrillic words", /[а-яё]/i],
];

/** What a value is, in our own words. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value !== "string") return typeof value;
  return patterns.find(([, pattern]) => pattern.test(value))?.[0] ?? "text";
}

/** Kinds of many values, each once, most frequent first. */
export function kindsOf(values: readonly unknown[]): string[] {
  const byKind = Object.entries(Object.groupBy(values, kindOf));
  return byKind.sort(([, a = []], [, b = []]) => b.length - a.length).map(([kind]) => kind);
}

/** Names that the API's document, real clients or this project's readers know: no others are ever printed. */
const knownNames = new Set(
  "id cid uuid callid account login direction gmt date time created phone dst src dstphone srcphone cli callerid calleeid to from duration billsec url state status srcstate dststate disposition price cost amount sum answeredphone srcuuid dstuuid isdncode isdndescr currency descr color btntype text dtmf type default sipid email fio name calls answered balance apiversion errorcode errormessage errordescription operation webhooks webbuttons phones children attempts finopers report response item row result root".split(
    " ",
  ),
);

/** Keys of rows in a report: a stranger's key may be a number, a name or a secret. */
export function namesOf(rows: readonly object[]): string[] {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const known = names.filter(isKnownName);
  const strange = names.length - known.length;
  return strange === 0 ? known : [...known, `${strange} unknown`];
}

export function isKnownName(name: string): boolean {
  return knownNames.has(name.toLowerCase().replaceAll("_", ""));
}
