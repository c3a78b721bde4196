/** The provider's dates. API document, section 4: `DD.MM.YYYY[ HH[:MM[:SS]]]`, always GMT. */

const documented = /^(\d\d)\.(\d\d)\.(\d{4})(?: (\d\d)(?::(\d\d)(?::(\d\d))?)?)?$/;
const sortable = /^\d{4}-\d\d-\d\d(?:[T ](\d\d:\d\d[\d:.]*)(Z|[+-]\d\d:?\d\d)?)?$/i;

/** `24.11.2026 02:11:09`, GMT. */
export function formatMoment(date: Date): string {
  return date.toISOString().replace(/^(\d+)-(\d+)-(\d+)T(.{8}).*/, "$3.$2.$1 $4");
}

/** Reads the document's own form or RFC 3339; a time without a zone is GMT. Undefined for a day that never was. */
export function readMoment(text: string): Date | undefined {
  const [, day, month, year, hour = "00", minute = "00", second = "00"] = documented.exec(text) ?? [];
  if (year !== undefined) {
    const date = readIso(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
    // 31.02. is read as the 3rd of March by some engines.
    return date?.getUTCDate() === Number(day) ? date : undefined;
  }
  const [iso, time, zone] = sortable.exec(text) ?? [];
  return iso === undefined ? undefined : readIso(iso.replace(" ", "T") + (time && !zone ? "Z" : ""));
}

/** As the provider takes it: its own forms as they are, for it fills their missing parts. Undefined for no moment. */
export function writeMoment(text: string): string | undefined {
  const date = readMoment(text);
  return date && (documented.test(text) ? text : formatMoment(date));
}

function readIso(iso: string): Date | undefined {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
