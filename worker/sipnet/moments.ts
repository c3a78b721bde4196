/** The provider's dates. API document, section 4: `DD.MM.YYYY[ HH[:MM[:SS]]]`, always GMT. */

const documented = /^(\d\d)\.(\d\d)\.(\d{4})(?: (\d\d)(?::(\d\d)(?::(\d\d))?)?)?$/;
const sortable = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/i;

/** `24.11.2026 02:11:09`, GMT. */
export function formatMoment(date: Date): string {
  const [, year, month, day, time] = /^(\d+)-(\d\d)-(\d\d)T([\d:]{8})/.exec(date.toISOString()) ?? [];
  return `${day}.${month}.${year} ${time}`;
}

/** Reads the document's own form or RFC 3339; a time without a zone is GMT. Undefined for a day that never was. */
export function readMoment(text: string): Date | undefined {
  const [, day, month, year, hour = "00", minute = "00", second = "00"] = documented.exec(text) ?? [];
  if (year !== undefined) {
    const date = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
    // 31.02. is read as the 3rd of March by some engines.
    return Number.isFinite(date.getTime()) && date.getUTCDate() === Number(day) ? date : undefined;
  }
  if (!sortable.test(text)) return undefined;
  const zoned = /:\d\d.*(?:Z|[+-]\d\d:?\d\d)$/i.test(text);
  const iso = text.replace(" ", "T");
  const date = new Date(text.length === 10 || zoned ? iso : `${iso}Z`);
  return Number.isFinite(date.getTime()) ? date : undefined;
}

/** Whether the provider would take this text as a date itself. */
export function isDocumentedMoment(text: string): boolean {
  return documented.test(text) && readMoment(text) !== undefined;
}
