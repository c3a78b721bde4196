/**
 * Puts the console's page together at build time: hashed files named in it, each compressed ahead,
 * and a first load that fails to build when it outgrows what we promise.
 */
import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import type { BuildEnvironmentOptions, Plugin, Rolldown } from "vite";

const mostBytes = 60_000;

/** By which the console can be installed as an app. */
const appFiles = ["app.webmanifest", "icon.svg"];

export const consoleBuild: BuildEnvironmentOptions = {
  outDir: "dist/console",
  target: "es2022",
  // `light-dark()` and nesting as they are.
  cssTarget: ["chrome123", "firefox121", "safari17.5"],
  // One sheet: nothing has to add links to the page, so that its policy can stay closed.
  cssCodeSplit: false,
  modulePreload: false,
  rolldownOptions: {
    input: { main: "worker/console/main.ts", "push-worker": "worker/console/messages/push-worker.ts" },
    output: {
      format: "es",
      // A service worker is known by its address.
      entryFileNames: ({ name }) => (name === "push-worker" ? "[name].js" : "[name]-[hash].js"),
      chunkFileNames: "[name]-[hash].js",
      assetFileNames: "[name]-[hash][extname]",
    },
  },
};

export function publishConsole(): Plugin {
  return {
    name: "publish-console",
    applyToEnvironment: ({ name }) => name === "console",
    // Modules define their elements, whatever package.json says of the npm package's.
    transform: (code, id) => (id.includes("/worker/console/") ? { code, map: null, moduleSideEffects: true } : null),
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const files = Object.values(bundle);
        const entry = files.find((file) => file.type === "chunk" && file.isEntry && file.name === "main");
        const sheet = files.find(({ fileName }) => fileName.endsWith(".css"));
        if (entry?.type !== "chunk" || sheet?.type !== "asset")
          return this.error("the console lacks its script or sheet");
        const page = readFileSync("worker/console/index.html", "utf8")
          .replace("./main.ts", `./${entry.fileName}`)
          .replace("./look/index.css", `./${sheet.fileName}`);
        const first = [entry.fileName, ...entry.imports].flatMap((name) => bundle[name] ?? []);
        const bytes = [page, ...[sheet, ...first].map(contentOf)].reduce(
          (sum, each) => sum + brotliCompressSync(each).length,
          0,
        );
        this.info(`console: first load ${bytes} bytes in brotli`);
        if (bytes > mostBytes) this.error(`the console's first load is ${bytes} bytes, ${mostBytes} are promised`);
        this.emitFile({ type: "asset", fileName: "index.html", source: page });
        for (const file of files) compress(this, file.fileName, contentOf(file));
        for (const fileName of appFiles) {
          const source = readFileSync(`worker/console/app/${fileName}`);
          this.emitFile({ type: "asset", fileName, source });
          compress(this, fileName, source);
        }
      },
    },
  };
}

function compress(build: Rolldown.PluginContext, fileName: string, content: string | Uint8Array): void {
  build.emitFile({ type: "asset", fileName: `${fileName}.br`, source: brotliCompressSync(content) });
}

function contentOf(file: { code: string } | { source: string | Uint8Array }): string | Uint8Array {
  return "code" in file ? file.code : file.source;
}
