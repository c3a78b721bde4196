/** What the owner may send, checked before it is kept; every message says what to do. */
import * as v from "valibot";
import type { Language } from "../contract/visitor.ts";
import { readOwnPhone } from "../numbers/own-phone.ts";
import { unreadableWords } from "../numbers/unreadable-words.ts";
import type { ButtonChange } from "../buttons/plans.ts";
import type { OwnerButton } from "../contract/owner-buttons.ts";
import { type Fields, same } from "../versions.ts";
import { readSite } from "../http/site-origin.ts";
import { instant } from "../time/instant.ts";
import { isCalendarDay, isZone } from "../time/wall-clock.ts";

const from = v.pipe(v.string(), v.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "must be HH:MM from 00:00 to 23:59"));
const to = v.pipe(v.string(), v.regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, "must be HH:MM from 00:00 to 24:00"));

/** One that ends before it begins goes on after midnight; `00:00` to `00:00` is a whole day. */
const span = v.pipe(
  v.tuple([from, to]),
  v.check(
    ([opens, closes]) => opens !== closes || opens === "00:00",
    'must end at another time than it begins; a whole day is ["00:00", "24:00"]',
  ),
);

const holiday = v.pipe(
  v.string(),
  v.isoDate(),
  v.check(isCalendarDay, "must be a day of the calendar, such as 2027-01-01"),
);

const zone = v.pipe(
  v.string(),
  v.check((name) => isZone(name), "must be a zone of the IANA database, such as Europe/Moscow"),
);

const days = v.strictObject({
  mon: v.optional(v.array(span)),
  tue: v.optional(v.array(span)),
  wed: v.optional(v.array(span)),
  thu: v.optional(v.array(span)),
  fri: v.optional(v.array(span)),
  sat: v.optional(v.array(span)),
  sun: v.optional(v.array(span)),
});

const hours = v.union(
  [
    v.literal("always"),
    v.null(),
    v.strictObject({
      zone,
      week: days,
      holidays: v.optional(v.pipe(v.array(holiday), v.maxLength(100))),
    }),
  ],
  'must be "always" or {zone, week: {mon: [["09:00", "18:00"]]}, holidays: ["2027-01-01"]}',
);

/** When an agent is back: a time, or `true` until they say so. */
export const awayUntil = v.union([v.literal(true), instant], "must be true or a time such as 2027-01-01T09:00:00Z");

/** A number in any writing, a SIP id or `SIPID@domain`; kept as SIPNET is sent it, so that both books agree. */
function ownPhone(countries: readonly string[], lang: Language) {
  return v.pipe(
    v.string(),
    v.rawTransform(({ dataset, addIssue, NEVER }): string => {
      const read = readOwnPhone(dataset.value, countries);
      if (read.kind !== "unreadable") return read.sent;
      addIssue({ message: unreadableWords(read.why, lang) });
      return NEVER;
    }),
  );
}

/** `#f00` and `FF0000` are understood; SIPNET takes six digits behind a `#`. */
const color = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^#?(?:[\da-f]{3}|[\da-f]{6})$/i, "must be a colour such as #008735"),
  v.transform((text) => {
    const digits = text.replace("#", "");
    return `#${digits.length === 3 ? digits.replace(/./g, "$&$&") : digits}`;
  }),
);

const shared = {
  color,
  btntype: v.pipe(v.number("must be a number: 2 and 3 are known"), v.integer(), v.minValue(0), v.maxValue(999)),
  text: v.pipe(v.string(), v.trim(), v.maxLength(200)),
  descr: v.pipe(v.string(), v.trim(), v.maxLength(500)),
  dtmf: v.boolean("must be true or false"),
};

const fewer = v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000)));

/** One of the listed sites, in whatever writing. */
function siteAmong(sites: readonly string[]) {
  const named = sites.length === 0 ? "no site is listed yet" : `must be one of the sites: ${sites.join(", ")}`;
  return v.pipe(
    v.string(),
    v.transform((text) => {
      const read = readSite(text);
      return "origin" in read ? read.origin : text;
    }),
    v.picklist([...sites], named),
  );
}

function extras(sites: readonly string[], phone: ReturnType<typeof ownPhone>) {
  const name = v.pipe(v.string(), v.trim(), v.maxLength(80));
  const agent = v.strictObject({ name, phone, hours: v.optional(hours), away: v.optional(awayUntil) });
  return {
    agents: v.pipe(v.array(agent), v.maxLength(20, "at most 20 agents")),
    ring: v.picklist(["all", "in-turn", "round-robin"], 'must be "all", "in-turn" or "round-robin"'),
    rings: v.picklist(["owner", "visitor"], 'must be "owner" or "visitor"'),
    hours,
    origins: v.array(siteAmong(sites)),
    lang: v.picklist(["ru", "en"]),
    consent: v.nullable(v.pipe(v.string(), v.trim(), v.maxLength(500))),
    account: v.nullable(v.pipe(v.string(), v.trim(), v.maxLength(100))),
    limits: v.nullable(v.strictObject({ perHour: fewer, perDay: fewer })),
  };
}

/** What a button's fields are held against: countries, the listed sites, and in which language to answer. */
export interface FormRules {
  countries: readonly string[];
  sites: readonly string[];
  lang: Language;
}

/** What a button may be told to become; what is absent stays as it is. */
export function buttonChange({ countries, sites, lang }: FormRules): v.GenericSchema<unknown, ButtonChange> {
  const phone = ownPhone(countries, lang);
  const fields = { phone, ...shared, ...extras(sites, phone) };
  const seen = v.object({ ...shared, phone: v.string(), color: v.string(), text: v.string(), descr: v.string() });
  const resolve = v.picklist(["mine", "theirs"], 'must be "mine" or "theirs"');
  // Parsed JSON holds no undefined, so that an optional key is either absent or whole.
  return v.partial(v.strictObject({ ...fields, seen, resolve }, unknownKey)) as v.GenericSchema<unknown, ButtonChange>;
}

function unknownKey({ expected, received }: { expected: string | null; received: string }): string {
  return expected === "never" ? `${received} is no field of a button` : "must be an object";
}

/**
 * What of a `PUT` is a change: a field that is as the owner had it before them is none. A record may
 * so be sent back whole, even one that SIPNET filled with what this form would not take.
 */
export function withoutUnchanged(sent: Record<string, unknown>, shown: OwnerButton): Record<string, unknown> {
  const { sync: _, phones: __, ...rest } = sent;
  const seen: Record<string, unknown> = { ...shown, ...Object(rest.seen) };
  const changed = Object.entries(rest).filter(
    ([name, value]) => name === "seen" || JSON.stringify(value) !== JSON.stringify(seen[name]),
  );
  return Object.fromEntries(changed);
}

/** What of a `PUT` differs from the record as it was seen. */
export function changesIn(sent: Record<string, unknown>, seen: Fields): Record<string, unknown> {
  const { sync: _, phones: __, seen: ___, cid: ____, ...rest } = sent;
  return Object.fromEntries(Object.entries(rest).filter(([name, value]) => !same(value, seen[name])));
}
