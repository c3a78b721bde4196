/**
 * The Worker in workerd, through wrangler: no account, no network. Settings go through a private
 * file that lives as long as the process, never through the command line, which anybody may read.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { StartError } from "./start-error.ts";
import { wordMask } from "./mask.ts";

const root = resolve(import.meta.dirname, "..");
const readyMs = 300_000;
const graceMs = 3_000;

export interface WorkerProcess {
  /** Settles with a reason if the Worker ends by itself. */
  ended: Promise<string>;
  close(): Promise<void>;
}

export interface WorkerStart {
  port: number;
  settings: Record<string, string>;
  /** Where the demo's own receivers are: a binding of this build, which no setting can be. */
  receivers?: string | undefined;
  log: (line: string) => void;
}

/** Resolves once the Worker answers. @throws StartError with wrangler's last words. */
export async function startWorker({ port, settings, receivers, log }: WorkerStart): Promise<WorkerProcess> {
  const directory = await mkdtemp(join(tmpdir(), "sipnet-call-button-"));
  await chmod(directory, 0o700);
  const envFile = join(directory, "settings.env");
  await writeFile(envFile, Object.entries(settings).map(envLine).join("\n"), { mode: 0o600 });
  const child = spawn(process.execPath, wranglerArguments(port, directory, { envFile, receivers }), {
    cwd: root,
    // A group of its own, so that the end of wrangler can always be made the end of workerd.
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: wranglerEnvironment(directory),
  });
  const said = follow(child, wordMask(settings), log);
  const killNow = () => endGroup(child);
  process.once("exit", killNow);
  const ended = new Promise<string>((settle) => {
    child.once("exit", (code, signal) => {
      killNow();
      process.off("exit", killNow);
      void rm(directory, { recursive: true, force: true }).then(() => settle(`The Worker ended (${signal ?? code})`));
    });
  });
  const close = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
    const timer = setTimeout(killNow, graceMs);
    await ended;
    clearTimeout(timer);
  };
  await ready(child, ended).catch(async (error: unknown) => {
    await close();
    throw new StartError(`${error instanceof Error ? error.message : String(error)}:\n${said.join("\n")}`);
  });
  return { ended, close };
}

function wranglerArguments(
  port: number,
  directory: string,
  { envFile, receivers }: { envFile: string; receivers: string | undefined },
): string[] {
  const leash = new URL("./leash.mjs", import.meta.url).href;
  // wrangler's own entry: started through npx, a signal would end npx and leave workerd alive.
  const entry = join(root, "node_modules/wrangler/bin/wrangler.js");
  const config = ["--config", join(root, "worker/wrangler.jsonc"), "--env-file", envFile];
  const listen = ["--ip", "127.0.0.1", "--port", String(port), "--inspector-port", "0"];
  const quiet = ["--show-interactive-dev-session=false", "--log-level=log"];
  const built = receivers === undefined ? [] : ["--define", `DEMO_RECEIVERS:${JSON.stringify(receivers)}`];
  return [
    "--import",
    leash,
    entry,
    "dev",
    ...config,
    ...listen,
    "--persist-to",
    join(directory, "state"),
    ...quiet,
    ...built,
  ];
}

function wranglerEnvironment(directory: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    CLOUDFLARE_CF_FETCH_ENABLED: "false",
    WRANGLER_HIDE_BANNER: "true",
    WRANGLER_REGISTRY_PATH: join(directory, "registry"),
    WRANGLER_SEND_METRICS: "false",
    WRANGLER_WRITE_LOGS: "false",
    NO_COLOR: "1",
    FORCE_COLOR: "0",
  };
}

/** dotenv reads a single-quoted value as it is, except that `$` would name a variable. */
export function envLine([name, value]: [string, string]): string {
  if (/['\r\n\\]/.test(value)) throw new StartError(`${name} must hold no quotes, backslashes or line breaks.`);
  return `${name}='${value.replaceAll("$", "\\$")}'`;
}

/** Passes on what the Worker itself logs (JSON lines) and what wrangler calls an error; keeps the last lines. */
function follow(child: ChildProcess, mask: (line: string) => string, log: (line: string) => void): string[] {
  const last: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on("line", (raw) => {
      const line = mask(raw).trimEnd();
      if (line === "") return;
      last.push(line);
      if (last.length > 30) last.shift();
      if (line.startsWith("{") || /\bERROR\b|Uncaught/.test(line)) log(line);
    });
  }
  return last;
}

async function ready(child: ChildProcess, ended: Promise<string>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const listening = new Promise<void>((settle) => {
    child.on("message", (message) => {
      if (typeof message === "string" ? message.includes("DEV_SERVER_READY") : isReady(message)) settle();
    });
  });
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`The Worker was not ready after ${readyMs / 1000} s`)), readyMs);
  });
  const died = ended.then((reason) => Promise.reject(new Error(reason)));
  await Promise.race([listening, late, died]).finally(() => clearTimeout(timer));
}

function isReady(message: unknown): boolean {
  return typeof message === "object" && message !== null && "event" in message && message.event === "DEV_SERVER_READY";
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch (error) {
    // Nobody of the group is left: what was wanted.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
