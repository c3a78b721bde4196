/**
 * A deployment to Cloudflare, step by step. The
 * owner's token is used only at an address that wrangler named or the owner gave, and that proved to be ours.
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { HostingError } from "../hosting-error.ts";
import { type OwnerApi, ownerApi } from "../owner-api.ts";
import { secretNames, type SettingName, type Settings, varNames } from "../setting-names.ts";
import { deployedAddresses } from "./targets.ts";
import type { Wrangler } from "./wrangler.ts";

export interface Deployment {
  wrangler: Wrangler;
  settings: Settings;
  /** Further arguments for wrangler. */
  args: readonly string[];
  say: (line: string) => void;
  /** How often, and how long apart, a new deployment is asked until it answers everywhere. */
  patience?: { tries: number; pauseMs: number };
}

/** @returns the address at which it answers */
export async function deployToCloudflare(deployment: Deployment): Promise<string> {
  const { wrangler, settings, say } = deployment;
  const addresses = await deploy(deployment);
  const wanted = settings.PUBLIC_URL ?? addresses[0];
  if (wanted === undefined)
    throw afterwards(
      "wrangler named no address, and none is guessed. If you know it, open it with /console/ behind it and confirm it on the page Health: until then calls are followed by asking SIPNET only. Else give the Worker one (a workers.dev subdomain or a custom domain), set PUBLIC_URL to it, and run npm run deploy again.",
    );
  try {
    removeOldCredentials(wrangler, settings);
    say(`Waiting for ${wanted} to answer as this installation …`);
    const owner = await whenProved(deployment, wanted);
    if (settings.PUBLIC_URL === undefined) await owner.ask("PUT", "/v1/owner/address", { url: wanted });
    await owner.ask("POST", "/v1/owner/webhook", {});
  } catch (error) {
    if (!(error instanceof HostingError)) throw error;
    const where = addresses.length > 0 ? ` It answers at ${addresses.join(", ")}.` : "";
    throw afterwards(`${error.message}${where}\nWhen that is mended, run npm run deploy again: nothing is lost by it.`);
  }
  return wanted;
}

function afterwards(why: string): HostingError {
  return new HostingError(`The Worker is deployed, but one thing is left: ${why}`);
}

/** `npm run deploy --dry-run`, without a second pair of dashes: npm takes the flag for its own, and says so in the environment. */
export function isDryRun(args: readonly string[], env: NodeJS.ProcessEnv): boolean {
  return args.some((argument) => /^--dry-run(?:=true)?$/.test(argument)) || env.npm_config_dry_run === "true";
}

/** Nothing leaves this machine: wrangler is told so as well. @throws HostingError where it finds a fault */
export function tryDry(wrangler: Wrangler, args: readonly string[]): void {
  const rest = args.filter((argument) => !argument.startsWith("--dry-run"));
  if (!wrangler.run(["deploy", "--dry-run", ...rest]).ok) throw new HostingError("wrangler found a fault: see above.");
}

/** Without this, the first to say so would be wrangler, after a long build and in its own words. */
export function requireLogin(wrangler: Wrangler): void {
  const { output } = wrangler.run(["whoami", "--json"], { quiet: true });
  if (/"loggedIn"\s*:\s*true/.test(output)) return;
  throw new HostingError(
    "You are not logged in to Cloudflare, so nothing was done.\n" +
      "Log in with: npx wrangler login   (or set CLOUDFLARE_API_TOKEN), then run npm run deploy again.",
  );
}

async function deploy({ wrangler, settings, args }: Deployment): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "sipnet-call-deploy-"));
  try {
    const [secrets, written] = [join(folder, "secrets.json"), join(folder, "written.ndjson")];
    await writeFile(secrets, JSON.stringify(pick(settings, secretNames)), { mode: 0o600 });
    const vars = Object.entries(pick(settings, varNames)).flatMap(([name, value]) => ["--var", `${name}:${value}`]);
    const env = { WRANGLER_OUTPUT_FILE_PATH: written };
    const { ok } = wrangler.run(["deploy", "--secrets-file", secrets, ...vars, ...args], { env });
    if (!ok) throw new HostingError("wrangler did not deploy: see its message above. Nothing was changed.");
    return deployedAddresses(await readFile(written, "utf8").catch(() => ""));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function pick(settings: Settings, names: readonly SettingName[]): Settings {
  return Object.fromEntries(names.flatMap((name) => (settings[name] ? [[name, settings[name]]] : [])));
}

/** Secrets that aren't sent again stay, and an old key would win over a new login. */
function removeOldCredentials(wrangler: Wrangler, settings: Settings): void {
  const unused = (["SIPNET_APIKEY", "SIPNET_LOGIN", "SIPNET_PASSWORD"] as const).filter((name) => !settings[name]);
  const { ok, output } = wrangler.run(["secret", "list", "--format", "json"], { quiet: true });
  if (!ok) throw new HostingError("The old secrets could not be listed: an old SIPNET_APIKEY would win over a login.");
  for (const name of unused.filter((unusedName) => output.includes(`"${unusedName}"`))) {
    if (!wrangler.run(["secret", "delete", name], { quiet: true }).ok)
      throw new HostingError(
        `The old secret ${name} could not be removed. Remove it: npx wrangler secret delete ${name}`,
      );
  }
}

/** A new deployment takes a few seconds to answer everywhere. */
async function whenProved(
  { settings, patience = { tries: 20, pauseMs: 3_000 } }: Deployment,
  address: string,
): Promise<OwnerApi> {
  for (let left = patience.tries; ; left--) {
    try {
      return await ownerApi(address, settings);
    } catch (error) {
      if (left <= 1 || !(error instanceof HostingError)) throw error;
      await pause(patience.pauseMs);
    }
  }
}
