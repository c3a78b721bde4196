/**
 * `npm run doctor`: holds what this project assumes of SIPNET against the real account, and the running
 * Worker against the world. It reads, changes nothing and calls nobody, but with `--call` and the owner's
 * consent. On one's own server it tells the Worker whether visitors' addresses arrive unforged, which opens
 * dialling or closes it.
 */
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { randomBytes } from "node:crypto";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { askConsent, type Phones, stepWords } from "./doctor/call/consent.ts";
import { examineByCall } from "./doctor/call/examine.ts";
import type { Finding } from "./doctor/finding.ts";
import { examineInstallation } from "./doctor/installation.ts";
import { asking } from "./doctor/look.ts";
import { examineProvider } from "./doctor/provider.ts";
import { forPeople, profileOf, withCall } from "./doctor/report.ts";
import { HostingError, lastWords } from "./hosting-error.ts";
import { ownerApi } from "./owner-api.ts";
import type { Language } from "./setup/answers.ts";
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
  /** One call between the owner's own two phones and one throw-away button. */
  call: { type: "boolean", default: false },
  /** The two phones, and consent without being asked. */
  phones: { type: "string" },
  yes: { type: "boolean", default: false },
} as const;

/** @returns whether anything differs */
async function main(args: string[]): Promise<boolean> {
  const { values } = parseArgs({ args, options });
  const settings = { ...(await keptSettings(values.folder)), ...fromEnvironment() };
  if (!settings.SIPNET_APIKEY && !(settings.SIPNET_LOGIN && settings.SIPNET_PASSWORD))
    throw new HostingError("Whose account? Run npm run setup first, or put SIPNET_APIKEY into the environment.");
  const language = values.lang === "ru" || (values.lang !== "en" && /^ru/i.test(process.env.LANG ?? "")) ? "ru" : "en";
  const nowMs = () => Date.now();
  const phones = values.call ? await askConsent({ ...values, asks: process.stdin.isTTY }, language) : null;
  const read = await examineProvider(asking(settings, nowMs), nowMs());
  const installation = values["provider-only"] ? [] : await examineInstallation(settings, nowMs);
  // After the installation was looked at: that opens dialling on one's own server.
  const told = phones === null ? [] : await callTogether(settings, phones, language);
  const provider = withCall(read, told);
  const examination = { provider, installation };
  console.log(values.json ? JSON.stringify(examination, null, 2) : forPeople(examination, language));
  if (values.profile !== undefined)
    await writeFile(
      resolve(process.env.INIT_CWD ?? ".", values.profile),
      `${JSON.stringify(profileOf(provider), null, 2)}\n`,
    );
  return [...provider, ...installation].some(({ verdict }) => verdict === "differs");
}

/** What a person reads meanwhile goes beside the report, which may go into a file. */
async function callTogether(settings: Settings, phones: Phones, language: Language): Promise<Finding[]> {
  if (settings.PUBLIC_URL === undefined)
    throw new HostingError("The running Worker places the call: PUBLIC_URL must say where it is.");
  return examineByCall({
    ask: asking(settings, Date.now),
    owner: await ownerApi(settings.PUBLIC_URL, settings),
    phones,
    key: randomBytes(18).toString("base64url"),
    nowMs: Date.now,
    pause: (ms) => setTimeout(ms),
    say: (step) => console.error(stepWords(step, language)),
  });
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
  console.error(lastWords(error));
  process.exitCode = 1;
}
