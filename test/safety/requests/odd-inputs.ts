/** Times, addresses, origins, keys, types and bodies as they came in public bug reports of systems like this one. */

/** `at`, as it may not be written; the shop's clock stands at noon in Moscow on 24 November 2026. */
export const oddTimes: readonly unknown[] = [
  "2026-11-24T12:00:60Z",
  "2026-12-31T23:59:60Z",
  "2026-11-24T12:00:00+24:00",
  "0000-01-01T00:00:00Z",
  "-000001-01-01T00:00:00Z",
  "+002026-11-24T12:00:00Z",
  "9999-12-31T23:59:59Z",
  "2026-11-24T24:00:00Z",
  "2026-11-24T12:00:00",
  "2026-11-24T12:00:00+3",
  "2026-11-24T12:00:00  +03",
  "2026-11-24T12:00:00+03:0",
  "0000-01-01T00:00:00+23",
  "9999-12-31T23:59:59-23",
  "2026-W48-2T12:00:00Z",
  "2026-11-31T12:00:00Z",
  "2026-11-24T12:00:00Z\u0000",
  "２０２６-11-24T12:00:00Z",
  "1e400",
  1e300,
  1_764_000_000_000,
  "",
  null,
  true,
  {},
  [],
];

/** One instant, in writings that RFC 3339 knows, and in those of ISO 8601 that say no less. */
export const sameTimes = [
  "2026-11-24T12:00:00Z",
  "2026-11-24T12:00:00.000Z",
  "2026-11-24T12:00:00-00:00",
  "2026-11-24T15:00:00+03:00",
  "2026-11-24 12:00:00Z",
  "2026-11-24t12:00:00z",
  "2026-11-24T15:00:00+0300",
  "2026-11-24T15:00:00+03",
  "2026-11-24T15:00:00 +03:00",
  "2026-11-24T09:00:00.000000001-03",
  "2026-11-25T11:59:00+23:59",
];

/** Texts that are no address; the last ones would be read as somebody else's by a lenient reader. */
export const noAddresses = [
  "fe80::1%eth0",
  "fe80::1%eth0.100",
  "[2001:db8::1]",
  "2001:db8::1]:80",
  "1.2.3.4:5678",
  "1.2.3",
  "0x7f.1",
  "1::2::3",
  "12345::",
  "localhost",
  "240.0.0.1",
  "01.2.3.4",
  "1.2.3.4, 5.6.7.8",
];

/** The same network in several writings: what counts is where an address lies, not how it is written. */
export const sameNetworks: readonly [one: string, other: string][] = [
  ["::ffff:1.2.3.4", "1.2.3.4"],
  ["::ffff:102:304", "1.2.3.4"],
  ["2001:db8:1234:5678::1.2.3.4", "2001:DB8:1234:5678:0::9"],
  ["64:ff9b::1.2.3.4", "64:ff9b::102:304"],
];

/** Like the shop's origin, and not it. */
export const noOrigins = (origin: string): string[] => [
  "null",
  `${origin}.`,
  `${origin}:443`,
  origin.toUpperCase(),
  origin.replace("https", "http"),
  `${origin}/`,
  `${origin}, https://evil.example`,
  `${origin}@evil.example`,
  origin.replace("://", "://evil-"),
  "file://",
  "*",
];

/** Not keys; two headers of that name arrive as one with a comma. */
export const noKeys = [
  "",
  "a",
  "a".repeat(21),
  "a".repeat(65),
  `"${"a".repeat(22)}"`,
  `${"k".repeat(22)}, ${"k".repeat(22)}`,
];

export const noTypes = [
  "text/plain",
  "application/problem+json",
  "application/json, text/plain",
  "multipart/form-data; boundary=x",
];

/** Bodies that are read as they were meant: what comes last under a name counts, for judge and dial alike. */
export const bearable: Record<string, (json: string) => string> = {
  "a name that comes twice": (json) => json.replace("{", '{"phone":"+79990000001","button":"x",'),
  "a prototype": (json) =>
    json.replace("{", '{"__proto__":{"at":"2026-11-24T12:00:00Z"},"constructor":{"prototype":{}},'),
  "lone halves of characters": (json) =>
    json.replace(/\}$/, ',"page":"https://shop.example/\\ud800","lang":"\\udfff"}'),
};

export const unbearable: Record<string, (json: string) => string> = {
  "a mark of byte order": (json) => `\ufeff${json}`,
  "a list": (json) => `[${json}]`,
  "two thousand lists": () => "[".repeat(2_000) + "]".repeat(2_000),
  "six hundred objects": (json) => json.replace(/\}$/, `,"x":${'{"a":'.repeat(600)}1${"}".repeat(600)}}`),
  nothing: () => "",
  "a number beyond numbers": () => "1e400",
  "an end after the end": (json) => `${json}x`,
  "no number": (json) => json.replace("{", '{"consent":NaN,'),
  "a comment": (json) => `/* */${json}`,
};
