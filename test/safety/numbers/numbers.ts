/**
 * Numbers of every region and kind, made from the ranges of the one library and judged by the
 * other: what Google's own calls special must not be dialled, what it calls ordinary must.
 */
import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import google from "google-libphonenumber";
import { judgePhone } from "../../../worker/numbers/phone.ts";

export interface Sample {
  e164: string;
  region: string;
}

/** Metadata of libphonenumber-js: calling code first, ranges by kind twelfth. */
type Country = [code: string, ...rest: unknown[]];
const kindsAt = 11;
const metadata = JSON.parse(
  readFileSync(new URL("../../../node_modules/libphonenumber-js/metadata.max.json", import.meta.url), "utf8"),
) as { countries: Record<string, Country>; nonGeographic: Record<string, Country> };

export const regions = Object.keys(metadata.countries);

const [fixedLine, mobile] = [0, 1];
const judge = google.PhoneNumberUtil.getInstance();
/** Of Google's `PhoneNumberType`. */
const ordinaryKinds: readonly number[] = [0, 1, 2];
const unknownKind = -1;

/** Special numbers of all regions: premium, free, shared cost, personal, pagers, and the like. */
export function specialNumbers(count: number, seed: number): Sample[] {
  const specials = Object.entries({ ...metadata.countries, ...metadata.nonGeographic }).flatMap(([region, country]) =>
    rangesOf(country).flatMap((range, kind) => (kind > mobile && range ? [{ region, code: country[0], range }] : [])),
  );
  const each = Math.ceil((count / specials.length) * 1.5);
  const made = specials.flatMap((source, i) => sample(source, each, seed + i));
  return spread(made.filter(isSpecial), count);
}

/** Ordinary Russian numbers, fixed and mobile. */
export function ordinaryRussians(count: number, seed: number): Sample[] {
  const country = metadata.countries.RU;
  if (!country) throw new Error("There is no Russia in the metadata");
  const ranges = [fixedLine, mobile].flatMap((kind) => rangesOf(country)[kind] ?? []);
  const made = ranges.flatMap((range, i) => sample({ region: "RU", code: "7", range }, count, seed + i));
  return spread(made.filter(isOrdinaryRussian), count);
}

/** How many of them the Worker would dial if the whole world were allowed. */
export function dialled(samples: readonly Sample[], countries: readonly string[] = regions): Sample[] {
  return samples.filter(({ e164 }) => !("problem" in judgePhone(e164, countries)));
}

function rangesOf(country: Country): (string | undefined)[] {
  const kinds = (country[kindsAt] ?? []) as ([pattern?: string] | 0 | null)[];
  return kinds.map((kind) => (kind ? kind[0] : undefined));
}

function sample({ region, code, range }: { region: string; code: string; range: string }, count: number, seed: number) {
  const numbers = fc.sample(fc.stringMatching(new RegExp(`^(?:${range})$`)), { numRuns: count, seed });
  return numbers.map((national) => ({ e164: `+${code}${national}`, region }));
}

function kindOf(e164: string): number {
  const number = judge.parse(e164);
  return judge.isValidNumber(number) ? judge.getNumberType(number) : unknownKind;
}

function isSpecial({ e164 }: Sample): boolean {
  const kind = kindOf(e164);
  return kind !== unknownKind && !ordinaryKinds.includes(kind);
}

/** Abkhazia's numbers and a satellite's are on the Russian plan, and no Russian's. */
function isOrdinaryRussian({ e164 }: Sample): boolean {
  return ordinaryKinds.includes(kindOf(e164)) && !/^\+7(?:840|940|954)/.test(e164);
}

/** Evenly over all that were made. */
function spread(samples: Sample[], count: number): Sample[] {
  if (samples.length < count) throw new Error(`Only ${samples.length} numbers were made, not ${count}`);
  return Array.from({ length: count }, (_, i) => samples[Math.floor((i * samples.length) / count)]).filter(
    (each) => each !== undefined,
  );
}
