/** Runs wrangler, Cloudflare's own tool, with our configuration; secrets reach it in private files only. */
import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../../..");

export interface WranglerRun {
  ok: boolean;
  /** What it printed, where it was asked to be quiet. */
  output: string;
}

export interface Wrangler {
  /** `quiet` keeps its output to us; else the person sees it, and may be asked. */
  run(args: readonly string[], options?: { quiet?: boolean; env?: Record<string, string> }): WranglerRun;
}

export function wranglerAt(entry = join(root, "node_modules/wrangler/bin/wrangler.js")): Wrangler {
  return {
    run(args, { quiet = false, env = {} } = {}) {
      const command = [entry, ...args, "--config", join(root, "worker/wrangler.jsonc")];
      const run = spawnSync(process.execPath, command, {
        cwd: root,
        stdio: quiet ? ["ignore", "pipe", "pipe"] : "inherit",
        env: { ...process.env, WRANGLER_SEND_METRICS: "false", WRANGLER_HIDE_BANNER: "true", ...env },
        encoding: "utf8",
      });
      return { ok: run.status === 0, output: run.stdout ?? "" };
    },
  };
}
