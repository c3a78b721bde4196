/** Starts the reference Worker, and one that does nothing at all, in raw workerd. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { build } from "esbuild";
import { scratchDirectory } from "../support/scratch.ts";

export interface Reference {
  url: string;
  stop(): Promise<void>;
}

const empty = `export default { fetch: () => new Response("") };`;
const objects = [
  `(name = "COUNTER", durableObjectNamespace = "InMemory")`,
  `(name = "NOTEBOOK", durableObjectNamespace = "OnDisk")`,
];
const namespaces = ["InMemory", "OnDisk"].map(
  (name) => `(className = "${name}", uniqueKey = "${name}", enableSql = true)`,
);

/** The reference, dialling this provider. */
export async function startReference(sipnetUrl: string): Promise<Reference> {
  const directory = await scratchDirectory("reference");
  const entry = new URL("./reference-worker.ts", import.meta.url).pathname;
  const outfile = join(directory, "index.js");
  await build({ entryPoints: [entry], outfile, bundle: true, format: "esm", external: ["cloudflare:*"] });
  const bindings = [...objects, `(name = "SIPNET_URL", text = "${sipnetUrl}")`];
  return serve(
    directory,
    `bindings = [${bindings.join(", ")}], durableObjectNamespaces = [${namespaces.join(", ")}],
    durableObjectStorage = (localDisk = "storage"), globalOutbound = "internet",`,
  );
}

/** A Worker of one line, to know what workerd itself takes to start. */
export async function startEmpty(): Promise<Reference> {
  const directory = await scratchDirectory("empty");
  await writeFile(join(directory, "index.js"), empty);
  return serve(directory, "");
}

async function serve(directory: string, settings: string): Promise<Reference> {
  const config = join(directory, "config.capnp");
  await writeFile(
    config,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .main), (name = "storage", disk = (path = "${directory}", writable = true)),
    (name = "internet", network = (allow = ["local", "private", "public"]))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const main :Workerd.Worker = (
  modules = [(name = "index.js", esModule = embed "index.js")], compatibilityDate = "2026-10-15", ${settings}
);`,
  );
  const program = createRequire(import.meta.url).resolve("workerd/bin/workerd");
  const child = spawn(program, ["serve", "--experimental", "--control-fd=3", config], {
    stdio: ["ignore", "ignore", "inherit", "pipe"],
  });
  const port = await portOf(child);
  const stop = async () => {
    const exited = once(child, "exit");
    child.kill("SIGKILL");
    await exited;
    await rm(directory, { recursive: true, force: true });
  };
  return { url: `http://127.0.0.1:${port}`, stop };
}

async function portOf(child: ChildProcess): Promise<number> {
  for await (const chunk of child.stdio[3] as Readable) {
    const port = /"port":\s*(\d+)/.exec(String(chunk))?.[1];
    if (port !== undefined) return Number(port);
  }
  throw new Error("workerd ended before it listened");
}
