/**
 * `npm run doctor`: holds what this project assumes of SIPNET against the real account, and the running
 * Worker against the world. It reads, changes nothing and calls nobody; on one's own server it tells the
 * Worker whether visitors' addresses arrive unforged, which opens dialling or closes it.
 */
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { examineInstallation } from "./doctor/installation.ts";
import { asking } from "./doctor/look.ts";
import { examineProvider } from "./doctor/provider.ts";
import { forPeople, profileOf } from "./doctor/report.ts";
import { HostingError } from "./hosting-error.ts";
import { settingNames, type Settings } from "./setting-names.ts";
import { readSettingsFile } from "./settings-file.ts";

const root = resolve(import.meta.dirname, "../..");
const options = {
  /** For an issue report: holds no secret and no number. */
  json: { type: "boolean", default: false },
  lang: { type: "string" },
  folder: { type: "string" },
  /** Where to write what differs, for the simulator and the tests. */
  profile: { type: "string" },
  /** Only the provider: there is no installation yet. */
  "provider-only": { type: "boolean", default: false },
} as const;

/** @returns whether anything differs */
async function main(args: string[]): Promise<boolean> {
  const { values } = parseArgs({ args, options });
  const settings = { ...(await keptSettings(values.folder)), ...fromEnvironment() };
  if (!settings.SIPNET_APIKEY && !(settings.SIPNET_LOGIN && settings.SIPNET_PASSWORD))
    throw new HostingError("Whose account? Run npm run setup first, or put SIPNET_APIKEY into the environment.");
  const nowMs = () => Date.now();
  const provider = await examineProvider(asking(settings, nowMs), nowMs());
  const installation = values["provider-only"] ? [] : await examineInstallation(settings, nowMs);
  const examination = { provider, installation };
  const language = values.lang === "ru" || (values.lang !== "en" && /^ru/i.test(process.env.LANG ?? "")) ? "ru" : "en";
  console.log(values.json ? JSON.stringify(examination, null, 2) : forPeople(examination, language));
  if (values.profile !== undefined)
    await writeFile(
      resolve(process.env.INIT_CWD ?? ".", values.profile),
      `${JSON.stringify(profileOf(provider), null, 2)}\n`,
    );
  return [...provider, ...installation].some(({ verdict }) => verdict === "differs");
}

async function keptSettings(folder: string | undefined): Promise<Settings> {
  const beside = resolve(process.env.INIT_CWD ?? ".", folder ?? root);
  const files = ["own-server", "cloudflare"].map((place) => join(beside, place, "settings.env"));
  const found = files.find((file) => existsSync(file));
  return found === undefined ? {} : readSettingsFile(found);
}

function fromEnvironment(): Settings {
  return Object.fromEntries(settingNames.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

try {
  process.exitCode = (await main(process.argv.slice(2))) ? 2 : 0;
} catch (error) {
  console.error(error instanceof HostingError ? error.message : error);
  process.exitCode = 1;
}
