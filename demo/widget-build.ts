/** Builds the widget and the console only when something it is made of is newer than what was built. */
import { spawnSync } from "node:child_process";
import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { StartError } from "./start-error.ts";

const root = resolve(import.meta.dirname, "..");
const built = ["dist/widget/widget.js.br", "dist/console/index.html", "dist/playground/playground.js"];
const sources = [
  "widget",
  "worker/console",
  "demo/playground",
  "vite.config.ts",
  "worker/contract",
  "package-lock.json",
];

/** @returns whether anything was built. @throws StartError with Vite's own words. */
export async function buildWidget(): Promise<boolean> {
  const [changedAt, ...builtAt] = await Promise.all([newest(sources), ...built.map(lastChange)]);
  if (Math.min(...builtAt) > changedAt) return false;
  const vite = join(root, "node_modules/vite/bin/vite.js");
  const run = spawnSync(process.execPath, [vite, "build"], { cwd: root, encoding: "utf8" });
  if (run.status !== 0) throw new StartError(`The pages could not be built:\n${run.stdout}${run.stderr}`);
  return true;
}

async function newest(paths: readonly string[]): Promise<number> {
  const times = await Promise.all(
    paths.map(async (path) => {
      const found = await stat(join(root, path)).catch(absent);
      if (!found?.isDirectory()) return found?.mtimeMs ?? 0;
      const inside = await readdir(join(root, path), { recursive: true });
      return Math.max(0, ...(await Promise.all(inside.map((name) => lastChange(join(path, name))))));
    }),
  );
  return Math.max(0, ...times);
}

async function lastChange(path: string): Promise<number> {
  return (await stat(join(root, path)).catch(absent))?.mtimeMs ?? 0;
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
