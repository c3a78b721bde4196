/** What `wrangler.jsonc` says of the Worker, so that one's own server runs exactly what Cloudflare does. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";

export interface WranglerConfig {
  name: string;
  compatibility_date: string;
  compatibility_flags?: string[];
  alias: Record<string, string>;
  durable_objects: { bindings: { name: string; class_name: string }[] };
}

/** JSON with comments is an expression of JavaScript, and this file is our own. */
export function readWranglerConfig(): WranglerConfig {
  const text = readFileSync(join(import.meta.dirname, "..", "wrangler.jsonc"), "utf8");
  return JSON.parse(runInNewContext(`JSON.stringify(\n${text}\n)`) as string) as WranglerConfig;
}

/** What the script is bundled with in the place of some packages, for the bundlers that are not wrangler. */
export function readAliases(): Record<string, string> {
  const { alias } = readWranglerConfig();
  const own = Object.entries(alias).map(([name, path]) => [name, join(import.meta.dirname, "..", path)]);
  return Object.fromEntries(own) as Record<string, string>;
}
