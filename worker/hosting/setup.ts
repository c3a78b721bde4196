/**
 * `npm run setup`: from a clone to files that run, on one's own server or on Cloudflare. Asks, or takes
 * flags and the environment; checks the key first; makes the secrets once; says what to do next.
 */
import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { HostingError, lastWords } from "./hosting-error.ts";
import { greetAccount } from "./setup/account.ts";
import { type Answers, type Language, readAnswers, usage } from "./setup/answers.ts";
import { askForKey, askForPlace } from "./setup/ask.ts";
import { checkAnswers, type Plan } from "./setup/check.ts";
import { checkSettings } from "./check-settings.ts";
import { nextSteps } from "./setup/next-steps.ts";
import { writeHome } from "./setup/own-server.ts";
import { steps } from "./setup/words.ts";
import { readSettingsFile, withSecrets, writeSettingsFile } from "./settings-file.ts";

const root = resolve(import.meta.dirname, "../..");

async function main(args: readonly string[]): Promise<void> {
  const { help, ...given } = readAnswers(args, process.env);
  if (help) return console.log(usage);
  const folder = resolve(process.env.INIT_CWD ?? ".", given.folder ?? root);
  // A second run starts from what the first one wrote.
  const answers = completed(given, await readSettingsFile(join(folder, placeOf(given), "settings.env")));
  const { plan, greeting } = process.stdin.isTTY ? await byAsking(answers) : await byFlags(answers);
  console.log(greeting);
  await write(plan, join(folder, plan.where), answers.language);
}

function placeOf({ where }: Answers): string {
  return where ?? "own-server";
}

function completed(given: Answers, kept: Awaited<ReturnType<typeof readSettingsFile>>): Answers {
  const { PUBLIC_URL, ALLOWED_ORIGINS, SIPNET_APIKEY, APP_SECRET: _, OWNER_TOKEN: __, ...rest } = kept;
  return {
    ...given,
    address: given.address ?? PUBLIC_URL,
    sites: given.sites ?? ALLOWED_ORIGINS,
    apikey: given.apikey ?? SIPNET_APIKEY,
    settings: { ...rest, ...given.settings },
  };
}

/** A wrong key is said before any other question. */
async function byAsking(answers: Answers): Promise<{ plan: Plan; greeting: string }> {
  const withKey = await askForKey(answers);
  const greeting = await greetAccount(settingsOf(withKey), answers.language);
  const plan = planOf(await askForPlace(withKey));
  return { plan, greeting };
}

/** All that is wrong is said at once, then the key is tried. */
async function byFlags(answers: Answers): Promise<{ plan: Plan; greeting: string }> {
  const plan = planOf(answers);
  return { plan, greeting: await greetAccount(plan.settings, answers.language) };
}

function settingsOf({ apikey, settings }: Answers) {
  return { ...settings, ...(apikey ? { SIPNET_APIKEY: apikey } : {}) };
}

function planOf(answers: Answers): Plan {
  const checked = checkAnswers(answers);
  if ("plan" in checked) return checked.plan;
  throw new HostingError([steps.wrong[answers.language], ...checked.mistakes.map((text) => `  - ${text}`)].join("\n"));
}

async function write(plan: Plan, folder: string, language: Language): Promise<void> {
  const file = join(folder, "settings.env");
  const hadSecrets = existsSync(file);
  const settings = withSecrets(plan.settings, await readSettingsFile(file));
  await checkSettings(settings);
  await writeSettingsFile(file, settings, "Written by npm run setup. Secret: it belongs to nobody but you.");
  const shown = relative(process.env.INIT_CWD ?? process.cwd(), file) || file;
  console.log(`${(hadSecrets ? steps.kept : steps.made)[language]} ${shown}\n${steps.backUp[language]}`);
  if (plan.where === "own-server" && plan.run === "systemd") console.log(steps.building[language]);
  if (plan.where === "own-server") await writeHome(folder, plan);
  console.log(nextSteps({ plan, settings, folder, file: shown, language }));
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(lastWords(error));
  process.exitCode = 1;
}
