/** Bytes of the widget and of the Worker's script, and what the script adds to workerd's start. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { startWorker } from "../support/workerd.ts";
import { median } from "./load.ts";
import { startEmpty } from "./reference.ts";

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
  });
  return gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).length;
}

/** Milliseconds from the process's start to its first answer, ours less an empty Worker's; in turns. */
export async function startUpMs(times: number): Promise<number> {
  const [ours, bare]: [number[], number[]] = [[], []];
  for (let i = 0; i <= times; i++) {
    const [mine, theirs] = [
      await timed(() => startWorker({ sipnetUrl: "http://127.0.0.1:9/" })),
      await timed(startEmpty),
    ];
    // The first one bundles.
    if (i === 0) continue;
    ours.push(mine);
    bare.push(theirs);
  }
  return median(ours) - median(bare);
}

async function timed(start: () => Promise<{ url: string; stop(): Promise<void> }>): Promise<number> {
  const startedMs = performance.now();
  const worker = await start();
  await (await fetch(`${worker.url}/nothing`)).text();
  const ms = performance.now() - startedMs;
  await worker.stop();
  return ms;
}
