/**
 * `npm run deploy`: builds, checks the settings as the Worker itself would, deploys with wrangler,
 * then has the new Worker register its webhook. Settings come from the environment; secrets go to
 * wrangler in a private file. Further arguments, `--dry-run` among them, are wrangler's.
 */
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { registerWebhook } from "./owner.ts";
import { StartError } from "./start-error.ts";
import { buildWidget } from "./widget-build.ts";

const root = resolve(import.meta.dirname, "..");
const secretNames = ["SIPNET_APIKEY", "SIPNET_LOGIN", "SIPNET_PASSWORD", "APP_SECRET", "OWNER_TOKEN"];
const varNames = ["PUBLIC_URL", "SIPNET_URL", "ALLOWED_ORIGINS", "COUNTRIES", "LIMITS"];

async function main(args: string[]): Promise<void> {
  console.log("Building …");
  await buildWidget();
  if (args.includes("--dry-run")) return wrangler(args);
  const secrets = pick(secretNames);
  const vars = pick(varNames);
  await check({ ...secrets, ...vars });
  const directory = await mkdtemp(join(tmpdir(), "sipnet-call-button-"));
  try {
    const file = join(directory, "secrets.json");
    await writeFile(file, JSON.stringify(secrets), { mode: 0o600 });
    const varArguments = Object.entries(vars).flatMap(([name, value]) => ["--var", `${name}:${value}`]);
    wrangler(["--secrets-file", file, ...varArguments, ...args]);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
  const { PUBLIC_URL = "", OWNER_TOKEN = "" } = { ...secrets, ...vars };
  await registerSoon(new URL(PUBLIC_URL).origin, OWNER_TOKEN);
  console.log(`Deployed. The webhook is registered; the owner signs in at ${new URL("/console/", PUBLIC_URL).href}`);
}

function pick(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

/** @throws StartError naming the first setting that the Worker would refuse. */
async function check(settings: Record<string, string>): Promise<void> {
  // Imported at run time only: the Worker's types are workerd's, those of this file Node's.
  const worker = new URL("../worker/settings.ts", import.meta.url).href;
  const { readSettings } = (await import(worker)) as { readSettings(env: object): unknown };
  try {
    readSettings(settings);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(
      `Nothing was deployed. In the environment, ${reason}.\n` +
        "Needed: PUBLIC_URL, ALLOWED_ORIGINS, SIPNET_APIKEY, APP_SECRET, OWNER_TOKEN. A secret is made by\n" +
        `  node -p "crypto.randomBytes(33).toString('base64url')"`,
    );
  }
}

function wrangler(args: string[]): void {
  const entry = join(root, "node_modules/wrangler/bin/wrangler.js");
  const command = [entry, "deploy", "--config", join(root, "worker/wrangler.jsonc"), ...args];
  const env = { ...process.env, WRANGLER_SEND_METRICS: "false" };
  const { status } = spawnSync(process.execPath, command, { cwd: root, stdio: "inherit", env });
  if (status !== 0) throw new StartError("wrangler did not deploy: see its message above.");
}

/** A new deployment takes a few seconds to answer everywhere. */
async function registerSoon(workerUrl: string, ownerToken: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await registerWebhook(workerUrl, ownerToken);
    } catch (error) {
      if (attempt === 10 || !(error instanceof StartError)) throw error;
      await wait(3_000);
    }
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exitCode = 1;
}
