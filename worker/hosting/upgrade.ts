/**
 * `npm run upgrade`: what this clone holds now becomes what runs on one's own server. It backs up
 * first, and goes back by itself where the new version does not answer.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { buildWidget } from "../../demo/widget-build.ts";
import { HostingError, lastWords } from "./hosting-error.ts";
import { makeProgram } from "./program.ts";
import { readSettingsFile } from "./settings-file.ts";
import { isThisMachine } from "../http/site-origin.ts";

const root = resolve(import.meta.dirname, "../..");

async function main([given]: readonly string[]): Promise<void> {
  const beside = resolve(process.env.INIT_CWD ?? ".", given ?? root);
  const folder = join(beside, "own-server");
  if (!existsSync(folder)) throw new HostingError(`There is no own server in ${beside}: npm run setup makes one.`);
  if (!existsSync(join(folder, "program"))) return upgradeContainer(beside);
  console.log("Building …");
  await buildWidget();
  const fresh = join(folder, "program.built");
  await rm(fresh, { recursive: true, force: true });
  await makeProgram(fresh, { reachesLocal: await talksToSimulator(folder) });
  // Installed: the command of the machine, which only its administrator may use.
  const installed = existsSync("/usr/local/sbin/sipnet-call");
  if (installed) run("sudo", ["/usr/local/sbin/sipnet-call", "upgrade", fresh], beside);
  else run(join(folder, "sipnet-call"), ["upgrade", fresh], beside);
}

async function talksToSimulator(folder: string): Promise<boolean> {
  const { SIPNET_URL } = await readSettingsFile(join(folder, "settings.env"));
  return SIPNET_URL !== undefined && isThisMachine(new URL(SIPNET_URL));
}

/** The previous image stays under a name of its own. */
async function upgradeContainer(beside: string): Promise<void> {
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { version: string };
  const worker = "/usr/lib/sipnet-call/sipnet-call";
  run("docker", ["compose", "exec", "worker", worker, "backup"], beside);
  run("docker", ["tag", "sipnet-call:latest", "sipnet-call:previous"], beside);
  run("docker", ["compose", "build", "worker"], beside);
  run("docker", ["compose", "up", "-d"], beside);
  if (tries("docker", ["compose", "exec", "worker", worker, "ready"], beside))
    return console.log(`Version ${version} runs.`);
  console.error("The new version does not answer: going back.");
  run("docker", ["tag", "sipnet-call:previous", "sipnet-call:latest"], beside);
  run("docker", ["compose", "up", "-d"], beside);
  throw new HostingError("The previous version runs again. What the new one said: docker compose logs worker");
}

function run(program: string, args: readonly string[], cwd: string): void {
  if (!tries(program, args, cwd)) throw new HostingError(`Stopped at: ${program} ${args.join(" ")}`);
}

function tries(program: string, args: readonly string[], cwd: string): boolean {
  return spawnSync(program, args, { cwd, stdio: "inherit" }).status === 0;
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(lastWords(error));
  process.exitCode = 1;
}
