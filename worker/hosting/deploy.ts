/**
 * `npm run deploy`: builds, checks the settings as the Worker itself would, deploys to Cloudflare and
 * has the new Worker register its webhook. Settings are what `npm run setup` wrote, the environment
 * over them. Further arguments are wrangler's; with `--dry-run` nothing leaves this machine.
 */
import { join, resolve } from "node:path";
import { buildWidget } from "../../demo/widget-build.ts";
import { checkSettings } from "./check-settings.ts";
import { deployToCloudflare, isDryRun, requireLogin, tryDry } from "./cloudflare/deployment.ts";
import { wranglerAt } from "./cloudflare/wrangler.ts";
import { HostingError, lastWords } from "./hosting-error.ts";
import { settingNames, type Settings } from "./setting-names.ts";
import { readSettingsFile } from "./settings-file.ts";

const root = resolve(import.meta.dirname, "../..");

async function main(args: readonly string[]): Promise<void> {
  const wrangler = wranglerAt(process.env.WRANGLER_ENTRY);
  if (isDryRun(args, process.env)) {
    console.log("Building …");
    await buildWidget();
    tryDry(wrangler, args);
    return console.log("Nothing was deployed: a dry run.");
  }
  const settings = { ...(await readSettingsFile(join(root, "cloudflare/settings.env"))), ...fromEnvironment() };
  await checkSettings(settings).catch((error: unknown) => {
    if (!(error instanceof HostingError)) throw error;
    throw new HostingError(
      `Nothing was deployed: ${error.message}.\nRun npm run setup first, or put the settings into the environment.`,
    );
  });
  requireLogin(wrangler);
  console.log("Building …");
  await buildWidget();
  const say = (line: string) => console.log(line);
  const address = await deployToCloudflare({ wrangler, settings, args, say });
  console.log(`Deployed. The webhook is registered; the owner signs in at ${address}/console/`);
}

function fromEnvironment(): Settings {
  return Object.fromEntries(settingNames.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(lastWords(error));
  process.exitCode = 1;
}
