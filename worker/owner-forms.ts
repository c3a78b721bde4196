/** What the owner may send, checked before it is kept; every message says what to do. */
import * as v from "valibot";
import type { ButtonExtras } from "./button.ts";
import type { Settings } from "./settings.ts";

const clock = v.pipe(v.string(), v.regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, "must be HH:MM"));

const span = v.tuple([clock, clock]);

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
      holidays: v.optional(v.pipe(v.array(v.pipe(v.string(), v.isoDate())), v.maxLength(100))),
    }),
  ],
  'must be "always" or {zone, week: {mon: [["09:00", "18:00"]]}, holidays: ["2027-01-01"]}',
);

/** International digits or `SIPID@domain`; spaces, brackets and dashes are taken out. */
const ownPhone = v.pipe(
  v.string(),
  v.transform((text) => (text.includes("@") ? text.trim() : text.replace(/[\s()\-.]/g, ""))),
  v.regex(/^(?:\+?\d{5,15}|\d{7,10}@[\w.-]{3,60})$/, "must be an international number or SIPID@domain"),
);

const agent = v.strictObject({ name: v.pipe(v.string(), v.trim(), v.maxLength(80)), phone: ownPhone });

/** What `PUT /v1/owner/buttons/{cid}` may change; what is absent stays as it is. */
export function extrasChange({ allowedOrigins }: Settings): v.GenericSchema<unknown, Partial<ButtonExtras>> {
  const origin = v.picklist([...allowedOrigins], `must be one of ALLOWED_ORIGINS: ${allowedOrigins.join(", ")}`);
  // Parsed JSON holds no undefined, so that an optional key is either absent or whole.
  return v.partial(
    v.strictObject({
      agents: v.pipe(v.array(agent), v.maxLength(20, "at most 20 agents")),
      rings: v.picklist(["owner", "visitor"], 'must be "owner" or "visitor"'),
      hours,
      origins: v.array(origin),
      lang: v.picklist(["ru", "en"]),
      consent: v.nullable(v.pipe(v.string(), v.trim(), v.maxLength(500))),
      account: v.nullable(v.pipe(v.string(), v.trim(), v.maxLength(100))),
    }),
  ) as v.GenericSchema<unknown, Partial<ButtonExtras>>;
}

/** Whether the platform knows this zone. */
export function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}
