/**
 * Makes the program of one's own server: workerd, the Worker and its configuration in one file, and
 * the console's pages beside it. It needs nothing of this repository, nor Node, where it runs.
 */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { copyFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { build } from "esbuild";
import { writeCapnp } from "./capnp.ts";
import { HostingError } from "./hosting-error.ts";
import { readAliases, readWranglerConfig } from "./wrangler-config.ts";

const root = resolve(import.meta.dirname, "../..");
const entry = join(root, "worker/hosting/server/entry.ts");

export interface ProgramOptions {
  /** See `CapnpOptions`. */
  reachesLocal: boolean;
  /** Modules to put in the place of others, by the end of their path: the tests' clock. */
  instead?: Record<string, string>;
  /** See `CapnpOptions`. */
  further?: readonly string[];
}

/** Writes `server`, `console/` and `version` into `folder`; the widget and the console must have been built. */
export async function makeProgram(
  folder: string,
  { reachesLocal, instead = {}, further = [] }: ProgramOptions,
): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), "sipnet-call-program-"));
  try {
    const byteFiles = await bundle(join(work, "index.js"), instead);
    for (const file of byteFiles) await copyFile(file, join(work, basename(file)));
    const names = byteFiles.map((file) => basename(file));
    await writeFile(
      join(work, "main.capnp"),
      writeCapnp({ wrangler: readWranglerConfig(), byteFiles: names, reachesLocal, further }),
    );
    await mkdir(folder, { recursive: true });
    compile(work, join(folder, "server"));
    await rm(join(folder, "console"), { recursive: true, force: true });
    await cp(join(root, "dist/console"), join(folder, "console"), { recursive: true });
    const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { version: string };
    await writeFile(join(folder, "version"), `${version}\n`);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** @returns the files that the script imports as bytes */
async function bundle(outfile: string, instead: Record<string, string>): Promise<string[]> {
  const byteFiles = new Set<string>();
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: "esm",
    target: "es2024",
    minify: true,
    // Log lines name errors by their class.
    keepNames: true,
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:*", "node:*"],
    alias: readAliases(),
    plugins: [
      {
        name: "bytes-and-stand-ins",
        setup({ onResolve }) {
          onResolve({ filter: /\.(?:br|gz)$/ }, ({ path, resolveDir }) => {
            byteFiles.add(resolve(resolveDir, path));
            return { path: `./${basename(path)}`, external: true };
          });
          for (const [end, path] of Object.entries(instead))
            onResolve({ filter: new RegExp(`/${end.replaceAll(".", "\\.")}$`) }, () => ({ path }));
        },
      },
    ],
  });
  return [...byteFiles];
}

function compile(work: string, target: string): void {
  const workerd = createRequire(import.meta.url).resolve("workerd/bin/workerd");
  const run = spawnSync(workerd, ["compile", "main.capnp", "config"], { cwd: work, maxBuffer: 1 << 30 });
  if (run.status !== 0) throw new HostingError(`workerd could not compile the Worker:\n${run.stderr.toString()}`);
  writeFileSync(target, run.stdout, { mode: 0o755 });
}
