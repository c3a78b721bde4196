/** What setup is told: by flag first, then by the environment, else by asking. All as it was typed. */
import { parseArgs } from "node:util";
import { HostingError } from "../hosting-error.ts";
import type { Settings } from "../setting-names.ts";

export type Language = "ru" | "en";

/** `undefined` is "not said yet", an empty text "none". */
export interface Answers {
  where: string | undefined;
  /** Docker, or systemd and the like. */
  run: string | undefined;
  address: string | undefined;
  sites: string | undefined;
  /** The provider's key; or login and password, from the environment only. */
  apikey: string | undefined;
  settings: Settings;
  folder: string | undefined;
  language: Language;
}

const options = {
  where: { type: "string" },
  run: { type: "string" },
  address: { type: "string" },
  sites: { type: "string" },
  apikey: { type: "string" },
  "sipnet-url": { type: "string" },
  countries: { type: "string" },
  folder: { type: "string" },
  lang: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

export const usage = `npm run setup -- [--where own-server|cloudflare] [--run docker|systemd] [--address https://calls.example.com]
  [--sites https://shop.example,https://other.example] [--apikey KEY] [--sipnet-url URL] [--countries RU,KZ] [--folder DIR] [--lang ru|en]
What isn't said is taken from the environment (SIPNET_APIKEY or SIPNET_LOGIN and SIPNET_PASSWORD, PUBLIC_URL, ALLOWED_ORIGINS,
SIPNET_URL, COUNTRIES, LIMITS, TRUSTED_PROXY, APP_SECRET, OWNER_TOKEN), else asked for.`;

/** @throws HostingError naming a flag that there isn't */
export function readAnswers(args: readonly string[], env: NodeJS.ProcessEnv): Answers & { help: boolean } {
  const given = flags(args);
  return {
    where: given.where,
    run: given.run,
    address: given.address ?? env.PUBLIC_URL,
    sites: given.sites ?? env.ALLOWED_ORIGINS,
    apikey: given.apikey ?? env.SIPNET_APIKEY,
    settings: {
      ...present("SIPNET_LOGIN", env.SIPNET_LOGIN),
      ...present("SIPNET_PASSWORD", env.SIPNET_PASSWORD),
      ...present("SIPNET_URL", given["sipnet-url"] ?? env.SIPNET_URL),
      ...present("COUNTRIES", given.countries ?? env.COUNTRIES),
      ...present("LIMITS", env.LIMITS),
      ...present("TRUSTED_PROXY", env.TRUSTED_PROXY),
      ...present("APP_SECRET", env.APP_SECRET),
      ...present("OWNER_TOKEN", env.OWNER_TOKEN),
    },
    folder: given.folder,
    language: languageOf(given.lang, env),
    help: given.help ?? false,
  };
}

function flags(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new HostingError(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

function present(name: keyof Settings, value: string | undefined): Settings {
  return value === undefined || value.trim() === "" ? {} : { [name]: value.trim() };
}

function languageOf(given: string | undefined, env: NodeJS.ProcessEnv): Language {
  if (given === "ru" || given === "en") return given;
  return /^ru/i.test(env.LC_ALL || env.LC_MESSAGES || env.LANG || "") ? "ru" : "en";
}
