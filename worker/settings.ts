/**
 * The only reader of `env`. A missing or malformed setting is named in the log and stops
 * dialling; it never falls back to something looser.
 */
import * as v from "valibot";
import { type CallLimits, type LimitsOverride, limitsOf, overrideSchema } from "./contract/limits.ts";
import type { Credentials } from "./sipnet/client.ts";

/** What the own server's build and its script say; nobody sets these. */
interface OwnServerMarks {
  /** "yes" in that build. */
  OWN_SERVER?: string;
  /** The mark that `sipnet-call restore` left, as JSON. */
  RESTORED?: string;
}

/** The settings as the platform hands them over: texts, or nothing. */
export interface Vars {
  SIPNET_APIKEY?: string;
  SIPNET_LOGIN?: string;
  SIPNET_PASSWORD?: string;
  SIPNET_URL?: string;
  APP_SECRET?: string;
  OWNER_TOKEN?: string;
  PUBLIC_URL?: string;
  ALLOWED_ORIGINS?: string;
  COUNTRIES?: string;
  LIMITS?: string;
  /** Own server only: who may say whose request it is; read by `hosting/server`. */
  TRUSTED_PROXY?: string;
}

/** A backup was put in the place of the data: what came between is not in them. */
export interface RestoredMark {
  id: string;
  takenAt: string;
  restoredAt: string;
  /** How many opt-outs were carried over from the replaced data, or "unreadable". */
  optOuts: string;
}

/** What only an own server has to settle. */
export interface OwnServer {
  trustedProxy: string;
  restored: RestoredMark | null;
}

export interface Settings {
  credentials: Credentials;
  sipnetUrl: string;
  appSecret: string;
  ownerToken: string;
  /** This Worker's own origin; null until the owner has confirmed one in the console. */
  publicUrl: string | null;
  allowedOrigins: readonly string[];
  /** ISO 3166 codes that may be dialled; the first one reads national writing. */
  countries: readonly string[];
  limits: CallLimits;
  /** What `LIMITS` held, under what the owner sets on top. */
  limitsOverride: LimitsOverride;
  /** Null on Cloudflare. */
  ownServer: OwnServer | null;
}

/** Says which setting is wrong and how it must look; never its value. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

// 64 characters of hex pass as well: they are a longer text over fewer letters.
const secret = v.pipe(
  v.string("is missing"),
  v.check((text) => /^[\w-]{43,}$/.test(text), "must be at least 43 characters of base64url or 64 of hex"),
);

const origin = v.pipe(
  v.string(),
  v.trim(),
  v.check(
    (text) => URL.parse(text)?.origin === text,
    "must be exact origins such as https://shop.example, comma separated",
  ),
);

const list = <Item extends v.GenericSchema<string, string>>(item: Item) =>
  v.pipe(
    v.string("is missing"),
    v.transform((text) => text.split(",").filter((part) => part.trim() !== "")),
    v.array(item),
  );

const address = v.pipe(
  v.string("is missing"),
  v.check((text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ""), "must be an http(s) address"),
);

const restoredMark = v.object({ id: v.string(), takenAt: v.string(), restoredAt: v.string(), optOuts: v.string() });

const schema = v.object({
  SIPNET_URL: v.optional(address, "https://newapi.sipnet.ru/api.php"),
  APP_SECRET: secret,
  OWNER_TOKEN: secret,
  PUBLIC_URL: v.optional(
    v.pipe(
      address,
      v.transform((text) => new URL(text).origin),
    ),
  ),
  ALLOWED_ORIGINS: v.pipe(v.optional(v.string(), ""), list(origin)),
  COUNTRIES: v.pipe(
    v.optional(v.string(), "RU"),
    list(v.pipe(v.string(), v.trim(), v.toUpperCase(), v.regex(/^[A-Z]{2}$/, "must be ISO codes such as RU,KZ"))),
    v.minLength(1, "must name at least one country"),
  ),
  LIMITS: v.pipe(v.optional(v.string(), "{}"), v.parseJson(undefined, "must be JSON"), overrideSchema),
  RESTORED: v.optional(v.pipe(v.string(), v.parseJson(undefined, "is damaged"), restoredMark)),
});

/** Reads and checks every setting. @throws SettingsError naming the first that is wrong. */
export function readSettings(env: Vars & OwnServerMarks): Settings {
  // Each key is there, if only as undefined: so that each says for itself that it is missing.
  // workerd says null of an unset variable; null and empty text both mean "not set".
  const given = Object.keys(schema.entries).map((name) => [name, env[name as keyof Vars] || undefined]);
  const result = v.safeParse(schema, Object.fromEntries(given));
  if (!result.success) {
    const [issue] = result.issues;
    throw new SettingsError(`${v.getDotPath(issue) ?? "settings"} ${issue.message}`);
  }
  const read = result.output;
  return {
    credentials: readCredentials(env),
    sipnetUrl: read.SIPNET_URL,
    appSecret: read.APP_SECRET,
    ownerToken: read.OWNER_TOKEN,
    publicUrl: read.PUBLIC_URL ?? null,
    allowedOrigins: read.ALLOWED_ORIGINS,
    countries: read.COUNTRIES,
    limits: limitsOf(read.LIMITS),
    limitsOverride: JSON.parse(env.LIMITS || "{}") as LimitsOverride,
    ownServer: env.OWN_SERVER
      ? { trustedProxy: env.TRUSTED_PROXY || "loopback", restored: read.RESTORED ?? null }
      : null,
  };
}

function readCredentials({ SIPNET_APIKEY, SIPNET_LOGIN, SIPNET_PASSWORD }: Vars): Credentials {
  if (SIPNET_APIKEY) return { apikey: SIPNET_APIKEY };
  if (SIPNET_LOGIN && SIPNET_PASSWORD) return { login: SIPNET_LOGIN, password: SIPNET_PASSWORD };
  throw new SettingsError("SIPNET_APIKEY is missing (or SIPNET_LOGIN and SIPNET_PASSWORD)");
}
