/**
 * Where a number's clock stands, as far as the number tells. Russian area codes belong to a
 * region and so to a zone; a mobile number may be anywhere. Codes as the Russian numbering
 * plan assigns them to regions; zones as the IANA database names them.
 */
import { type CountryCode, getCountryCallingCode, isSupportedCountry, type MetadataJson } from "libphonenumber-js/core";
import { phoneMetadata } from "./phone-metadata.cjs";

const russianZones: Record<string, string> = {
  "Europe/Kaliningrad": "401",
  "Europe/Samara": "341 846 848",
  "Europe/Saratov": "845",
  "Europe/Astrakhan": "851",
  "Europe/Ulyanovsk": "842",
  "Europe/Volgograd": "844",
  "Asia/Yekaterinburg": "342 343 345 346 347 349 351 352 353",
  "Asia/Omsk": "381",
  "Asia/Novosibirsk": "383",
  "Asia/Barnaul": "385 388",
  "Asia/Tomsk": "382",
  "Asia/Novokuznetsk": "384",
  "Asia/Krasnoyarsk": "390 391 394",
  "Asia/Irkutsk": "301 395",
  "Asia/Chita": "302",
  "Asia/Yakutsk": "411 416",
  "Asia/Vladivostok": "421 423 426",
  "Asia/Magadan": "413",
  "Asia/Sakhalin": "424",
  "Asia/Kamchatka": "415",
  "Asia/Anadyr": "427",
};

const zoneOfCode = new Map(
  Object.entries(russianZones).flatMap(([zone, codes]) =>
    codes.split(" ").map((code): [string, string] => [code, zone]),
  ),
);

/** The zone of a fixed-line number; null where the number doesn't tell. */
export function zoneOf(phone: { e164: string; country: string; mobile: boolean }): string | null {
  if (phone.mobile) return null;
  if (phone.country === "RU") return zoneOfCode.get(phone.e164.slice(2, 5)) ?? "Europe/Moscow";
  const locale: Intl.Locale & { getTimeZones?: () => string[] } = new Intl.Locale(`und-${phone.country}`);
  const zones = locale.getTimeZones?.() ?? [];
  return zones.length === 1 ? (zones[0] ?? null) : null;
}

/**
 * Every clock that numbers beginning with these digits may go by. Digits that tell nothing, or none,
 * give those of all the numbers that may be dialled.
 * @param ownerZone - the clock of numbers that don't tell theirs
 */
export function clocksOf(digits: string, countries: readonly string[], ownerZone: string): string[] {
  const trunk = countries[0] === "RU" || countries[0] === "KZ" ? /^8/ : /^$/;
  const international = digits.replace(trunk, "7");
  const told = countries.filter((country) => mayBeOf(international, country));
  const clocks = (told.length > 0 ? told : countries).flatMap((country) =>
    country === "RU"
      ? russianClocks(told.length > 0 ? international : "", ownerZone)
      : foreignClocks(country, ownerZone),
  );
  return [...new Set(clocks.length > 0 ? clocks : [ownerZone])];
}

function mayBeOf(digits: string, country: string): boolean {
  const metadata = phoneMetadata();
  if (!isKnown(country, metadata)) return false;
  const code: string = getCountryCallingCode(country, metadata);
  // +7 6 and +7 7 are Kazakhstan's.
  if (digits.length > 1 && code === "7" && digits.startsWith("7")) return /^7[67]/.test(digits) === (country === "KZ");
  return digits.startsWith(code) || code.startsWith(digits);
}

function isKnown(country: string, metadata: MetadataJson): country is CountryCode {
  return isSupportedCountry(country as CountryCode, metadata);
}

function russianClocks(digits: string, ownerZone: string): string[] {
  const area = digits.slice(1, 4);
  if (area.startsWith("9")) return [ownerZone];
  if (area.length === 3) return [zoneOfCode.get(area) ?? "Europe/Moscow"];
  return [ownerZone, "Europe/Moscow", ...Object.keys(russianZones)];
}

function foreignClocks(country: string, ownerZone: string): string[] {
  return [ownerZone, zoneOf({ e164: "", country, mobile: false }) ?? ownerZone];
}
