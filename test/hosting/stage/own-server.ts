/** The compiled program of one's own server, run by its own script, in a folder of its own. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { cpSync, rmSync } from "node:fs";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { makeProgram } from "../../../worker/hosting/program.ts";
import { until } from "../../support/until.ts";

const root = resolve(import.meta.dirname, "../../..");
const scripts = ["sipnet-call", "door", "copies.sh", "versions.sh"];

export const pageOrigin = "https://shop.example";
export const ownerToken = randomBytes(33).toString("base64url");
const appSecret = randomBytes(33).toString("base64url");

let made: Promise<string> | undefined;

/** Made once per test process, with the provider allowed on this machine. */
export function program(): Promise<string> {
  return (made ??= (async () => {
    const folder = await mkdtemp(join(tmpdir(), "own-program-"));
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    await makeProgram(folder, {
      reachesLocal: true,
      instead: { "clock.ts": join(root, "test/support/moved-clock.ts") },
      further: ["CLOCK_OFFSET_MS"],
    });
    return folder;
  })());
}

export interface Home {
  folder: string;
  settings: [name: string, value: string][];
  /** Runs one verb of `sipnet-call` to its end. */
  command(verb: string, ...rest: [...string[], Record<string, string>] | string[]): { code: number; output: string };
  /** Starts `sipnet-call run` (or another holder of its socket) and waits until it answers. */
  start(options?: StartOptions): Promise<RunningServer>;
  remove(): Promise<void>;
}

export interface StartOptions {
  settings?: Record<string, string>;
  /** `unit`: what systemd does with the socket unit and the service unit. */
  verb?: "run" | "keep" | "unit";
  /** Not waited for: what is wrong on purpose never becomes ready. */
  ready?: boolean;
}

export interface RunningServer {
  port: number;
  url: string;
  child: ChildProcess;
  log(): string;
  /** Ends it as systemd does, and says how long that took. */
  stop(): Promise<number>;
}

export async function makeHome(settings: Record<string, string>): Promise<Home> {
  const folder = await mkdtemp(join(tmpdir(), "own-server-"));
  for (const name of scripts) cpSync(join(root, "worker/hosting/home", name), join(folder, name));
  await symlink(await program(), join(folder, "program"));
  const port = await freePort();
  const listen = `127.0.0.1:${port}`;
  const usual: Record<string, string> = {
    APP_SECRET: appSecret,
    OWNER_TOKEN: ownerToken,
    ALLOWED_ORIGINS: pageOrigin,
    LISTEN: listen,
    ...settings,
  };
  const lines = Object.entries(usual).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(join(folder, "settings.env"), lines.join(""), { mode: 0o600 });
  const running: RunningServer[] = [];
  const script = join(folder, "sipnet-call");
  const home: Home = {
    folder,
    settings: Object.entries(usual),
    command(...args) {
      const last = args.at(-1);
      const env = typeof last === "object" ? last : {};
      const words = (args as unknown[]).filter((word) => typeof word === "string");
      const { status, stdout, stderr } = spawnSync(script, words, {
        encoding: "utf8",
        env: { ...process.env, ...env },
      });
      return { code: status ?? -1, output: stdout + stderr };
    },
    async start({ settings: further = {}, verb = "run", ready = true } = {}) {
      const env = { ...process.env, ...further };
      const words = verb === "unit" ? [join(folder, "door"), ...asUnit(listen, script)] : [script, verb];
      const [file = "", ...rest] = words;
      const child = spawn(file, rest, { env, stdio: ["ignore", "pipe", "pipe"] });
      const server = follow(child, port);
      running.push(server);
      const byFile = (usual.LISTEN ?? "").startsWith("unix:");
      if (ready)
        await until(
          "the server to answer",
          () => (byFile ? home.command("status").code === 0 : answers(server)),
          Boolean,
        );
      return server;
    },
    async remove() {
      for (const server of running) await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return home;
}

/** The socket outlives each server and comes to it as descriptor 3; a server that ends is started again. */
function asUnit(listen: string, script: string): string[] {
  const loop = `trap 'kill $server; wait $server; exit' TERM
while :; do env -u SIPNET_CALL_SOCKET_FD LISTEN_FDS=1 "$0" run & server=$!; wait $server; done`;
  return ["hold", listen, "sh", "-c", loop, script];
}

function follow(child: ChildProcess, port: number): RunningServer {
  let log = "";
  child.stdout?.on("data", (chunk: Buffer) => (log += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (log += chunk.toString()));
  const exited = once(child, "exit");
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    child,
    log: () => log,
    async stop() {
      const startedMs = performance.now();
      if (child.exitCode === null && child.signalCode === null) {
        child.kill("SIGTERM");
        // As TimeoutStopSec of the unit.
        const timer = setTimeout(() => child.kill("SIGKILL"), 4_000);
        await exited;
        clearTimeout(timer);
      }
      return performance.now() - startedMs;
    },
  };
}

async function answers({ url, child, log }: RunningServer): Promise<boolean> {
  if (child.exitCode !== null) throw new Error(`sipnet-call ended with ${child.exitCode}:\n${log()}`);
  const response = await fetch(`${url}/healthz`).catch(() => null);
  return response !== null;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || address === null) throw new Error("no port");
  return address.port;
}
