/**
 * The provider's dates. API document, section 4: `DD.MM.YYYY[ HH[:MM[:SS]]]`, always GMT. A row that says when
 * in another writing is still told from its neighbours by that, so what can mean one moment only is read.
 */

const documented = /^\d\d\.\d\d\.\d{4}(?: \d\d(?::\d\d(?::\d\d)?)?)?$/;
const zone = String.raw`(?: ?(Z|GMT|UTC|[+-]\d\d:?\d\d))?`;
const dotted = new RegExp(
  String.raw`^(\d\d?)\.(\d\d?)\.(\d{4}|\d\d)(?:(?:, ?|[ T])(\d\d?)(?::(\d\d)(?::(\d\d)(?:[.,](\d{1,3})\d*)?)?)?)?${zone}$`,
  "i",
);
const sortable = new RegExp(
  String.raw`^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,3})\d*)?)?)?${zone}$`,
  "i",
);
/** RFC 9110, section 5.6.7. */
const ofHttp = /^[a-z]{3}, \d\d [a-z]{3} \d{4} \d\d:\d\d:\d\d (?:GMT|[+-]\d{4})$/i;
/** Since 1970, in seconds or milliseconds; one of this century. */
const unix = /^(?:\/Date\()?(1\d{9})(\d{3})?(?:\)\/)?$/;

/** `24.11.2026 02:11:09`, GMT. */
export function formatMoment(date: Date): string {
  return date.toISOString().replace(/^(\d+)-(\d+)-(\d+)T(.{8}).*/, "$3.$2.$1 $4");
}

/** Reads the document's own form, RFC 3339 and their kin; a time without a zone is GMT. Undefined for a day that never was. */
export function readMoment(given: string): Date | undefined {
  const text = given.replace(/\s+/g, " ");
  const [, seconds, thousandths = "000"] = unix.exec(text) ?? [];
  if (seconds !== undefined) return new Date(Number(`${seconds}${thousandths}`));
  if (ofHttp.test(text)) return valid(new Date(text));
  const [, day = "", month = "", years = "", ...ofDotted] = dotted.exec(text) ?? [];
  if (day) return momentOf([years.length === 2 ? `20${years}` : years, month, day], ofDotted);
  const [, year = "", ...parts] = sortable.exec(text) ?? [];
  return year ? momentOf([year, ...parts.slice(0, 2)], parts.slice(2)) : undefined;
}

/** As the provider takes it: its own forms as they are, for it fills their missing parts. Undefined for no moment. */
export function writeMoment(text: string): string | undefined {
  const date = readMoment(text);
  return date && (documented.test(text) ? text : formatMoment(date));
}

function momentOf(days: readonly string[], times: readonly (string | undefined)[]): Date | undefined {
  const [year = "", month = "", day = ""] = days.map((part) => part.padStart(2, "0"));
  const [hour = "0", minute = "00", second = "00", fraction = "0", said = "Z"] = times;
  const time = `${year}-${month}-${day}T${hour.padStart(2, "0")}:${minute}:${second}.${fraction}`;
  const date = valid(new Date(`${time}Z`));
  // 31.02. is read as the 3rd of March by some engines.
  if (date?.getUTCDate() !== Number(day)) return undefined;
  return valid(new Date(`${time}${/^[zgu]/i.test(said) ? "Z" : said}`));
}

function valid(date: Date): Date | undefined {
  return Number.isNaN(date.getTime()) ? undefined : date;
}
