/** Bytes of the widget and of the Worker's script. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { readAliases } from "../../worker/hosting/wrangler-config.ts";

const root = resolve(import.meta.dirname, "../..");

export interface Bytes {
  raw: number;
  gzip: number;
  brotli: number;
}

export function widgetBytes(): Bytes {
  const built = JSON.parse(readFileSync(join(root, "dist/widget/widget.json"), "utf8")) as { bytes: Bytes };
  return built.bytes;
}

/** The Worker's one script, minified, gzipped as it is uploaded. */
export async function scriptBytes(): Promise<number> {
  const { outputFiles } = await build({
    entryPoints: [join(root, "worker/index.ts")],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:*", "node:*", "*.br", "*.gz"],
    alias: readAliases(),
  });
  return gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).length;
}
