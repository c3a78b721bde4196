/** The package as npm would publish it: what others install, tests install. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { runNode } from "./run-node.ts";

export const root = resolve(import.meta.dirname, "../..");
const start = promisify(execFile);

/** Puts the tarball into `directory`. @returns its path */
export async function pack(directory: string): Promise<string> {
  if (!existsSync(join(root, "dist/package/custom-elements.json")))
    await runNode(root, "node_modules/vite/bin/vite.js", "build");
  const { stdout } = await npm(root, "pack", "--ignore-scripts", "--json", "--pack-destination", directory);
  const [packed] = Object.values(JSON.parse(stdout) as Record<string, { filename: string }>);
  if (!packed) throw new Error(`npm pack said: ${stdout}`);
  return join(directory, packed.filename);
}

/** npm as it came with Node: on Windows it is a batch file, which only a shell can start. */
export function npm(cwd: string, ...args: string[]): Promise<{ stdout: string }> {
  return start("npm", args, { cwd, timeout: 600_000, shell: process.platform === "win32" });
}
