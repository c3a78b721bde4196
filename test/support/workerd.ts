/**
 * The Worker in workerd itself: the production code, bundled as wrangler bundles it, with one
 * thing changed: the clock can be set ahead. It starts in tens of milliseconds and can be killed.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, rmSync } from "node:fs";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { build } from "esbuild";
import { extraModules } from "../../widget/package/extra-modules.ts";
import { readAliases } from "../../worker/hosting/wrangler-config.ts";

const root = resolve(import.meta.dirname, "../..");
const classes = ["Ledger", "Shield", "ButtonsRecord", "Desk", "PastScripts"] as const;
const widgetFiles = ["widget", ...extraModules].flatMap((name) => [`${name}.js.br`, `${name}.js.gz`]);
const bindingNames = {
  Ledger: "LEDGER",
  Shield: "SHIELD",
  ButtonsRecord: "BUTTONS",
  Desk: "DESK",
  PastScripts: "SCRIPTS",
} as const;

export interface WorkerOptions {
  sipnetUrl: string;
  /** Further settings, or others than the usual ones. */
  vars?: Record<string, string>;
  /** Kept across starts when given, else a fresh one that goes with the Worker. */
  storage?: string;
  clockOffsetMs?: number;
  /** A free one where none is said. */
  port?: number;
  /** Said to be every visitor's, as Cloudflare and wrangler would say it; absent: requests say it themselves. */
  visitorAddress?: string;
  /** Another module than the Worker's own, and another clock. */
  entry?: string;
  clock?: string;
  /** Where another build of the widget lies. */
  widget?: string;
  /** As it is deployed; absent: its names can be read in a log. */
  minify?: boolean;
  /** Hears each line of its log. */
  onLine?: (line: string) => void;
}

export interface RunningWorker {
  url: string;
  ownerToken: string;
  storage: string;
  pid: number;
  /** Everything it has logged so far. */
  log(): string;
  /** Settles with a reason when the process is gone, whoever ended it. */
  ended: Promise<string>;
  /** Ends the process at once, as a crash would. */
  kill(): Promise<void>;
  /** Ends it and removes its storage if that was its own. */
  stop(): Promise<void>;
}

export const pageOrigin = "https://shop.example";
export const secrets = {
  appSecret: randomBytes(33).toString("base64url"),
  ownerToken: randomBytes(33).toString("base64url"),
};

const bundles = new Map<string, Promise<string>>();

/** Starts the Worker on a free port of 127.0.0.1. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { entry = join(root, "worker/index.ts"), clock = join(root, "test/support/moved-clock.ts") } = options;
  const { widget = join(root, "dist/widget"), minify = false } = options;
  const kind = [entry, clock, widget, minify].join();
  const bundled = bundles.get(kind) ?? bundle({ entry, clock, widget, minify });
  bundles.set(kind, bundled);
  const directory = await bundled;
  const storage = options.storage ?? (await mkdtemp(join(tmpdir(), "worker-storage-")));
  const vars = settingsFor(options);
  // Beside the bundle: Cap'n Proto takes an absolute path for one of its library.
  const config = join(directory, `${randomBytes(6).toString("hex")}.capnp`);
  await writeFile(config, capnp(options, storage, Object.keys(vars)));
  const workerd = createRequire(import.meta.url).resolve("workerd/bin/workerd");
  const args = ["serve", "--experimental", "--control-fd=3", config];
  const child = spawn(workerd, args, { stdio: ["ignore", "pipe", "pipe", "pipe"], env: { ...process.env, ...vars } });
  let log = "";
  child.stdout?.on("data", (chunk: Buffer) => (log += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (log += chunk.toString()));
  if (options.onLine && child.stdout) createInterface(child.stdout).on("line", options.onLine);
  const ended = once(child, "exit").then(([code, signal]) => `workerd ended (${signal ?? code})`);
  const port = await listening(child, () => log);
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await ended;
  };
  const stop = async () => {
    await kill();
    if (options.storage === undefined) await rm(storage, { recursive: true, force: true });
  };
  const ownerToken = vars.OWNER_TOKEN ?? "";
  const pid = child.pid ?? 0;
  return { url: `http://127.0.0.1:${port}`, ownerToken, storage, pid, log: () => log, ended, kill, stop };
}

function settingsFor({ sipnetUrl, vars, clockOffsetMs = 0 }: WorkerOptions): Record<string, string> {
  return {
    SIPNET_URL: sipnetUrl,
    SIPNET_APIKEY: "11111111-2222-3333-4444-555555555555",
    APP_SECRET: secrets.appSecret,
    OWNER_TOKEN: secrets.ownerToken,
    PUBLIC_URL: "https://calls.example",
    ALLOWED_ORIGINS: pageOrigin,
    CLOCK_OFFSET_MS: String(clockOffsetMs),
    ...vars,
  };
}

type BundleOptions = Required<Pick<WorkerOptions, "entry" | "clock" | "widget" | "minify">>;

/** Bundles the Worker once per test process, with the clock that can be set in the place of its own. */
async function bundle({ entry, clock, widget, minify }: BundleOptions): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "worker-bundle-"));
  if (!existsSync(join(widget, "widget.json"))) throw new Error("The widget is not built: npm run build");
  await build({
    entryPoints: [entry],
    outfile: join(directory, "index.js"),
    bundle: true,
    minify,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:*", "node:*"],
    alias: readAliases(),
    plugins: [
      {
        name: "clock-and-bytes",
        setup({ onResolve }) {
          onResolve({ filter: /\/clock\.ts$/ }, () => ({ path: clock }));
          onResolve({ filter: /\/widget\.json$/ }, () => ({ path: join(widget, "widget.json") }));
          onResolve({ filter: /\/demo-receivers\.ts$/ }, () => ({
            path: join(root, "test/support/receivers-here.ts"),
          }));
          onResolve({ filter: /\.(?:br|gz)$/ }, ({ path }) => ({ path: `./${basename(path)}`, external: true }));
        },
      },
    ],
  });
  for (const name of widgetFiles) await copyFile(join(widget, name), join(directory, name));
  process.once("exit", () => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

function capnp({ port = 0, visitorAddress }: WorkerOptions, storage: string, names: string[]): string {
  const quote = (text: string) => JSON.stringify(text);
  const objects = classes.map((name) => `(className = "${name}", uniqueKey = "${name}", enableSql = true)`);
  const injected = visitorAddress
    ? `injectRequestHeaders = [(name = "CF-Connecting-IP", value = ${quote(visitorAddress)})]`
    : "";
  const bindings = [
    ...classes.map((name) => `(name = "${bindingNames[name]}", durableObjectNamespace = "${name}")`),
    `(name = "ASSETS", service = "console")`,
    ...names.map((name) => `(name = "${name}", fromEnvironment = "${name}")`),
  ];
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .main),
    (name = "internet", network = (allow = ["public", "private", "local"])),
    (name = "console", disk = (path = ${quote(join(root, "dist/console"))})),
    (name = "storage", disk = (path = ${quote(storage)}, writable = true)),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (${injected}), service = "main")],
);
const main :Workerd.Worker = (
  modules = [
    (name = "index.js", esModule = embed "index.js"),
    ${widgetFiles.map((name) => `(name = "${name}", data = embed "${name}")`).join(", ")},
  ],
  compatibilityDate = "2026-10-15",
  bindings = [${bindings.join(", ")}],
  durableObjectNamespaces = [${objects.join(", ")}],
  durableObjectStorage = (localDisk = "storage"),
  globalOutbound = "internet",
);
`;
}

async function listening(child: ChildProcess, log: () => string): Promise<number> {
  const control = child.stdio[3] as Readable;
  const exited = once(child, "exit").then(() => Promise.reject(new Error(`workerd ended: ${log()}`)));
  let text = "";
  const heard = (async () => {
    for await (const chunk of control) {
      text += String(chunk);
      const port = /"port":\s*(\d+)/.exec(text)?.[1];
      if (port) return Number(port);
    }
    throw new Error(`workerd did not listen: ${log()}`);
  })();
  const port = await Promise.race([heard, exited]);
  exited.catch(() => undefined);
  return port;
}
