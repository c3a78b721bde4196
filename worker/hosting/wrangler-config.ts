/** What `wrangler.jsonc` says of the Worker, so that one's own server runs exactly what Cloudflare does. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";

export interface WranglerConfig {
  name: string;
  compatibility_date: string;
  compatibility_flags?: string[];
  durable_objects: { bindings: { name: string; class_name: string }[] };
}

/** JSON with comments is an expression of JavaScript, and this file is our own. */
export function readWranglerConfig(): WranglerConfig {
  const text = readFileSync(join(import.meta.dirname, "..", "wrangler.jsonc"), "utf8");
  return JSON.parse(runInNewContext(`JSON.stringify(\n${text}\n)`) as string) as WranglerConfig;
}
